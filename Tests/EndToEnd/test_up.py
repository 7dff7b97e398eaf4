"""`nexus up` and the commands around it, as the owner of the machine meets them."""

import os
import signal

import pytest

from client import Client
from store import Store, alive, nexus, wait_until

WRONG = {"DATABASE_URL": "mysql://x", "NEXUS_WORKERS": "many", "NEXUS_BASE_URL": "nonsense"}


@pytest.fixture
def own(new_store) -> Store:
    """A store nobody else uses, not started yet."""
    return new_store()


def test_whatever_ends_a_store_it_leaves_no_process_and_the_next_start_is_quick_and_loses_nothing(own, someone):
    own.start()
    link = Client(own).buy("1", someone)
    before = own.snapshot()
    for how in (signal.SIGINT, signal.SIGTERM):
        running = own.processes()
        assert len(running) > 5
        assert own.stop(how) == 0
        assert [pid for pid in running if alive(pid)] == []
        assert own.start() < 10
        assert own.snapshot() == before
        assert Client(own).get(link).status_code == 200
    running = own.processes()
    own.stop(signal.SIGKILL)
    wait_until(lambda: not any(map(alive, running)), 15, "its children ended")
    own.start()
    assert own.snapshot() == before
    assert Client(own).get(link).status_code == 200
    assert own.stop() == 0


def test_a_killed_worker_is_replaced_and_nobody_notices(store):
    client = Client(store)
    before = store.workers()
    os.kill(min(before), signal.SIGKILL)
    for _ in range(20):
        assert client.get("/").status_code == 200
    wait_until(lambda: len(store.workers()) == len(before), 5, "as many workers as before")
    assert len(store.workers() - before) == 1


def test_a_port_in_use_is_said_and_nothing_is_left(store, own):
    own.https_port = store.https_port
    with pytest.raises(AssertionError, match=str(store.https_port)):
        own.start()
    assert own.process.wait(20) != 0


def test_the_same_directory_is_not_used_twice_at_once(store):
    second = Store(store.directory)
    with pytest.raises(AssertionError):
        second.start()
    assert second.process.wait(20) != 0
    assert Client(store).get("/").status_code == 200


def test_a_database_that_is_given_is_used_instead_of_a_cluster(own, store):
    store.sql("CREATE DATABASE given OWNER nexus_owner")
    urls = {name: store.settings()[name].replace("/nexus?", "/given?") for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    own.start(**urls)
    assert Client(own).get("/").status_code == 200
    assert own.sql("SELECT current_database(), (SELECT count(*) FROM products)") == [["given", "2"]]
    assert not (own.directory / "postgres").exists()
    assert own.stop() == 0
    store.sql("DROP DATABASE given")


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "doctor"])
def test_wrong_settings_are_all_listed_and_nothing_starts(command):
    done = nexus(command, **WRONG)
    assert done.returncode == 78
    for name in WRONG:
        assert name in done.stderr
    assert "mysql://x" not in done.stderr


def test_up_lists_what_is_wrong_and_starts_nothing(own):
    with pytest.raises(AssertionError, match="(?s)NEXUS_WORKERS.*NEXUS_SOCKET_MODE|NEXUS_SOCKET_MODE.*NEXUS_WORKERS"):
        own.start(NEXUS_WORKERS="many", NEXUS_SOCKET_MODE="everybody")
    assert own.process.wait(20) == 78
    assert not list(own.directory.glob("run/*.pid"))


@pytest.mark.parametrize("command, settings, complaint", [
    ("serve", {"NEXUS_BASE_URL": "http://shop.example"}, "NEXUS_BASE_URL"),
    ("serve", {"NEXUS_BASE_URL": ""}, "NEXUS_BASE_URL"),
    ("serve", {"NEXUS_SOCKET_MODE": "0666"}, "NEXUS_SOCKET_MODE"),
    ("seed", {}, "seed"),
    ("up", {}, "demo"),
], ids=["http", "no address", "open socket", "seed", "up"])
def test_production_refuses(store, command, settings, complaint):
    production = {"NEXUS_ENVIRONMENT": "production", "NEXUS_BASE_URL": "https://shop.example"}
    done = nexus(command, **store.settings() | production | settings)
    assert done.returncode == 78
    assert complaint in done.stderr


def test_every_command_explains_itself():
    commands = ["up", "worker", "serve", "migrate", "seed", "doctor", "routes", "user"]
    listed = nexus("--help").stdout
    for command in commands:
        assert command in listed
        done = nexus(command, "--help")
        assert done.returncode == 0 and "USAGE" in done.stdout


def test_an_unknown_command_is_a_mistake_of_usage():
    done = nexus("dance")
    assert done.returncode == 64
    assert "dance" in done.stderr


def test_the_owner_can_look_the_store_over(store):
    settings = store.settings()
    status = nexus("migrate", "status", **settings)
    assert status.returncode == 0 and "0001_" in status.stdout
    verified = nexus("migrate", "verify", **settings)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    doctor = nexus("doctor", **settings)
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    routes = nexus("routes")
    assert routes.returncode == 0
    for path in ("/checkout/", "/dashboard/products", "/auth/login", "/admin"):
        assert path in routes.stdout


def test_seeding_twice_changes_nothing(store, cast):
    before = store.snapshot()
    done = nexus("seed", **store.settings())
    assert done.returncode == 0, done.stderr
    assert store.snapshot() == before
    assert store.sql("SELECT id, name, price FROM products WHERE id IN (1, 2) ORDER BY id") == [
        ["1", "My First Awesome Course", "4999"], ["2", "My Second Product", "9999"]]
