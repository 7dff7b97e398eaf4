"""Pictures of every page, to be looked at, and nothing that sticks out of a screen."""

import pytest

from pages import PAGES
from store import ROOT

SCREENS = ROOT / ".build/screens"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_screen(show, name, width, scheme):
    page = show(name, width, scheme)
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_320_pixels_needs_no_scrolling_sideways(show, name):
    """WCAG 2.2, 1.4.10: what a reader has who enlarges 1280 pixels to 400 %."""
    assert show(name, width=320).evaluate("document.scrollingElement.scrollWidth") <= 320
