"""What a kept connection between nginx and a worker would do, and why nginx/fastcgi.conf says `fastcgi_keep_conn off`.

A worker that answers a POST without reading its body leaves the rest of it on the connection. Where the connection is
kept, the rest is taken for the next request if it looks like one, and the visitor who sent it chose its REMOTE_ADDR and
everything else. libfcgi reads 8 KiB at a time, so one length of padding puts the forgery just where the next read begins.
"""

import http.client
import socket
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from client import trusting
from front import UNLIMITED, Front
from pages import FULL
from records import INPUT, PARAMETERS, begin, pairs, parameters, stream
from serving import Serve
from store import DEBUG_BUILD, ROOT, Store, clean_environment, wait_until

KEPT = [
    ("fastcgi_keep_conn off;", "fastcgi_keep_conn on;"), ("upstream nexus {", "upstream nexus { keepalive 1;"),
    ("client_max_body_size        1024k;", "client_max_body_size 0;"), UNLIMITED,
]
EVERY = [n * 2_731 % 8_192 for n in range(8_192)]
"""All of them, but never two neighbours in a row: what the one before leaves behind can swallow the forgery."""
BOUNDARY = [padding for padding in EVERY if padding > 7_000]
"""Where the second read begins, whatever nginx says before the body. It needs luck: nginx must keep that connection."""
CHOSEN = sorted(set(EVERY[::1 if FULL else 8]) | set(BOUNDARY))
PADDINGS = CHOSEN[::3] + CHOSEN[1::3] + CHOSEN[2::3]
"""Every eighth and those of the boundary, and all with `NEXUS_TEST_FULL=1`; again never two neighbours in a row."""
FORGED_ADDRESS, FORGED_TARGET = "203.0.113.66", "/forged"


def forgery() -> bytes:
    """A whole request as nginx would send it, from an address that nobody has."""
    said = parameters(FORGED_TARGET, REMOTE_ADDR=FORGED_ADDRESS)
    return begin(keep=True) + stream(PARAMETERS, pairs(said)) + stream(INPUT, b"")


def post(front: Front, bodies: Iterable[bytes], headers: dict[str, str]) -> list[int]:
    """Posts each body on one connection and returns the statuses; 0 where there was no answer."""
    visitor = http.client.HTTPSConnection("127.0.0.1", front.https_port, timeout=10, context=trusting())
    statuses = []
    for body in bodies:
        try:
            visitor.request("POST", "/nowhere", body, {"Host": "localhost", "Sec-Fetch-Site": "same-origin"} | headers)
            answer = visitor.getresponse()
            answer.read()
            statuses.append(answer.status)
        except (OSError, http.client.HTTPException):
            visitor.close()
            statuses.append(0)
    visitor.close()
    return statuses


@contextmanager
def undrained(directory: Path) -> Iterator[Path]:
    """A worker that reads no body, on `directory`/w.sock; yields the file with a line for each request that it ran."""
    output = directory / "ran"
    with socket.socket(socket.AF_UNIX) as listener, output.open("wb") as log:
        listener.bind(str(directory / "w.sock"))
        listener.listen(64)
        worker = subprocess.Popen(
            [DEBUG_BUILD / "UndrainedWorker"], stdin=listener, stdout=log, env=clean_environment())
        yield output
        worker.kill()
        worker.wait()


@pytest.mark.timeout(180)
def test_a_worker_that_does_not_drain_runs_a_request_out_of_a_strangers_body(spare: Store):
    """The negative control: without it nobody would know whether the next test can find anything."""
    with tempfile.TemporaryDirectory(prefix="nexus-") as place, undrained(Path(place)) as ran:
        with Front(spare, *KEPT, socket=Path(place) / "w.sock") as front:
            for tries in range(1, 41):
                post(front, (bytes(padding) + forgery() for padding in BOUNDARY), {})
                if f"{FORGED_ADDRESS} {FORGED_TARGET}" in ran.read_text().split("\n"):
                    break
    print(f"the forged request was run when {len(BOUNDARY)} paddings had been tried {tries} times")
    assert tries < 40


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("headers", "paddings", "ahead", "status"), [
    # Read to its end, and answered by a page.
    ({}, PADDINGS, 0, 404),
    # Not read: the cookie is no UTF-8, so the request is refused before.
    ({"Cookie": "a=\xc3("}, PADDINGS, 0, 400),
    # Not read: over the limit.
    ({}, EVERY[::64], 1 << 20, 413),
], ids=["read", "refused", "too large"])
def test_our_workers_run_no_request_out_of_a_body(spare: Store, headers, paddings, ahead, status):
    with tempfile.TemporaryDirectory(prefix="nexus-") as place:
        serve = Serve(spare, Path(place), NEXUS_WORKER_REQUESTS="1000000").start()
        left, rounds = list(paddings), 0
        try:
            # Our workers close each connection, and this nginx now and then takes one again before it has noticed: 502.
            with Front(spare, *KEPT, socket=serve.socket) as front:
                while left and (rounds := rounds + 1) < 20:
                    statuses = post(front, (bytes(ahead + padding) + forgery() for padding in left), headers)
                    assert set(statuses) <= {status, 502}
                    left = [padding for padding, answered in zip(left, statuses) if answered == 502]
                    print(f"round {rounds}: {len(left)} of {len(statuses)} met a connection that was just closed")
            wait_until(lambda: serve.idle() == 2, 10, "the last one is done")
            found = serve.status()["totals"]
        finally:
            serve.stop()
        assert not left
        assert found["requests"] == found["accepted"] == len(paddings)
        assert found["crashes"] == 0


def test_the_stores_own_nginx_keeps_no_connection():
    lines = [line.strip() for line in (ROOT / "nginx/fastcgi.conf").read_text().split("\n")]
    assert "fastcgi_keep_conn off;" in lines and "fastcgi_keep_conn on;" not in lines
