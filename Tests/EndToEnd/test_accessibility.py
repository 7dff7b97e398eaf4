"""Every page passes axe, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages import USUAL


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", USUAL)
def test_axe_finds_no_violation(show, name, scheme):
    found = Axe().run(show(name, scheme=scheme)).response["violations"]
    assert [f"{rule['id']}: {node['html']} ({node['failureSummary']})" for rule in found for node in rule["nodes"]] == []


@pytest.mark.parametrize("name", USUAL)
def test_a_page_has_landmarks_a_heading_and_a_title_of_its_own(show, snapshot, name):
    page = show(name)
    assert page.locator("main").count() == 1
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang")
    assert page.locator("header, [role=banner]").count() >= 1
    assert page.title()


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
