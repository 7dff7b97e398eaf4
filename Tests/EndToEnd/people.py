"""Who is on stage: the demo seller with a sale, an admin, a visitor, and the order's buyer."""

import secrets as random

from client import DEMO_EMAIL, Client, secrets
from store import Store, nexus


class Cast:
    """People the tests share. They look; who changes something brings somebody of their own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.visitor = Client(store)
        self.receipt = self.visitor.buy("1", "iris@example.com", "Iris")
        self.declined = self.visitor.submit("/checkout/1", {"email": "decline@example.com"}).headers["location"]
        self.seller = Client(store).log_in()
        self.beginner = Client(store).register("tomo@example.com", "Tomo")
        self.admin = Client(store).log_in(*make_admin(store))
        self.session = self.seller.http.cookies["__Host-nexus"]
        self.order = store.sql("SELECT id FROM orders WHERE email = 'iris@example.com'")[0][0]
        self.product_slug = store.sql("SELECT slug FROM products WHERE id = 1")[0][0]
        self.seller_id = store.sql(f"SELECT id FROM users WHERE email = '{DEMO_EMAIL}'")[0][0]


def make_admin(store: Store) -> tuple[str, str]:
    """Makes an admin as the owner of the machine does and returns the e-mail and the password."""
    email, password = "root@example.com", random.token_urlsafe(16)
    secrets.add(password)
    done = nexus("user", "create-admin", email, input=password + "\n", **store.settings())
    assert done.returncode == 0, done.stderr
    return email, password
