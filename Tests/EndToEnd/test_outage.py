"""Parts of a store die while it runs, and come back.

`nexus up` starts again what dies, so these tests freeze it for as long as something shall be gone.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from client import Client
from load import Load
from store import Store, alive, children, clean_environment, wait_until

LOSING_SECONDS = 60 if os.environ.get("NEXUS_TEST_FULL") else 8
PATHS = ["/", "/checkout/1", "/dashboard", "/dashboard/orders"]


@contextmanager
def frozen(*pids: int) -> Iterator[None]:
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def settled(store: Store, name: str) -> int:
    """The process of that name, once it has lived long enough: `nexus up` gives up on what keeps dying young, which is
    within two seconds (`RunningParts.youth`)."""
    pid_file = store.directory / f"run/{name}.pid"
    wait_until(lambda: time.time() - pid_file.stat().st_mtime > 2.5, 10, f"{name} has lived a while")
    return store.pid(name)


def all_is_well(store: Store) -> bool:
    """Whether every worker has its database: asked often enough for each to have had its turn."""
    client = Client(store)
    return {client.get(path).status_code for path in PATHS[:2] * len(store.workers())} == {200}


def assert_unavailable(store: Store, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 503, path
    number = answer.headers["x-request-id"]
    assert "/static/app." in answer.text and number in answer.text
    assert "retry-after" in answer.headers
    # As nginx measured it: what keeps this process waiting on a busy machine is not the store's fault.
    wait_until(lambda: store.logged(number), 5, "the answer is in the log")
    line = store.logged(number)
    assert line["worker_status"] == "503" and float(line["worker_seconds"]) < 2


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGQUIT, signal.SIGINT], ids=["crash", "immediate", "fast"])
def test_pages_say_503_while_postgresql_is_gone_and_return_with_it(spare: Store, how):
    client = Client(spare).log_in()
    workers, postmaster = spare.workers(), settled(spare, "postgres")
    with frozen(spare.process.pid):
        os.kill(postmaster, how)
        wait_until(lambda: not alive(postmaster), 10, "PostgreSQL ended")
        for _ in workers:
            for path in PATHS:
                assert_unavailable(spare, client, path)
        assert client.get("/static/nothing.css").status_code == 404
    wait_until(spare.database_answers, 20, "PostgreSQL is back")
    wait_until(lambda: all_is_well(spare), 5, "the store is back")
    for _ in workers:
        assert [client.get(path).status_code for path in PATHS] == [200, 200, 200, 200]
    assert spare.workers() == workers, "workers were restarted"


def test_postgresql_is_started_again_when_it_dies(spare: Store):
    postmaster = settled(spare, "postgres")
    os.kill(postmaster, signal.SIGKILL)
    wait_until(lambda: not alive(postmaster), 10, "PostgreSQL ended")
    wait_until(lambda: all_is_well(spare), 10, "the store is back")
    assert spare.pid("postgres") != postmaster


@pytest.mark.timeout(120)
def test_a_frozen_postgresql_is_a_503_too_and_the_store_is_soon_back(spare: Store):
    client, postmaster = Client(spare).log_in(), spare.pid("postgres")
    with frozen(postmaster, *children(postmaster)):
        for path in PATHS * len(spare.workers()):
            assert_unavailable(spare, client, path)
        assert client.get("/static/nothing.css").status_code == 404
    wait_until(lambda: all_is_well(spare), 5, "all of the store is back")


def settled_failures(load: Load) -> int:
    """How many requests had failed when a second went by without another: each worker is over what was before."""
    while True:
        before = len(load.failures)
        time.sleep(1)
        if len(load.failures) == before:
            return before


class Killer:
    """Ends a connection of the store to its database every tenth of a second, from `with` to its end."""

    STATEMENT = ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'nexus_app' "
                 "ORDER BY random() LIMIT 1 \\watch 0.1\n")

    def __init__(self, store: Store) -> None:
        url = store.settings()["DATABASE_OWNER_URL"].replace("//nexus_owner@", "//postgres@")
        self.process = subprocess.Popen(
            ["psql", "-XqAt", "-d", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=clean_environment())
        self.killed = 0

    def __enter__(self) -> "Killer":
        self.process.stdin.write(self.STATEMENT)
        self.process.stdin.flush()
        return self

    def __exit__(self, *_) -> None:
        self.process.send_signal(signal.SIGINT)
        printed, _ = self.process.communicate(timeout=10)
        self.killed = printed.split("\n").count("t")


@pytest.mark.timeout(120)
def test_a_lost_connection_costs_at_most_one_request_and_no_order(spare: Store):
    load, killer = Load(spare, clients=8), Killer(spare)
    before = settled_failures(load)
    with killer:
        time.sleep(LOSING_SECONDS)
    load.stop()
    failures = load.failures[before:]
    print(f"{killer.killed} connections killed, {load.done} requests, {len(failures)} failures")
    assert killer.killed > 3 * LOSING_SECONDS and load.done > 20 * LOSING_SECONDS
    assert len(failures) <= killer.killed
    assert all(failure.endswith((": 500", ": 503")) for failure in failures), failures
    orders = load.orders()
    assert all(orders.get(email) == 1 for email in load.acknowledged)
    assert orders.keys() - load.acknowledged <= load.uncertain and set(orders.values()) == {1}


def test_without_workers_nginx_answers_in_the_stores_look(spare: Store):
    client, serve, workers = Client(spare), spare.pid("serve"), spare.workers()
    with frozen(spare.process.pid):
        os.kill(serve, signal.SIGKILL)
        wait_until(lambda: not any(map(alive, workers)), 15, "the workers ended")
        answer = client.get("/")
        assert answer.status_code in {502, 503}
        assert "/static/app." in answer.text and answer.headers["x-request-id"] in answer.text
    wait_until(lambda: client.get("/").status_code == 200, 15, "the store is back")


def test_nginx_is_started_again_when_it_dies(spare: Store):
    master = spare.pid("nginx")
    os.kill(master, signal.SIGKILL)
    wait_until(lambda: not alive(master), 10, "nginx ended")
    wait_until(lambda: spare.answers(), 15, "the store is back")
