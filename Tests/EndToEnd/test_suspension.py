"""What an admin and the owner of the machine take away, and give back."""

from concurrent.futures import ThreadPoolExecutor

from client import PASSWORD, Client
from store import Store, nexus


def test_a_suspended_seller_is_out_until_it_is_lifted(store: Store, someone):
    seller = Client(store).register(someone)
    seller.create_product(f"Thing of {someone}")
    slug = store.sql(f"SELECT slug FROM products JOIN users ON users.id = user_id WHERE email = '{someone}'")[0][0]
    visitor = Client(store)
    assert visitor.get(f"/products/{slug}").status_code == 200
    done = nexus("user", "suspend", someone, "--reason", "Sold what was not theirs.", **store.settings())
    assert done.returncode == 0, done.stderr
    assert visitor.get(f"/products/{slug}").status_code in (404, 410)
    assert seller.get("/dashboard").headers["location"].startswith("/auth/login")
    wrong = Client(store).submit("/auth/login", {"email": someone, "password": "not the password"})
    right = Client(store).submit("/auth/login", {"email": someone, "password": PASSWORD})
    assert (wrong.status_code, right.status_code) == (422, 422)
    assert "Sold what" in right.text and "Sold what" not in wrong.text
    assert nexus("user", "lift", someone, **store.settings()).returncode == 0
    assert Client(store).log_in(someone, PASSWORD).get("/dashboard").status_code == 200
    assert visitor.get(f"/products/{slug}").status_code == 200


def test_an_admin_is_demoted_and_logged_out(store: Store, someone):
    Client(store).register(someone)
    assert nexus("user", "promote", someone, input=PASSWORD + "\n", **store.settings()).returncode == 0
    admin = Client(store).log_in(someone, PASSWORD)
    assert admin.get("/admin").status_code == 200
    refused = nexus("user", "suspend", someone, "--reason", "x", **store.settings())
    assert refused.returncode == 1 and "demote" in refused.stderr
    assert nexus("user", "demote", someone, **store.settings()).returncode == 0
    assert admin.get("/admin").status_code == 404
    assert admin.get("/dashboard").headers["location"].startswith("/auth/login")
    assert Client(store).log_in(someone, PASSWORD).get("/admin").status_code == 404


# Case 20
def test_four_people_who_log_in_at_the_same_moment_all_get_in(store: Store, someone):
    Client(store).register(someone)
    people = [Client(store) for _ in range(4)]
    forms = [person.form("/auth/login", field="password").fields for person in people]
    typed = {"email": someone, "password": PASSWORD}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one, form: one.post("/auth/login", form | typed), people, forms))
    assert [answer.status_code for answer in answers] == [303] * 4
