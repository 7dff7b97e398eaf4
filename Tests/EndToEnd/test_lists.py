"""Long lists, walked from the newest to the oldest by their "Older" links."""

import re
from collections.abc import Iterator

import pytest

from client import Client
from front import UNLIMITED, Front
from people import fill, make_admin
from store import Store

LISTS = {
    "/admin/users": ("users", r'/admin/users/(\d+)"'),
    "/admin/products": ("products", r'/admin/products/(\d+)"'),
    "/admin/orders": ("orders", r'/admin/orders/([0-9a-f-]{36})"'),
}


@pytest.fixture(scope="module")
def roomy(spare: Store) -> Iterator[Front]:
    """Where one person may turn page after page without a pause."""
    with Front(spare, UNLIMITED) as front:
        yield front


@pytest.fixture(scope="module")
def busy(spare: Store, roomy: Front) -> Client:
    """The admin of a store with many sellers, products and orders."""
    fill(spare)
    return Client(roomy).log_in(*make_admin(spare))


def walk(client: Client, path: str, pattern: str) -> list[str]:
    """What the pattern finds on each page in turn, until no page follows."""
    found = []
    while path:
        page = client.get(path)
        assert page.status_code == 200
        found += dict.fromkeys(re.findall(pattern, page.text))
        older = re.search(r'href="([^"]+)" rel="next"', page.text)
        path = older[1].replace("&amp;", "&") if older else ""
    return found


@pytest.mark.parametrize("path", LISTS)
def test_every_row_is_on_exactly_one_page(spare, busy, path):
    table, pattern = LISTS[path]
    found = walk(busy, path, pattern)
    assert len(found) == len(set(found))
    assert set(found) == {row[0] for row in spare.sql(f"SELECT id FROM {table}")}


def test_the_store_front_shows_every_published_product_once(spare, roomy, busy):
    found = walk(Client(roomy), "/", r'href="/products/([a-z0-9-]+)"')
    assert len(found) == len(set(found))
    assert set(found) == {row[0] for row in spare.sql("SELECT slug FROM products WHERE status = 'active'")}


def test_a_search_goes_on_over_its_pages(spare, busy):
    [[status, count]] = spare.sql("SELECT status, count(*) FROM orders GROUP BY status ORDER BY 2 DESC LIMIT 1")
    found = walk(busy, f"/admin/orders?status={status}", LISTS["/admin/orders"][1])
    assert len(found) == int(count)


def test_the_same_seed_gives_the_same_data_and_changes_nothing_the_second_time(spare, busy):
    before = spare.snapshot()
    fill(spare)
    assert spare.snapshot() == before
