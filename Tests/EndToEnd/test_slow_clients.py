"""500 connections that dawdle over their headers, their bodies or their reading take no time of anybody else's.

`NEXUS_TEST_FULL=1` measures longer and more often.
"""

import http.client
import os
import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from client import Client, fresh_address, trusting
from front import UNLIMITED, Front
from store import clean_environment, wait_until
from visits import Comparison, Visits

ROUNDS, SECONDS = (9, 6) if os.environ.get("NEXUS_TEST_FULL") else (3, 1.5)
MORE_ROUNDS = 9
"""Where those miss, so many more decide: it may have been the machine."""
WORSE = 2
"""What is under so many times the calm 95th percentile takes no time of anybody's."""
CONNECTIONS, VISITORS = 500, 2
PATIENCE = 3
"""Seconds after which a visitor has given up."""

pytestmark = pytest.mark.timeout(900)

ATTACKS = {
    "headers": ["-H", "-i", "3", "-u", "/"],
    "body": ["-B", "-i", "3", "-s", "8192", "-x", "8", "-u", "/checkout/1"],
    "reading": ["-X", "-n", "3", "-w", "1", "-y", "8", "-z", "1", "-k", "3", "-u", "/static/app.css"],
}

FROM_EVERYWHERE = [UNLIMITED, ("ssl http2 default_server", "ssl http2 default_server sndbuf=4k"),
                   ("client_header_timeout     8s", "client_header_timeout     60s")]
"""slowhttptest has one address, and nginx's limit for each would refuse most of it; without that it is an attack
from everywhere. The kernel takes over whatever the store sends at once; with small buffers nginx itself has to wait
for those who read slowly, as it would with large files. And nginx does not end those who are slow with their headers
before a busy machine has let in the last of them."""
FEW_SEATS = [*FROM_EVERYWHERE, (re.compile(r"worker_processes +auto"), "worker_processes 1"),
             (re.compile(r"worker_connections \d+"), "worker_connections 100")]
TAKEN_SEATS = 80
"""Of those 100; nginx keeps some for itself."""
UNBUFFERED = [*FROM_EVERYWHERE, ("fastcgi_request_buffering on", "fastcgi_request_buffering off")]
"""A worker waits for each body itself."""


def visits(front: Front, path: str, expected: str) -> Visits:
    """A few visitors, each on a new connection for each page, for they come from everywhere."""
    seen, until = Visits(), time.monotonic() + SECONDS

    def visitor(address: str) -> None:
        while (began := time.monotonic()) < until:
            connection = http.client.HTTPSConnection(
                "127.0.0.1", front.https_port, timeout=PATIENCE, context=trusting(), source_address=(address, 0))
            try:
                connection.request("GET", path, headers={"Host": "localhost"})
                answer = connection.getresponse()
                if answer.status == 200 and expected in answer.read().decode():
                    seen.times.append(time.monotonic() - began)
                else:
                    seen.wrong.append(f"{answer.status}")
            except (OSError, http.client.HTTPException) as error:
                seen.wrong.append(repr(error))
            connection.close()

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
        ["slowhttptest", *options, front.url + path, "-c", str(CONNECTIONS), "-r", str(CONNECTIONS), "-l", "120"],
        env=clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: held(front.https_port) >= least, 60, f"{least} slow connections")
        yield
        assert held(front.https_port) >= least, "the attack ended before the measuring"
    finally:
        attacker.kill()
        attacker.wait()
    wait_until(lambda: held(front.https_port) == 0, 20, "the slow connections are closed")


def compare(comparison: Comparison, front: Front, client: Client, kind: str, rounds: int,
            least: int = CONNECTIONS * 9 // 10) -> list[str]:
    """More rounds of calm and attack in turn; what went wrong for visitors while attacked."""
    path = re.search(r'href="(/products/[^"]+)"', client.get("/").text)[1]
    expected = re.search("<h1[^>]*>([^<]+)</h1>", client.get(path).text)[1]
    for _ in range(rounds):
        comparison.calm.append(visits(front, path, expected))
        with attacked(front, kind, least):
            comparison.attacked.append(visits(front, path, expected))
    print(f"{kind}: {comparison}")
    assert [wrong for each in comparison.calm for wrong in each.wrong] == []
    return [wrong for each in comparison.attacked for wrong in each.wrong]


@pytest.mark.parametrize("kind", ATTACKS)
def test_500_slow_connections_take_no_time_of_others(store, client, kind):
    comparison = Comparison()
    with Front(store, *FROM_EVERYWHERE) as front:
        assert compare(comparison, front, client, kind, ROUNDS) == []
        if not comparison.holds(WORSE):
            assert compare(comparison, front, client, kind, MORE_ROUNDS) == []
    assert comparison.holds(WORSE), str(comparison)


@pytest.mark.parametrize("kind, changes, least", [
    ("headers", FEW_SEATS, TAKEN_SEATS), ("body", UNBUFFERED, 400), ("reading", FEW_SEATS, TAKEN_SEATS)], ids=list(ATTACKS))
def test_the_same_attack_is_felt_where_nginx_is_set_up_wrongly(spare, kind, changes, least):
    comparison = Comparison()
    with Front(spare, *changes) as front:
        assert compare(comparison, front, Client(spare), kind, 1, least) or not comparison.holds(WORSE)
    wait_until(lambda: Client(spare).get("/readyz").status_code == 200, 30, "the workers are free again")
