"""A hundred kilobytes a second of the worst, or five thousand connections that say nothing: visitors do not notice.

`NEXUS_TEST_FULL=1` goes on for a minute each.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from client import Client, fresh_address, trusting
from front import Front
from people import Cast
from store import Store, clean_environment
from visits import Comparison, Visits

FULL = bool(os.environ.get("NEXUS_TEST_FULL"))
SECONDS = 60 if FULL else 10
BYTES_A_SECOND = 100_000
ROUNDS = 5
"""Where the first round misses, so many decide: it may have been the machine."""
WORSE = 3
"""What is under so many times the calm 95th percentile is not noticed."""
PATIENCE = 5
"""Seconds after which a visitor has given up."""
HALF_OPEN = 5_000

KINDS = ["log", "readyz", "login", "headers", "search", "pages", "refusals", "reset", "handshakes", "marks"]
USUAL = {("log", 1), ("readyz", 1)}
"""What is flooded with every time; all kinds, from one address and from a hundred, with `NEXUS_TEST_FULL=1`. From a hundred
each is within its rate."""
BOUNDED = 2_000
"""Bytes that a line of the access log may have, whatever was asked."""

pytestmark = pytest.mark.timeout(900)


def look(store: Store | Front, path: str, expected: str) -> None:
    """One visitor from nowhere in particular opens a connection and reads a page."""
    connection = http.client.HTTPSConnection(
        "127.0.0.1", store.https_port, timeout=PATIENCE, context=trusting(), source_address=(fresh_address(), 0))
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        assert answer.status == 200 and expected in answer.read().decode(), f"{answer.status}"
    finally:
        connection.close()


def log_in(store: Store) -> None:
    """The owner, somewhere else, with the right password."""
    Client(store).log_in()


def watched(seconds: float, pause: float, visit, people: int) -> Visits:
    """What `people` saw who come again and again."""
    seen, until = Visits(), time.monotonic() + seconds

    def person(_) -> None:
        while (began := time.monotonic()) < until:
            try:
                visit()
                seen.times.append(time.monotonic() - began)
            except (OSError, AssertionError, http.client.HTTPException, ValueError) as error:
                seen.wrong.append(f"after {time.monotonic() - began:.1f} s: {error!r}"[:200])
            time.sleep(pause)

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(person, range(people)))
    return seen


def in_turn(store: Store, path: str, expected: str, seconds: float) -> tuple[Visits, Visits]:
    """Two visitors and the owner, at the same time."""
    with ThreadPoolExecutor(2) as pool:
        visitors = pool.submit(watched, seconds, 0.03, lambda: look(store, path, expected), 2)
        owner = pool.submit(watched, seconds, 0.3, lambda: log_in(store), 1)
        return visitors.result(), owner.result()


@contextmanager
def attacked(*arguments: str | int) -> Iterator[list[dict]]:
    """From when the attacker has all connections; afterwards the list has what it did."""
    report: list[dict] = []
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("attacker.py"), *map(str, arguments)], text=True,
        env=clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == "full\n"
        yield report
        report.append(json.loads(process.stdout.read().splitlines()[-1]))
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def session(store: Store) -> str:
    client = Client(store).log_in()
    return f"__Host-nexus={client.http.cookies['__Host-nexus']}"


def shop_window(store: Store) -> tuple[str, str]:
    """A product's page, and what stands on it."""
    client = Client(store)
    path = re.search(r'href="(/products/[^"]+)"', client.get("/").text)[1]
    return path, re.search("<h1[^>]*>([^<]+)</h1>", client.get(path).text)[1]


class Flood:
    """One kind of flood, as often as it is asked for, and what visitors and the owner see before, within and after it."""

    def __init__(self, store: Store, kind: str, addresses: int) -> None:
        self.store, self.kind, self.addresses = store, kind, addresses
        self.window, self.log = shop_window(store), store.directory / "log/access.log"
        self.visitors, self.owner = Comparison(), Comparison()

    def come(self) -> None:
        calm = in_turn(self.store, *self.window, 2)
        before = self.log.stat().st_size
        with attacked(self.kind, self.store.https_port, SECONDS, self.addresses, BYTES_A_SECOND,
                      session(self.store)) as report:
            seen = in_turn(self.store, *self.window, SECONDS - 1)
        # Once more, so that a busy moment of the machine counts on both sides.
        for known, more in zip(calm, in_turn(self.store, *self.window, 2), strict=True):
            known.times += more.times
            known.wrong += more.wrong
        for comparison, known, found in zip((self.visitors, self.owner), calm, seen, strict=True):
            comparison.calm.append(known)
            comparison.attacked.append(found)
        written = self.log.stat().st_size - before
        print(f"{self.kind} from {self.addresses}: {report[0]}, log {written / SECONDS / 1000:.0f} KB/s; "
              f"pages {self.visitors}; log-ins {self.owner}")
        with self.log.open("rb") as lines:
            lines.seek(before)
            assert max(map(len, lines), default=0) < BOUNDED
        assert [each.wrong for each in (*calm, *seen) if each.wrong] == []
        assert report[0]["bytes"] > 0.5 * BYTES_A_SECOND * SECONDS, "the attacker was too slow to be one"

    def is_unnoticed(self) -> bool:
        return self.visitors.holds(WORSE) and self.owner.holds(WORSE)


@pytest.mark.parametrize("addresses", [1, 100])
@pytest.mark.parametrize("kind", KINDS)
def test_others_do_not_notice_a_flood(store: Store, cast: Cast, kind: str, addresses: int):  # Attacks 1, 2, 4, 6
    if (kind, addresses) not in USUAL and not FULL:
        pytest.skip("the long form: NEXUS_TEST_FULL=1")
    flood = Flood(store, kind, addresses)
    flood.come()
    if not flood.is_unnoticed():
        for _ in range(ROUNDS - 1):
            flood.come()
    assert flood.is_unnoticed(), f"pages {flood.visitors}; log-ins {flood.owner}"


def served(store: Store, place: Store | Front) -> tuple[float, list[str]]:
    """Which part of the visits is answered within a second while that many connections say nothing, and what went wrong
    with those that got no answer at all."""
    path, expected = shop_window(store)
    with attacked("half-open", place.https_port, SECONDS + 5, HALF_OPEN):
        seen = watched(SECONDS, 0.05, lambda: look(place, path, expected), 2)
    in_time = sum(each <= 1 for each in seen.times)
    print(f"{HALF_OPEN} half-open: p95 {seen.p95 * 1000:.1f} ms, {len(seen.times) - in_time} late, {len(seen.wrong)} "
          f"without an answer, of {len(seen)}")
    return in_time / len(seen), seen.wrong


def test_five_thousand_half_open_connections_leave_room_for_visitors(store: Store):  # Attack 3
    in_time, wrong = served(store, store)
    assert wrong == []
    assert in_time >= 0.95


@pytest.mark.skipif(not FULL, reason="the long form: the control of the test above")
def test_where_nginx_has_room_for_a_thousand_they_shut_everybody_out(store: Store):
    with Front(store, (re.compile(r"worker_connections \d+"), "worker_connections 1024"),
               ("client_header_timeout     8s", "client_header_timeout     10s")) as front:
        assert served(store, front)[0] < 0.5
