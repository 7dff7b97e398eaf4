"""What people type is taken as they meant it, whatever keyboard and browser it comes from."""

import pytest

from client import PASSWORD, Client, secrets
from store import Store


# Case 8: Firefox sends the address as it was typed, Chromium its domain in punycode.
def test_who_registered_in_one_browser_logs_in_from_another(store: Store, someone):
    name = someone.split("@")[0]
    Client(store).register(f"{name}@xn--mller-kva.de")
    Client(store).log_in(f"{name}@müller.de", PASSWORD)
    Client(store).log_in(f" {name}@mu\u0308ller.de\u200b", PASSWORD)
    assert store.sql(f"SELECT email FROM users WHERE email LIKE '{name}%'") == [[f"{name}@xn--mller-kva.de"]]


# Case 22
def test_a_password_is_the_same_from_every_keyboard(store: Store, someone):
    composed = "Müller-café 2026"
    decomposed = "Mu\u0308ller-cafe\u0301 2026"
    secrets.update([composed, decomposed])
    Client(store).submit("/auth/register", {"email": someone, "password": composed, "name": ""})
    assert Client(store).log_in(someone, decomposed).get("/dashboard").status_code == 200


# Case 29
@pytest.mark.parametrize("name, slug", [("Łopata", "lopata"), ("Straße", "strasse"), ("日本語", "ri-ben-yu")])
def test_an_address_keeps_the_letters_of_the_name(store: Store, someone, name, slug):
    Client(store).register(someone).create_product(f"{name} {someone.split('@')[0]}")
    assert store.sql(f"SELECT count(*) FROM products WHERE slug LIKE '{slug}-%'") != [["0"]]


# Case 27
@pytest.mark.parametrize("price, cents", [("1,299.00", "129900"), ("$1,299.00", "129900"), ("USD 29", "2900")])
def test_a_price_as_pages_write_it_can_be_typed(store: Store, someone, price, cents):
    Client(store).register(someone).create_product("A thing", price)
    assert store.sql("SELECT price FROM products JOIN users ON users.id = user_id "
                     f"WHERE email = '{someone}'") == [[cents]]
