"""A store means the same whatever database it is given, and whatever the machine's language is: cases 10, 11, 12 and 35."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import test_flows
from client import PASSWORD, Client
from clusters import LOCALE, Cluster
from pages import FULL
from store import Store, nexus
from visitors import PlaywrightVisitor

WORLDS = {
    "libc": ["--locale", LOCALE, "--encoding", "UTF8"],
    "ICU": ["--locale", "C.UTF-8", "--encoding", "UTF8", "--locale-provider", "icu", "--icu-locale", "tr"],
}
OTHERWISE = {
    "default_transaction_isolation": "'repeatable read'", "DateStyle": "'German'", "IntervalStyle": "'iso_8601'",
    "TimeZone": "'Asia/Tokyo'", "quote_all_identifiers": "on", "search_path": "pg_catalog", "bytea_output": "'escape'",
    "extra_float_digits": "-3", "standard_conforming_strings": "off", "client_encoding": "'LATIN1'", "row_security": "off",
}
"""What the owner of that database has set for all that connect to it."""
EMAIL = "Iris.KILIC@Example.com"


@pytest.fixture(scope="module", params=WORLDS)
def world(request):
    cluster = Cluster(*WORLDS[request.param]).start()
    cluster.sql("CREATE DATABASE nexus OWNER nexus_owner", *(
        f"ALTER DATABASE nexus SET {name} = {value}" for name, value in OTHERWISE.items()))
    # Else it would prove nothing.
    assert cluster.sql("SELECT lower('KILIC')", database="nexus") == "kılıc"
    assert cluster.sql("SHOW transaction_isolation", database="nexus") == "repeatable read"
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def shop(world: Cluster, new_store) -> Store:
    store = new_store()
    store.start(**world.settings(), LC_ALL=LOCALE, LANG=LOCALE, LOCPATH=world.environment["LOCPATH"],
                PGCLIENTENCODING="LATIN1", PGDATESTYLE="German", NEXUS_WORKERS="4")
    yield store
    store.stop()


FLOWS = [flow for name, flow in vars(test_flows).items() if name.startswith("test_") and "visitor" in
         flow.__code__.co_varnames[:flow.__code__.co_argcount]]


# What differs is PostgreSQL's, which the other tests ask in both worlds.
@pytest.mark.parametrize("world", WORLDS if FULL else ["ICU"], indirect=True)
@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_what_people_do_works_there(shop, browsers, someone, flow):
    visitor = PlaywrightVisitor(browsers("chromium"), shop.url)
    try:
        flow(**{name: value for name, value in {"visitor": visitor, "someone": someone}.items()
                if name in flow.__code__.co_varnames[:flow.__code__.co_argcount]})
        assert visitor.complaints() == []
    finally:
        visitor.leave()


def test_an_address_is_one_account_and_one_order_whatever_the_case(shop, world):
    Client(shop).register(EMAIL)
    for email in (EMAIL.lower(), EMAIL.upper()):
        again = Client(shop).submit("/auth/register", {"email": email, "password": PASSWORD, "name": ""})
        assert again.status_code == 422
        Client(shop).log_in(email, PASSWORD)
    assert world.sql("SELECT count(*) FROM users WHERE lower(email COLLATE \"C\") LIKE 'iris%'", database="nexus") == "1"

    buyer = Client(shop)
    form = buyer.form("/checkout/1", field="email")
    answers = [buyer.post(form.action, form.fields | {"email": email}) for email in (EMAIL, EMAIL.lower(), EMAIL.upper())]
    # One form is one order; with another spelling it is another content, and nothing happens.
    assert [answer.status_code for answer in answers] == [303, 422, 422]
    assert world.sql("SELECT count(*) FROM orders WHERE lower(email COLLATE \"C\") LIKE 'iris%'", database="nexus") == "1"
    places = [answers[0].headers["location"]]
    seller = Client(shop).log_in()
    for typed in ("iris.kilic", "KILIC@", EMAIL.lower(), places.pop().split("/")[2][:8].upper()):
        assert EMAIL in seller.get(f"/dashboard/orders?q={typed}").text, typed


def test_thirty_who_buy_at_once_all_get_their_order(shop, world):
    """Under REPEATABLE READ one in eight got an error, after the charge."""
    ready = threading.Barrier(30)

    def buy(number: int) -> str:
        buyer = Client(shop)
        form = buyer.form("/checkout/2", field="email")
        ready.wait(30)
        return buyer.post(form.action, form.fields | {"email": f"buyer{number}@example.com"}).headers["location"]

    with ThreadPoolExecutor(30) as buyers:
        answers = list(buyers.map(buy, range(30)))
    assert len(answers) == 30 and all("/success" in answer for answer in answers), answers
    assert world.sql("SELECT count(*) FROM orders WHERE status = 'processing'", database="nexus") == "0"


def test_the_doctor_finds_nothing_and_the_schema_has_not_drifted(shop):
    settings = shop.settings()
    doctor = nexus("doctor", **settings)
    lines = [line for line in doctor.stdout.split("\n") if line.startswith("✗")]
    assert not [line for line in lines if "database" in line or "session" in line or "role" in line or "schema" in line]
    verified = nexus("migrate", "verify", **settings)
    assert verified.returncode == 0, verified.stderr


def test_a_backup_is_the_store_row_by_row_and_fits_a_database_of_another_locale(shop, spare, world, tmp_path):
    Client(shop).buy("1", "snow@example.com", "Ayşe ❄ Öztürk")
    file = str(tmp_path / "store.backup")
    made = nexus("backup", file, **shop.settings(), PGCLIENTENCODING="LATIN1", PGOPTIONS="-c DateStyle=German")
    assert made.returncode == 0, made.stderr
    verified = nexus("backup", "verify", file)
    assert verified.returncode == 0, verified.stderr
    spare.sql("DROP DATABASE IF EXISTS elsewhere WITH (FORCE)")
    spare.sql("CREATE DATABASE elsewhere TEMPLATE template0")
    there = {name: url.replace("/nexus?", "/elsewhere?") for name, url in spare.settings().items()}
    restored = nexus("restore", file, **there)
    assert restored.returncode == 0, restored.stderr
    world.sql("CREATE DATABASE again OWNER nexus_owner")
    back = nexus("restore", file, **world.settings("again"))
    assert back.returncode == 0, back.stderr
    count = "SELECT count(*) FROM orders"
    assert world.sql(count, database="again") == world.sql(count, database="nexus")
    assert world.sql("SELECT has_database_privilege('nexus_app', 'again', 'TEMPORARY')") == "f"


def test_a_database_in_another_encoding_is_refused_in_one_sentence(world):
    world.sql("CREATE DATABASE bytes OWNER nexus_owner TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'")
    settings = world.settings("bytes")
    done = nexus("migrate", "up", **settings)
    assert done.returncode == 1 and "the database is in SQL_ASCII, and a store needs UTF8" in done.stderr
    # The first line says which database it is (case 34).
    assert len(done.stderr.strip().split("\n")) == 2
    doctor = nexus("doctor", **settings)
    assert "SQL_ASCII" in doctor.stdout and "ENCODING 'UTF8'" in doctor.stdout
    assert world.sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace", database="bytes") == "0"
