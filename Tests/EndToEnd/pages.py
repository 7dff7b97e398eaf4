"""Every page there is, and how to get it: what is looked at, measured and checked page by page."""

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import httpx

from client import Client
from people import Cast, crowd, wordy
from store import Store


@dataclass(frozen=True)
class Snapshot:
    status: int
    headers: dict[str, str]
    html: str


@dataclass(frozen=True)
class KnownPage:
    status: int
    fetch: Callable[[Cast, Store], httpx.Response]
    public: bool = False
    """Whether search engines and buyers see it: those pages have a limit on their size."""

    def take(self, cast: Cast, spare: Store) -> Snapshot:
        answer = self.fetch(cast, spare)
        assert answer.status_code == self.status, f"{answer.request.url}: {answer.status_code}\n{answer.text[:500]}"
        transport = {"content-encoding", "content-length", "transfer-encoding", "set-cookie"}
        headers = {name: value for name, value in answer.headers.items() if name not in transport}
        return Snapshot(answer.status_code, headers, answer.text)


def too_many(spare: Store) -> httpx.Response:
    """Knocks on the login from one address a hundred times at once; who came first waits for their turn."""
    client, pool = Client(spare, http2=False), ThreadPoolExecutor(100)
    try:
        knocks = [pool.submit(client.post, "/auth/login", {"email": "x@example.com", "password": "x"}) for _ in range(100)]
        for knock in as_completed(knocks, 20):
            if (answer := knock.result()).status_code == 429:
                return answer
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    raise AssertionError("100 logins at once and never a 429")


def failing(spare: Store) -> httpx.Response:
    """Takes away a table under the running store, and puts it back."""
    spare.sql("ALTER TABLE products RENAME TO products_gone")
    try:
        return Client(spare).get("/")
    finally:
        spare.sql("ALTER TABLE products_gone RENAME TO products")


def unavailable(spare: Store) -> httpx.Response:
    """Refuses the application its database, and lets it in again."""
    spare.sql("ALTER ROLE nexus_app NOLOGIN", role="postgres")
    try:
        spare.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'nexus_app'", role="postgres")
        return Client(spare).get("/")
    finally:
        spare.sql("ALTER ROLE nexus_app LOGIN", role="postgres")


def bad_gateway(spare: Store) -> httpx.Response:
    """Takes away the socket of the workers, and puts it back."""
    socket = Path(spare.settings()["NEXUS_SOCKET"])
    gone = socket.rename(socket.with_suffix(".gone"))
    try:
        return Client(spare).get("/")
    finally:
        gone.rename(socket)


def empty_home(spare: Store) -> httpx.Response:
    """Takes every product off sale, and puts it back."""
    ids = ",".join(row[0] for row in spare.sql(
        "UPDATE products SET status = 'archived' WHERE status = 'active' RETURNING id"))
    try:
        return Client(spare).get("/")
    finally:
        spare.sql(f"UPDATE products SET status = 'active' WHERE id IN ({ids})")


def older(client: Client, path: str) -> httpx.Response:
    """The second page of a list."""
    link = re.search(r'href="([^"]+)" rel="next"', client.get(path).text)
    assert link, f"no second page of {path}"
    return client.get(link[1].replace("&amp;", "&"))


def receipt(spare: Store, *statuses: str) -> httpx.Response:
    """The receipt of an order that has just come to the last of these statuses."""
    [[order]] = spare.sql("INSERT INTO orders (product_id, email, checkout_key) "
                          "VALUES (1, 'iris@example.com', gen_random_uuid()) RETURNING id")
    for status in statuses:
        spare.sql(f"UPDATE orders SET status = '{status}' WHERE id = '{order}'")
    return Client(spare).get(f"/orders/{order}/success")


