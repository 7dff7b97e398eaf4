"""500 connections that dawdle over their headers, their bodies or their reading take no time of anybody else's.

`NEXUS_TEST_FULL=1` measures longer and more often.
"""

import http.client
import os
import re
import statistics
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from client import Client, fresh_address, trusting
from front import UNLIMITED, Front
from store import clean_environment, wait_until

ROUNDS, SECONDS = (9, 6) if os.environ.get("NEXUS_TEST_FULL") else (3, 1.5)
CONNECTIONS, VISITORS = 500, 2
PATIENCE = 3
"""Seconds after which a visitor has given up."""
FLOOR = 0.01
"""Calm seconds below which nobody tells the difference, and one slice of a busy machine's scheduler is the double."""

pytestmark = pytest.mark.timeout(900)

ATTACKS = {
    "headers": ["-H", "-i", "3", "-u", "/"],
    "body": ["-B", "-i", "3", "-s", "8192", "-x", "8", "-u", "/checkout/1"],
    "reading": ["-X", "-n", "3", "-w", "1", "-y", "8", "-z", "1", "-k", "3", "-u", "/static/app.css"],
}

WORSE = [UNLIMITED, ("ssl http2;", "ssl http2 sndbuf=4k;")]
"""slowhttptest has one address, and nginx's limit for each would refuse most of it; without that it is an attack
from everywhere. And the kernel takes over whatever the store sends at once; with small buffers nginx itself has to wait
for those who read slowly, as it would with large files."""
FEW_SEATS = [*WORSE, (re.compile(r"worker_connections \d+"), "worker_connections 100")]
UNBUFFERED = [*WORSE, ("fastcgi_request_buffering on", "fastcgi_request_buffering off")]
"""A worker waits for each body itself."""


@dataclass
class Visits:
    """What visitors saw for some seconds."""

    times: list[float]
    wrong: list[str]

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20, method="inclusive")[-1] if len(self.times) > 1 else self.times[0]


def visits(front: Front, path: str, expected: str) -> Visits:
    """A few visitors, each on a new connection for each page, for they come from everywhere."""
    seen, until = Visits([], []), time.monotonic() + SECONDS

    def visitor(address: str) -> None:
        while (began := time.monotonic()) < until:
            connection = http.client.HTTPSConnection(
                "127.0.0.1", front.https_port, timeout=PATIENCE, context=trusting(), source_address=(address, 0))
            try:
                connection.request("GET", path, headers={"Host": "localhost"})
                answer = connection.getresponse()
                if answer.status != 200 or expected not in answer.read().decode():
                    seen.wrong.append(f"{answer.status}")
            except (OSError, http.client.HTTPException) as error:
                seen.wrong.append(repr(error))
            connection.close()
            seen.times.append(time.monotonic() - began)

    with ThreadPoolExecutor(VISITORS) as people:
        list(people.map(visitor, [fresh_address() for _ in range(VISITORS)]))
    return seen


def held(port: int) -> int:
    """How many connections are open at a port of this machine, told by the kernel."""
    lines = (Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()).split("\n")
    entries = (line.split() for line in lines if ":" in line)
    return sum(entry[1].endswith(f":{port:04X}") and entry[3] == "01" for entry in entries)


@contextmanager
def attacked(front: Front, kind: str, least: int) -> Iterator[None]:
    """From when `least` slow connections are open; they must still be when the measuring is over."""
    *options, path = ATTACKS[kind]
    attacker = subprocess.Popen(
        ["slowhttptest", *options, front.url + path, "-c", str(CONNECTIONS), "-r", str(CONNECTIONS), "-l", "60"],
        env=clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: held(front.https_port) >= least, 20, f"{least} slow connections")
        yield
        assert held(front.https_port) >= least, "the attack ended before the measuring"
    finally:
        attacker.kill()
        attacker.wait()
    wait_until(lambda: held(front.https_port) == 0, 20, "the slow connections are closed")


def complaints(front: Front, client: Client, kind: str, rounds: int, least: int = CONNECTIONS * 9 // 10) -> list[str]:
    """What other visitors have to complain of; calm and attack take turns, so that a busy moment hits both."""
    path = re.search(r'href="(/products/[^"]+)"', client.get("/").text)[1]
    expected = re.search("<h1[^>]*>([^<]+)</h1>", client.get(path).text)[1]
    calm, slow = [], []
    for _ in range(rounds):
        calm.append(visits(front, path, expected))
        with attacked(front, kind, least):
            slow.append(visits(front, path, expected))
    before, after = (statistics.median(each.p95 for each in part) for part in (calm, slow))
    pages = [sum(len(each.times) for each in part) for part in (calm, slow)]
    print(f"{kind}: p95 {before * 1000:.1f} ms calm, {after * 1000:.1f} ms attacked, {pages[0]} and {pages[1]} pages")
    assert [wrong for each in calm for wrong in each.wrong] == []
    found = [wrong for each in slow for wrong in each.wrong]
    return found + [f"{before} s became {after} s"] * (after >= 2 * max(before, FLOOR))


@pytest.mark.parametrize("kind", ATTACKS)
def test_500_slow_connections_take_no_time_of_others(store, client, kind):
    with Front(store, *WORSE) as front:
        assert complaints(front, client, kind, ROUNDS) == []


@pytest.mark.parametrize("kind, changes, least", [
    ("headers", FEW_SEATS, 100), ("body", UNBUFFERED, 400), ("reading", FEW_SEATS, 100)], ids=list(ATTACKS))
def test_the_same_attack_is_felt_where_nginx_is_set_up_wrongly(spare, kind, changes, least):
    with Front(spare, *changes) as front:
        assert complaints(front, Client(spare), kind, 1, least)
    wait_until(lambda: Client(spare).get("/readyz").status_code == 200, 30, "the workers are free again")
