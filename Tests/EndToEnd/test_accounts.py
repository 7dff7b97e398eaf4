"""Sessions, and what strangers learn."""

from urllib.parse import quote

import pytest

from client import DEMO_EMAIL, DEMO_PASSWORD, NEW_PASSWORD, PASSWORD, Client


def session(client: Client) -> str:
    [cookie] = [cookie for cookie in client.http.cookies.jar if cookie.name == "__Host-nexus"]
    return cookie.value


def test_the_session_cookie_is_as_closed_as_cookies_can_be(client):
    answer = client.submit("/auth/login", {"email": DEMO_EMAIL, "password": DEMO_PASSWORD})
    [cookie] = [line for line in answer.headers.get_list("set-cookie") if line.startswith("__Host-nexus=")]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/", "max-age=7200"} <= attributes
    assert not any(attribute.startswith("domain") for attribute in attributes)


def test_every_login_gets_a_new_session_of_which_the_database_knows_only_the_hash(store, client):
    first = session(client.log_in())
    second = session(Client(store).log_in())
    assert first != second and len(first) >= 43
    assert store.sql(f"SELECT count(*) FROM sessions s WHERE s::text LIKE '%{first}%'") == [["0"]]


def test_a_logout_ends_the_session_wherever_its_cookie_is(store, client):
    client.log_in()
    thief = Client(store)
    thief.http.headers["cookie"] = f"__Host-nexus={session(client)}"
    assert thief.get("/dashboard").status_code == 200
    assert client.log_out().status_code == 303
    answer = thief.get("/dashboard")
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/auth/login")


def test_a_new_password_ends_every_other_session_and_the_old_password(store, client, someone):
    client.register(someone)
    elsewhere = Client(store).log_in(someone, PASSWORD)
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert client.submit("/dashboard/account", change).status_code == 303
    assert client.get("/dashboard").status_code == 200
    assert elsewhere.get("/dashboard").status_code == 303
    answer = Client(store).submit("/auth/login", {"email": someone, "password": PASSWORD})
    assert answer.status_code == 422
    Client(store).log_in(someone, NEW_PASSWORD)


@pytest.mark.parametrize("goal", [
    "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)",
    "/\t/elsewhere.example", "%2F%2Felsewhere.example", "elsewhere", "",
])
def test_a_login_leads_nowhere_else(client, goal):
    answer = client.submit(f"/auth/login?next={quote(goal, safe='')}", {"email": DEMO_EMAIL, "password": DEMO_PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")


def test_a_goal_put_into_the_form_by_hand_leads_nowhere_else(client):
    form = client.form("/auth/login?next=/dashboard/orders", field="password")
    login = {"email": DEMO_EMAIL, "password": DEMO_PASSWORD}
    goal = {name: "//elsewhere.example" for name, value in form.fields.items() if value == "/dashboard/orders"}
    assert goal, "the form carries where to go"
    answer = client.post(form.action, form.fields | login | goal)
    assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(client):
    def answer(email: str) -> tuple[int, list[str]]:
        got = client.submit("/auth/login", {"email": email, "password": "not the pass phrase"})
        lines = got.text.replace(email, "").splitlines()
        return got.status_code, [line for line in lines if "form_token" not in line]

    assert answer(DEMO_EMAIL) == answer("nobody@example.com")


def test_an_address_is_taken_whatever_its_case(client, store, someone):
    client.register(someone)
    answer = Client(store).submit(
        "/auth/register", {"email": someone.upper(), "password": PASSWORD, "name": ""})
    assert answer.status_code == 422


def test_a_sellers_things_do_not_exist_for_another(store, cast, someone):
    stranger = Client(store).register(someone)
    before = store.snapshot()
    for path in ("/dashboard/products/1/edit", "/dashboard/products/1/deletion", f"/dashboard/orders/{cast.order}",
                 "/admin", "/admin/users", "/admin/products", "/admin/orders"):
        assert stranger.get(path).status_code == 404, path
    for path in ("/dashboard/products/1", "/dashboard/products/1/deletion"):
        assert stranger.post(path, {"name": "Mine", "price": "1"}).status_code in {404, 405}, path
    assert store.snapshot() == before
