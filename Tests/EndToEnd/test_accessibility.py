"""Every page passes axe, in light and in dark, and is made of nothing but what it should be."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pages import USUAL


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']} ({node['failureSummary']})" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("name", USUAL)
def test_a_page_asks_no_other_host_runs_no_script_has_its_landmarks_and_passes_axe(store, show, name):
    page = show(name)
    # Before axe, which is a script itself.
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert asked, "not even the stylesheet"
    assert [url for url in asked if not url.startswith(store.url + "/static/")] == []
    assert page.locator("script, [onclick], [onload], [onsubmit], iframe, object, embed").count() == 0

    assert page.locator("main").count() == 1
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang")
    assert page.locator("header, [role=banner]").count() >= 1
    assert page.title()

    assert violations(page) == []
    # Without motion, so that no colour is on its way to another.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(page) == [], "in the dark"


def test_a_form_is_filled_and_sent_by_keyboard_alone(visitor_with_keyboard, someone):
    page = visitor_with_keyboard
    page.goto("/checkout/1")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "email":
            break
    page.keyboard.type(someone)
    page.keyboard.press("Enter")
    page.wait_for_url("**/success")


def test_the_focus_is_always_to_be_seen(visitor_with_keyboard):
    page = visitor_with_keyboard
    page.goto("/auth/login")
    seen = 0
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(e => ({tag: e.tagName, outline: getComputedStyle(e).outlineStyle, shadow: getComputedStyle(e).boxShadow}))"
            "(document.activeElement)")
        if style["tag"] in {"A", "INPUT", "BUTTON"}:
            seen += 1
            assert style["outline"] != "none" or style["shadow"] != "none", style
    assert seen >= 4


@pytest.fixture
def visitor_with_keyboard(store, browsers):
    context = browsers("chromium").new_context(base_url=store.url, ignore_https_errors=True)
    yield context.new_page()
    context.close()
