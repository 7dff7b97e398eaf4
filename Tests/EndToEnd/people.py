"""Who is on stage: the demo seller with a sale, an admin, a visitor, and the order's buyer."""

import functools
import secrets as random

from client import DEMO_EMAIL, Client, secrets
from store import Store, nexus


class Cast:
    """People the tests share. They look; who changes something brings somebody of their own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.visitor = Client(store)
        self.receipt = self.visitor.buy("1", "iris@example.com", "Iris")
        self.declined = self.visitor.decline("1")
        self.seller = Client(store).log_in()
        self.beginner = Client(store).register("tomo@example.com", "Tomo")
        self.admin = Client(store).log_in(*make_admin(store))
        self.session = self.seller.http.cookies["__Host-nexus"]
        self.order = store.sql("SELECT id FROM orders WHERE email = 'iris@example.com'")[0][0]
        self.product_slug = store.sql("SELECT slug FROM products WHERE id = 1")[0][0]
        self.seller_id = store.sql(f"SELECT id FROM users WHERE email = '{DEMO_EMAIL}'")[0][0]


class Crowd:
    """People of a store with long lists: more of everything than one page shows."""

    def __init__(self, store: Store) -> None:
        fill(store)
        store.sql("INSERT INTO products (user_id, slug, name, price) "
                  "SELECT id, 'sketch-' || n, 'Sketch ' || n, n * 100 "
                  f"FROM users, generate_series(1, 45) n WHERE email = '{DEMO_EMAIL}'")
        store.sql("INSERT INTO orders (product_id, email, checkout_key) "
                  "SELECT 1, 'reader' || n || '@example.com', gen_random_uuid() FROM generate_series(1, 45) n")
        self.visitor = Client(store)
        self.seller = Client(store).log_in()
        self.admin = Client(store).log_in(*make_admin(store, "archivist@example.com"))


class Wordy:
    """A seller and a buyer whose words are as long as the store takes, without a blank in them."""

    WORD = "Donaudampfschifffahrtsgesellschaftskapitänskajütentürschloss"
    EMAIL = f"{'m' * 60}@{'x' * 62}.{'y' * 62}.{'z' * 50}.example"

    def __init__(self, store: Store) -> None:
        self.seller = Client(store).register(self.EMAIL, (self.WORD * 5)[:255])
        self.product = self.seller.create_product(
            (self.WORD * 5)[:255], "999999.99", description=f"{self.WORD * 40}\n\n{'w' * 1000}")
        self.slug = store.sql(f"SELECT slug FROM products WHERE id = {self.product}")[0][0]
        self.visitor = Client(store)
        self.receipt = self.visitor.buy(self.product, "i" + self.EMAIL[1:], (self.WORD * 5)[:255])
        self.declined = self.visitor.decline(self.product)
        self.order = self.receipt.split("/")[2]
        self.id = store.sql(f"SELECT id FROM users WHERE email = '{self.EMAIL}'")[0][0]
        self.admin = Client(store).log_in(*make_admin(store, "a" + self.EMAIL[1:]))


wordy = functools.cache(Wordy)
"""The wordy people of a store, who come once."""

crowd = functools.cache(Crowd)
"""The crowd of a store, which comes once."""


def fill(store: Store) -> None:
    """Sellers, products and orders in bulk, the same ones each time: a second time changes nothing."""
    done = nexus("seed", "--sellers", "60", "--products", "150", "--orders", "400", **store.settings())
    assert done.returncode == 0, done.stderr


def make_admin(store: Store, email: str = "root@example.com") -> tuple[str, str]:
    """Makes an admin as the owner of the machine does and returns the e-mail and the password."""
    password = random.token_urlsafe(16)
    secrets.add(password)
    done = nexus("user", "create-admin", email, input=password + "\n", **store.settings())
    assert done.returncode == 0, done.stderr
    return email, password
