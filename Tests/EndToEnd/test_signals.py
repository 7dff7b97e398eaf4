"""Signals rain on the workers and their keeper while five megabytes go up and down again."""

import json
import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from client import fresh_address
from store import Store, nexus

PEOPLE, TRANSFERS = 4, 60
SIZE = 5 << 20
PASSED_OVER = (signal.SIGCHLD, signal.SIGWINCH, signal.SIGURG, signal.SIGCONT)
"""What a process gets for all sorts of reasons, and need not care about."""
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1)
"""What makes a worker end after the request in hand."""


class Storm:
    """Sends signals at random to the workers of a store that have come up, and to the process that keeps them.

    Every 0.7 seconds one worker is told to end, and every 1.1 seconds all are replaced: the keeper takes workers that end
    as soon as they begin for broken ones, so there is no more of that than workers can be started.
    """

    def __init__(self, store: Store) -> None:
        self.store, self.sent, self.endings, self.reloads = store, 0, 0, 0
        self._keeper, self._dice = store.pid("serve"), random.Random(1)
        self._over = threading.Event()
        self._threads = [threading.Thread(target=blow) for blow in (self._drizzle, self._end, self._reload)]

    def __enter__(self) -> "Storm":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _drizzle(self) -> None:
        while not self._over.is_set():
            workers = self._ready()
            for _ in range(20):
                for worker in workers:
                    self._send(worker, signal.SIGSTOP)
                    self._send(worker, self._dice.choice(PASSED_OVER))
                    self._send(worker, signal.SIGCONT)
                self._send(self._keeper, self._dice.choice(PASSED_OVER))
                self._over.wait(0.002)

    def _end(self) -> None:
        while not self._over.wait(0.7):
            self.endings += self._send(self._dice.choice(self._ready()), self._dice.choice(ENDING))

    def _reload(self) -> None:
        while not self._over.wait(1.1):
            self.reloads += self._send(self._keeper, signal.SIGHUP)

    def _ready(self) -> list[int]:
        done = nexus("status", "--json", **self.store.settings())
        return [each["process"] for each in json.loads(done.stdout)["workers"] if each["state"] != "starting"]

    def _send(self, process: int, number: signal.Signals) -> bool:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            return False
        self.sent += 1
        return True


@pytest.mark.timeout(300)
def test_no_byte_of_five_megabytes_is_changed_by_a_storm_of_signals(debug_store: Store):
    def transfer(number: int) -> bool:
        sent = random.Random(number).randbytes(SIZE)
        transport = httpx.HTTPTransport(verify=False, local_address=fresh_address())
        with httpx.Client(transport=transport, base_url=debug_store.url, timeout=60) as person:
            answer = person.post("/test/echo", content=sent)
        assert answer.status_code == 200, f"transfer {number}: {answer.status_code} {answer.text[:300]}"
        return answer.content == sent

    same: list[bool] = []
    with Storm(debug_store) as storm, ThreadPoolExecutor(PEOPLE) as people:
        # However fast the machine is, it rains long enough.
        while len(same) < TRANSFERS or storm.endings < 3 or storm.reloads < 2:
            same += people.map(transfer, range(len(same), len(same) + PEOPLE))
    print(f"{storm.sent} signals, {storm.endings} workers told to end, {storm.reloads} reloads, {len(same)} transfers")
    assert storm.sent > 1_000
    assert all(same)
