"""Parts of a store die while it runs, and come back.

`nexus up` starts again what dies, so these tests freeze it for as long as something shall be gone.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from client import Client
from store import Store, alive, children, wait_until

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
    """The process of that name, once it has lived long enough: `nexus up` gives up on what keeps dying young."""
    pid_file = store.directory / f"run/{name}.pid"
    wait_until(lambda: time.time() - pid_file.stat().st_mtime > 5.5, 10, f"{name} has lived a while")
    return store.pid(name)


def assert_unavailable(client: Client, path: str) -> None:
    began = time.monotonic()
    answer = client.get(path)
    assert answer.status_code == 503, path
    assert time.monotonic() - began < 2
    assert "/static/app." in answer.text and answer.headers["x-request-id"] in answer.text
    assert "retry-after" in answer.headers


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGQUIT, signal.SIGINT], ids=["crash", "immediate", "fast"])
def test_pages_say_503_while_postgresql_is_gone_and_return_with_it(spare: Store, how):
    client = Client(spare).log_in()
    workers, postmaster = spare.workers(), settled(spare, "postgres")
    with frozen(spare.process.pid):
        os.kill(postmaster, how)
        wait_until(lambda: not alive(postmaster), 10, "PostgreSQL ended")
        for _ in workers:
            for path in PATHS:
                assert_unavailable(client, path)
        assert client.get("/static/nothing.css").status_code == 404
    wait_until(spare.database_answers, 20, "PostgreSQL is back")
    wait_until(lambda: client.get("/").status_code == 200, 5, "the store is back")
    for _ in workers:
        assert [client.get(path).status_code for path in PATHS] == [200, 200, 200, 200]
    assert spare.workers() == workers, "workers were restarted"


def test_postgresql_is_started_again_when_it_dies(spare: Store):
    postmaster = settled(spare, "postgres")
    os.kill(postmaster, signal.SIGKILL)
    wait_until(lambda: not alive(postmaster), 10, "PostgreSQL ended")
    wait_until(lambda: Client(spare).get("/").status_code == 200, 10, "the store is back")
    assert spare.pid("postgres") != postmaster


def test_a_frozen_postgresql_keeps_nobody_waiting_for_ever(spare: Store):
    client, postmaster = Client(spare), spare.pid("postgres")
    with frozen(postmaster, *children(postmaster)):
        assert client.get("/").status_code in {503, 504}
        assert client.get("/static/nothing.css").status_code == 404
    wait_until(lambda: client.get("/").status_code == 200, 10, "the store is back")


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
