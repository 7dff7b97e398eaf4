"""Pictures of every page, to be looked at, and nothing that sticks out of a screen."""

import pytest

from pages import FULL, PAGES, USUAL
from store import ROOT

SCREENS = ROOT / ".build/screens"

WIDEST = """() => [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scrolls"))
    .filter(e => getComputedStyle(e.parentElement).textOverflow !== "ellipsis")
    .map(e => `${e.outerHTML.slice(0, 120)}: ${e.getBoundingClientRect().right}`).slice(0, 5)"""
"""The elements that reach beyond the screen, but for what scrolls by itself, and for words that their line cuts off with an
ellipsis: that line must fit."""


SIZES = [(390, "light"), (320, "light"), (1280, "dark"), *([(390, "dark"), (1280, "light")] if FULL else [])]


@pytest.mark.parametrize("name", USUAL)
def test_a_page_fits_every_screen(show, name):
    """Of 320 pixels as well (WCAG 2.2, 1.4.10): what a reader has who enlarges 1280 pixels to 400 %."""
    page = show(name)
    SCREENS.mkdir(parents=True, exist_ok=True)
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        # Without motion, so that no colour is on its way to another.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.screenshot(path=SCREENS / f"{name}-{width}-{scheme}.png", full_page=True)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, f"{width} pixels, {scheme}"


# Case 33
@pytest.mark.parametrize("width", [320, 390] if FULL else [320])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_text_of_twice_the_size_needs_no_scrolling_sideways(show, name, width):
    """WCAG 2.2, 1.4.4 and 1.4.10 together: a phone whose owner has set the browser's text to 200 %."""
    page = show(name, width, browser="chromium with large text")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}-{width}-large.png", full_page=True)
    assert page.evaluate(WIDEST) == []
    scroller = "document.scrollingElement"
    assert page.evaluate(f"{scroller}.scrollWidth") <= page.evaluate(f"{scroller}.clientWidth")
