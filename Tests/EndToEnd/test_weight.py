"""What a page costs its reader."""

import pytest

from pages import PAGES, USUAL

MOST_BYTES = 15 * 1024


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.public])
def test_a_public_page_is_under_15_kilobytes(snapshot, name):
    assert len(snapshot(name).html.encode()) < MOST_BYTES


@pytest.mark.parametrize("name", USUAL)
def test_a_page_asks_no_other_host_and_runs_no_script(store, show, snapshot, name):
    page = show(name)
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert asked, "not even the stylesheet"
    assert [url for url in asked if not url.startswith(store.url + "/static/")] == []
    assert page.locator("script, [onclick], [onload], [onsubmit], iframe, object, embed").count() == 0


def test_pages_are_compressed_on_the_way(client):
    answer = client.get("/", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
