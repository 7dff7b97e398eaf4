"""Only a page of this store can make the store do something."""

import pytest

from client import DEMO_EMAIL, DEMO_PASSWORD

LOGIN = {"email": DEMO_EMAIL, "password": DEMO_PASSWORD}


def outcome(client, **headers: str) -> int:
    """Logs in with all that the form has, and exactly these headers."""
    form = client.form("/auth/login", field="email")
    return client.post(form.action, form.fields | LOGIN, **({"sec_fetch_site": ""} | headers)).status_code


@pytest.mark.parametrize("headers", [
    {"sec_fetch_site": "same-origin"},
    {"sec_fetch_site": "same-origin", "origin": "OWN"},
    {"origin": "OWN"},
], ids=["Sec-Fetch-Site", "both", "Origin"])
def test_a_post_from_this_origin_is_heard(store, client, headers):
    assert outcome(client, **{name: store.url if value == "OWN" else value for name, value in headers.items()}) == 303


@pytest.mark.parametrize("headers", [
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": "cross-site", "origin": "OWN"},
    {"sec_fetch_site": "Same-Origin-Not"},
    {"origin": "https://elsewhere.example"},
    {"origin": "null"},
    {"origin": "http://localhost"},
    {"origin": "https://localhost.elsewhere.example"},
], ids=str)
def test_a_post_from_elsewhere_is_refused_even_with_the_token(store, client, headers):
    headers = {name: store.url if value == "OWN" else value for name, value in headers.items()}
    before = store.snapshot()
    assert outcome(client, **headers) == 403
    assert store.snapshot() == before


def test_a_form_token_is_enough_where_a_browser_tells_nothing(client):
    assert outcome(client) == 303


@pytest.mark.parametrize("token", [None, "", "wrong", "0" * 64], ids=repr)
def test_without_headers_and_without_the_right_token_a_post_is_refused(store, client, token):
    form = client.form("/auth/login", field="email")
    fields = {name: value for name, value in form.fields.items() if name not in form.hidden} | LOGIN
    if token is not None:
        fields |= dict.fromkeys(form.hidden, token)
    before = store.snapshot()
    assert client.post(form.action, fields, sec_fetch_site="").status_code == 403
    assert store.snapshot() == before


def test_a_token_of_somebody_else_is_refused(store, client, cast):
    theirs = cast.seller.form("/dashboard/products/new", field="price")
    client.register("token-thief@example.com")
    answer = client.post(
        theirs.action, theirs.fields | {"name": "Stolen", "price": "1.00"}, sec_fetch_site="")
    assert answer.status_code == 403
    assert store.sql("SELECT 1 FROM products WHERE name = 'Stolen'") == []


def test_a_get_changes_nothing(store, cast):
    before = store.snapshot()
    for path in ("/auth/logout", "/checkout/1?email=a@example.com", "/dashboard/products/new?name=x&price=1",
                 "/dashboard/products/1/deletion"):
        cast.seller.get(path)
    assert store.snapshot() == before
    assert cast.seller.get("/dashboard").status_code == 200
