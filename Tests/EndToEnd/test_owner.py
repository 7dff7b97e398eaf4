"""What the owner of the machine does to a store that others use: its database, its roles, its accounts."""

import secrets as random

import pytest

from client import PASSWORD, Client, secrets
from store import Store, nexus


def test_a_database_with_accounts_gets_no_account_of_the_demo(store: Store, new_store):
    store.sql("CREATE DATABASE lived_in OWNER nexus_owner")
    urls = {name: store.settings()[name].replace("/nexus?", "/lived_in?")
            for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    own = new_store()
    try:
        assert nexus("migrate", "up", **urls).returncode == 0
        made = nexus("user", "create-admin", "owner@example.com", input=PASSWORD + "\n", **urls)
        assert made.returncode == 0, made.stderr
        own.start(**urls)
        assert own.sql("SELECT email FROM users") == [["owner@example.com"]]
        assert own.sql("SELECT id FROM products") == []
    finally:
        own.stop()
        store.sql("DROP DATABASE lived_in WITH (FORCE)")


def test_a_forgotten_password_is_replaced_and_every_browser_logged_out(store: Store, someone):
    phone, password = Client(store).register(someone), random.token_urlsafe(16)
    secrets.add(password)
    done = nexus("user", "set-password", someone, input=password + "\n", **store.settings())
    assert done.returncode == 0, done.stderr
    assert password not in done.stdout + done.stderr
    assert phone.get("/dashboard").headers["location"].startswith("/auth/login")
    assert Client(store).log_in(someone, password).get("/dashboard").status_code == 200
    assert Client(store).submit("/auth/login", {"email": someone, "password": PASSWORD}).status_code == 422


def test_an_account_that_is_there_is_promoted(store: Store, someone):
    browser = Client(store).register(someone)
    assert browser.get("/admin").status_code == 404
    again = nexus("user", "create-admin", someone, input=PASSWORD + "\n", **store.settings())
    assert again.returncode == 1 and "promote" in again.stderr
    password = random.token_urlsafe(16)
    secrets.add(password)
    done = nexus("user", "promote", someone, input=password + "\n", **store.settings())
    assert done.returncode == 0, done.stderr
    assert browser.get("/dashboard").headers["location"].startswith("/auth/login")
    # Whoever registered the address may have been somebody else: their password opens nothing any more.
    assert Client(store).submit("/auth/login", {"email": someone, "password": PASSWORD}).status_code == 422
    assert Client(store).log_in(someone, password).get("/admin").status_code == 200


@pytest.mark.parametrize("arguments, password, complaint", [
    (["set-password", "nobody@example.com"], "long enough", "no account"),
    (["set-password", "nobody"], "long enough", "e-mail address"),
    (["set-password", "test@test.com"], "short", "at least 8"),
    (["promote", "nobody@example.com"], "long enough", "no account"), (["promote", "nobody"], "", "no e-mail address"),
])
def test_what_cannot_be_done_is_said_and_changes_nothing(store: Store, arguments, password, complaint):
    before = store.snapshot()
    done = nexus("user", *arguments, input=password + "\n", **store.settings())
    assert done.returncode == 1 and complaint in done.stderr
    assert store.snapshot() == before


@pytest.mark.parametrize("role", ["nexus_owner", "pg_write_all_data"])
def test_the_doctor_sees_an_application_that_may_act_for_another(spare: Store, role):
    spare.sql(f"GRANT {role} TO nexus_app", role="postgres")
    try:
        doctor = nexus("doctor", **spare.settings())
        assert doctor.returncode == 1
        assert f"is a member of {role}" in doctor.stdout
    finally:
        spare.sql(f"REVOKE {role} FROM nexus_app", role="postgres")
    assert nexus("doctor", **spare.settings()).returncode == 0
