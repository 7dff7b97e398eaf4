"""What a page costs its reader."""

import pytest

from pages import PAGES

MOST_BYTES = 15 * 1024


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.public])
def test_a_public_page_is_under_15_kilobytes(snapshot, name):
    assert len(snapshot(name).html.encode()) < MOST_BYTES


def test_pages_are_compressed_on_the_way(client):
    answer = client.get("/", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