PAGES: dict[str, KnownPage] = {
    # Signed out.
    "home": KnownPage(200, lambda cast, _: cast.visitor.get("/"), public=True),
    "product": KnownPage(200, lambda cast, _: cast.visitor.get(f"/products/{cast.product_slug}"), public=True),
    "register": KnownPage(200, lambda cast, _: cast.visitor.get("/auth/register"), public=True),
    "register-errors": KnownPage(422, lambda cast, _: cast.visitor.submit(
        "/auth/register", {"email": "nobody", "password": "short", "name": "Mara"}), public=True),
    "login": KnownPage(200, lambda cast, _: cast.visitor.get("/auth/login"), public=True),
    "login-errors": KnownPage(422, lambda cast, _: cast.visitor.submit(
        "/auth/login", {"email": "nobody@example.com", "password": "wrong pass phrase"}), public=True),
    "checkout": KnownPage(200, lambda cast, _: cast.visitor.get("/checkout/1"), public=True),
    "checkout-errors": KnownPage(422, lambda cast, _: cast.visitor.submit(
        "/checkout/1", {"email": "nobody", "name": "Iris"}), public=True),
    "checkout-again": KnownPage(422, lambda cast, _: cast.visitor.submit(
        "/checkout/1", {"email": "iris@example.com"}), public=True),
    "declined": KnownPage(200, lambda cast, _: cast.visitor.get(cast.declined), public=True),
    "receipt": KnownPage(200, lambda cast, _: cast.visitor.get(cast.receipt), public=True),
    "home-older": KnownPage(200, lambda _, spare: older(crowd(spare).visitor, "/"), public=True),
    "home-none": KnownPage(200, lambda _, spare: empty_home(spare), public=True),
    "receipt-processing": KnownPage(200, lambda _, spare: receipt(spare, "processing"), public=True),
    "receipt-refunded": KnownPage(
        200, lambda _, spare: receipt(spare, "processing", "paid", "refunded"), public=True),
    # A seller.
    "home-seller": KnownPage(200, lambda cast, _: cast.seller.get("/")),
    "dashboard": KnownPage(200, lambda cast, _: cast.seller.get("/dashboard")),
    "dashboard-new-seller": KnownPage(200, lambda cast, _: cast.beginner.get("/dashboard")),
    "products": KnownPage(200, lambda cast, _: cast.seller.get("/dashboard/products")),
    "products-none": KnownPage(200, lambda cast, _: cast.beginner.get("/dashboard/products")),
    "product-new": KnownPage(200, lambda cast, _: cast.seller.get("/dashboard/products/new")),
    "product-errors": KnownPage(422, lambda cast, _: cast.seller.submit(
        "/dashboard/products/new", {"name": "", "price": "12,3x"})),
    "product-edit": KnownPage(200, lambda cast, _: cast.seller.get("/dashboard/products/1/edit")),
    "product-deletion": KnownPage(200, lambda cast, _: cast.seller.get("/dashboard/products/1/deletion")),
    "orders": KnownPage(200, lambda cast, _: cast.seller.get("/dashboard/orders")),
    "orders-none": KnownPage(200, lambda cast, _: cast.seller.get("/dashboard/orders?q=nobody@example.com")),
    "order": KnownPage(200, lambda cast, _: cast.seller.get(f"/dashboard/orders/{cast.order}")),
    "account": KnownPage(200, lambda cast, _: cast.seller.get("/dashboard/account")),
    "account-errors": KnownPage(422, lambda cast, _: cast.beginner.submit(
        "/dashboard/account", {"current_password": "wrong pass phrase", "new_password": "short"})),
    "product-draft": KnownPage(200, lambda _, spare: crowd(spare).seller.get("/products/sketch-1")),
    "products-older": KnownPage(200, lambda _, spare: older(crowd(spare).seller, "/dashboard/products")),
    "orders-older": KnownPage(200, lambda _, spare: older(crowd(spare).seller, "/dashboard/orders")),
    # An admin.
    "admin": KnownPage(200, lambda cast, _: cast.admin.get("/admin")),
    "admin-users": KnownPage(200, lambda cast, _: cast.admin.get("/admin/users")),
    "admin-user": KnownPage(200, lambda cast, _: cast.admin.get(f"/admin/users/{cast.seller_id}")),
    "admin-products": KnownPage(200, lambda cast, _: cast.admin.get("/admin/products")),
    "admin-product": KnownPage(200, lambda cast, _: cast.admin.get("/admin/products/1")),
    "admin-orders": KnownPage(200, lambda cast, _: cast.admin.get("/admin/orders")),
    "admin-order": KnownPage(200, lambda cast, _: cast.admin.get(f"/admin/orders/{cast.order}")),
    "admin-users-none": KnownPage(200, lambda cast, _: cast.admin.get("/admin/users?q=nobody@")),
    "admin-products-none": KnownPage(200, lambda cast, _: cast.admin.get("/admin/products?q=nothing")),
    "admin-orders-none": KnownPage(200, lambda cast, _: cast.admin.get("/admin/orders?q=nobody@")),
    "admin-users-older": KnownPage(200, lambda _, spare: older(crowd(spare).admin, "/admin/users")),
    "admin-products-older": KnownPage(200, lambda _, spare: older(crowd(spare).admin, "/admin/products")),
    "admin-orders-older": KnownPage(200, lambda _, spare: older(crowd(spare).admin, "/admin/orders")),
    # Words without blanks, as long as the store takes them.
    "home-wordy": KnownPage(200, lambda _, spare: wordy(spare).seller.get("/")),
    "product-wordy": KnownPage(200, lambda _, spare: wordy(spare).visitor.get(f"/products/{wordy(spare).slug}"), public=True),
    "checkout-wordy": KnownPage(
        200, lambda _, spare: wordy(spare).visitor.get(f"/checkout/{wordy(spare).product}"), public=True),
    "checkout-again-wordy": KnownPage(422, lambda _, spare: wordy(spare).visitor.submit(
        f"/checkout/{wordy(spare).product}", {"email": "i" + wordy(spare).EMAIL[1:]}), public=True),
    "receipt-wordy": KnownPage(200, lambda _, spare: wordy(spare).visitor.get(wordy(spare).receipt), public=True),
    "declined-wordy": KnownPage(200, lambda _, spare: wordy(spare).visitor.get(wordy(spare).declined), public=True),
    "dashboard-wordy": KnownPage(200, lambda _, spare: wordy(spare).seller.get("/dashboard")),
    "products-wordy": KnownPage(200, lambda _, spare: wordy(spare).seller.get("/dashboard/products")),
    "product-edit-wordy": KnownPage(
        200, lambda _, spare: wordy(spare).seller.get(f"/dashboard/products/{wordy(spare).product}/edit")),
    "product-stale-wordy": KnownPage(422, lambda _, spare: wordy(spare).seller.post(
        f"/dashboard/products/{wordy(spare).product}", {"name": "Rye", "price": "7", "version": "0"})),
    "product-deletion-wordy": KnownPage(
        200, lambda _, spare: wordy(spare).seller.get(f"/dashboard/products/{wordy(spare).product}/deletion")),
    "orders-wordy": KnownPage(200, lambda _, spare: wordy(spare).seller.get("/dashboard/orders")),
    "order-wordy": KnownPage(200, lambda _, spare: wordy(spare).seller.get(f"/dashboard/orders/{wordy(spare).order}")),
    "account-wordy": KnownPage(200, lambda _, spare: wordy(spare).seller.get("/dashboard/account")),
    "admin-wordy": KnownPage(200, lambda _, spare: wordy(spare).admin.get("/admin")),
    "admin-users-wordy": KnownPage(200, lambda _, spare: wordy(spare).admin.get("/admin/users")),
    "admin-user-wordy": KnownPage(200, lambda _, spare: wordy(spare).admin.get(f"/admin/users/{wordy(spare).id}")),
    "admin-products-wordy": KnownPage(200, lambda _, spare: wordy(spare).admin.get("/admin/products")),
    "admin-product-wordy": KnownPage(
        200, lambda _, spare: wordy(spare).admin.get(f"/admin/products/{wordy(spare).product}")),
    "admin-orders-wordy": KnownPage(200, lambda _, spare: wordy(spare).admin.get("/admin/orders")),
    "admin-order-wordy": KnownPage(200, lambda _, spare: wordy(spare).admin.get(f"/admin/orders/{wordy(spare).order}")),
    # Errors, the worker's and nginx's.
    "error-400": KnownPage(400, lambda cast, _: cast.visitor.get("/?before=%00"), public=True),
    "error-403": KnownPage(403, lambda cast, _: cast.visitor.post(
        "/auth/login", {"email": "x@example.com"}, sec_fetch_site="cross-site"), public=True),
    "error-404": KnownPage(404, lambda cast, _: cast.visitor.get("/nowhere"), public=True),
    "error-404-static": KnownPage(404, lambda cast, _: cast.visitor.get("/static/nothing.css"), public=True),
    "error-405": KnownPage(405, lambda cast, _: cast.visitor.post("/", {}), public=True),
    "error-413": KnownPage(413, lambda cast, _: Client(cast.store, http2=False).post(
        "/auth/login", b"a" * 2_097_152), public=True),
    "error-415": KnownPage(415, lambda cast, _: cast.visitor.post(
        "/auth/login", b"{}", content_type="application/json"), public=True),
    "error-421": KnownPage(421, lambda cast, _: cast.visitor.get("/", host="elsewhere.example"), public=True),
    "error-429": KnownPage(429, lambda _, spare: too_many(spare), public=True),
    "error-500": KnownPage(500, lambda _, spare: failing(spare), public=True),
    "error-502": KnownPage(502, lambda _, spare: bad_gateway(spare), public=True),
    "error-503": KnownPage(503, lambda _, spare: unavailable(spare), public=True),
}

FULL = bool(os.environ.get("NEXUS_TEST_FULL"))
ORDINARY = [name for name in PAGES if not name.endswith("-wordy")]
USUAL = list(PAGES) if FULL else ORDINARY
"""What is looked at in every way there is; a page full of long words has the same elements as the ordinary one, and is
looked at where its words could stick out."""
