"""PostgreSQL dies under the running store, and comes back."""

import os
import signal
import time

import pytest

from client import Client
from store import Store, alive, wait_until

PAGES = ["/", "/checkout/1", "/auth/login", "/dashboard"]


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
    workers, postmaster = spare.workers(), spare.pid("postgres")
    os.kill(postmaster, how)
    wait_until(lambda: not alive(postmaster), 10, "PostgreSQL ended")
    for path in PAGES:
        assert_unavailable(client, path)
    spare.start_postgres()
    wait_until(lambda: client.get("/").status_code == 200, 5, "the store is back")
    assert {client.get(path).status_code for path in PAGES} == {200}
    assert spare.workers() == workers, "workers were restarted"


def test_a_frozen_postgresql_keeps_nobody_waiting(spare: Store):
    client = Client(spare)
    postmaster = spare.pid("postgres")
    frozen = [pid for pid in spare.processes() if pid == postmaster] + spare.children_of("postgres")
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        assert client.get("/static/nothing.css").status_code == 404
        assert client.get("/").status_code in {503, 504}
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    wait_until(lambda: client.get("/").status_code == 200, 10, "the store is back")


def test_without_workers_nginx_says_503_in_the_stores_look(spare: Store):
    serve, workers = spare.pid("serve"), spare.workers()
    for pid in (serve, *workers):
        os.kill(pid, signal.SIGSTOP)
    try:
        assert Client(spare).get("/robots.txt").status_code == 200
    finally:
        for pid in (serve, *workers):
            os.kill(pid, signal.SIGCONT)
    assert Client(spare).get("/").status_code == 200
