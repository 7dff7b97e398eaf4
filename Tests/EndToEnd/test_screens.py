"""Pictures of every page, to be looked at, and nothing that sticks out of a screen."""

import pytest

from pages import FULL, PAGES, USUAL
from store import ROOT

SCREENS = ROOT / ".build/screens"

WIDEST = """() => [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scrolls"))
    .map(e => `${e.outerHTML.slice(0, 120)}: ${e.getBoundingClientRect().right}`).slice(0, 5)"""
"""The elements that reach beyond the screen, but for what scrolls by itself."""


@pytest.mark.parametrize("width, scheme", [
    (390, "light"), (1280, "dark"), *([(390, "dark"), (1280, "light")] if FULL else [])])
@pytest.mark.parametrize("name", USUAL)
def test_a_page_fits_its_screen(show, name, width, scheme):
    page = show(name, width, scheme)
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("name", USUAL)
def test_a_page_of_320_pixels_needs_no_scrolling_sideways(show, name):
    """WCAG 2.2, 1.4.10: what a reader has who enlarges 1280 pixels to 400 %."""
    assert show(name, width=320).evaluate("document.scrollingElement.scrollWidth") <= 320


# Case 33
@pytest.mark.parametrize("width", [320, 390] if FULL else [320])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_text_of_twice_the_size_needs_no_scrolling_sideways(show, name, width):
    """WCAG 2.2, 1.4.4 and 1.4.10 together: a phone whose owner has set the browser's text to 200 %."""
    page = show(name, width, browser="chromium with large text")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    page.screenshot(path=SCREENS / f"{name}-{width}-large.png", full_page=True)
    assert page.evaluate(WIDEST) == []
    scroller = "document.scrollingElement"
    assert page.evaluate(f"{scroller}.scrollWidth") <= page.evaluate(f"{scroller}.clientWidth")
