"""Whatever is said to the workers' socket: no broken request is run, and nobody else gets a wrong answer by it.

Only nginx may open that socket; these tests are about the day when somebody else gets there.
"""

import random
import shutil
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broken import DEADLY, REFUSED, TAKEN, Order, whole
from records import (
    ABORT, GET_VALUES, INPUT, PARAMETERS, Answer, Peer, begin, pair, pairs, parameters, record, request,
)
from serving import Serve
from store import Store, wait_until
from test_workers import BACK_SECONDS

STORM_STREAMS, STORM_SECONDS = 20_000, 20
SILENCE_SECONDS = 5
"""How long a worker waits for the next byte (`Server.Limits.stallSeconds`)."""


@pytest.fixture(scope="module")
def serve(spare: Store) -> Iterator[Serve]:
    directory = Path(tempfile.mkdtemp(prefix="nexus-"))
    # No worker may end here but by what is said to it: not for its age.
    serve = Serve(spare, directory, NEXUS_WORKERS="3", NEXUS_WORKER_REQUESTS="1000000")
    serve.start()
    yield serve
    serve.stop()
    shutil.rmtree(directory)


class Bystanders:
    """Two people with requests that are right, who look whether each answer is the one to their own."""

    def __init__(self, serve: Serve, store: Store) -> None:
        self.serve, self.asked, self.wrong, self.stopped = serve, 0, [], threading.Event()
        self.names = dict(store.sql("SELECT id, name FROM products WHERE id IN (1, 2)"))

    def __enter__(self) -> "Bystanders":
        self.threads = [threading.Thread(target=self._ask) for _ in range(2)]
        for thread in self.threads:
            thread.start()
        wait_until(lambda: self.asked > 10, 20, "they have begun")
        return self

    def __exit__(self, *_) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        assert self.wrong == []

    def _ask(self) -> None:
        while not self.stopped.is_set():
            number, product = f"bystander-{uuid.uuid4().hex}", random.choice("12")
            status, page = self.serve.ask("/nowhere", request_id=number)
            if status != 404 or number not in page:
                self.wrong.append(f"{number}: {status} {page}")
            status, page = self.serve.ask(f"/checkout/{product}")
            if status != 200 or [key for key, name in self.names.items() if name in page] != [product]:
                self.wrong.append(f"/checkout/{product}: {status} {page}")
            self.asked += 2


@pytest.fixture
def bystanders(serve: Serve, spare: Store) -> Iterator[Bystanders]:
    with Bystanders(serve, spare) as bystanders:
        yield bystanders


def fresh() -> Order:
    return Order(f"{uuid.uuid4().hex}@example.com")


def orders(store: Store, order: Order) -> int:
    return int(store.sql(f"SELECT count(*) FROM orders WHERE email = '{order.email}'")[0][0])


def say(serve: Serve, *pieces: bytes) -> Answer:
    """Says all that, and that there is no more."""
    return Peer(serve.socket).send(*pieces).finish().answer()


# --- one by one ---------------------------------------------------------------------------------------------------


def test_no_broken_request_is_run_and_nobody_else_notices(serve, spare, bystanders):
    rows, workers, said = spare.snapshot(), serve.workers(), {name: fresh() for name in REFUSED}
    for name, order in said.items():
        answer = say(serve, REFUSED[name](order))
        assert answer.status in {0, 400, 413, 431, 501}, f"{name}: {answer}"
        assert answer.ends.count(0) <= 1, f"{name}: {answer}"
        assert serve.ask("/healthz") == (200, "ok\n"), name
        assert serve.workers() == workers, name
    ordered = {row[0] for row in spare.sql("SELECT email FROM orders")}
    assert [name for name, order in said.items() if order.email in ordered] == []
    assert spare.snapshot() == rows
    print(f"{len(REFUSED)} broken requests beside {bystanders.asked} right ones")


@pytest.mark.parametrize("name", TAKEN)
def test_an_odd_request_is_run_once(serve, spare, name):
    order, workers = fresh(), serve.workers()
    answer = say(serve, TAKEN[name](order))
    assert (answer.status, answer.ends.count(0), orders(spare, order)) == (303, 1, 1)
    assert serve.workers() == workers


def test_a_request_that_comes_byte_by_byte_is_run_once(serve, spare):
    order = fresh()
    assert say(serve, *(bytes([byte]) for byte in whole(order))).status == 303
    assert orders(spare, order) == 1


def test_a_request_cut_off_anywhere_is_not_run(serve, spare, bystanders):
    rows, said = spare.snapshot(), whole(fresh())
    for end in range(len(said)):
        assert say(serve, said[:end]).status in {0, 400}, end
    assert spare.snapshot() == rows
    assert say(serve, said).status == 303


def test_what_follows_a_request_on_its_connection_is_not_run(serve, spare):
    first, second = fresh(), fresh()
    answer = say(serve, whole(first).replace(begin(), begin(keep=True), 1) + whole(second))
    assert (answer.status, answer.ends, orders(spare, first), orders(spare, second)) == (303, [0], 1, 0)


def test_those_who_fall_silent_hold_their_worker_for_seconds_and_nobody_else(serve, bystanders):
    began, workers, before = time.monotonic(), serve.workers(), bystanders.asked
    silent = [Peer(serve.socket), Peer(serve.socket).send(whole(fresh())[:-20])]
    answers = [peer.answer() for peer in silent]
    assert [answer.status for answer in answers] == [0, 400]
    assert SILENCE_SECONDS - 1 < time.monotonic() - began < SILENCE_SECONDS + 5
    assert bystanders.asked > before + 50 and serve.workers() == workers


# --- all at once --------------------------------------------------------------------------------------------------

HIGHEST = 0x8F
"""No byte of the storm is above it, so that no two lengths add up to one that libfcgi dies of; see `DEADLY`."""
ALLOWED = bytes(byte % (HIGHEST + 1) for byte in range(256))
SENTENCES = [
    request(parameters("/nowhere?a=b", HTTP_COOKIE="__Host-nexus=x; a=b", REQUEST_ID="1")),
    request(parameters("/dashboard/products/1", "POST", CONTENT_LENGTH="11", HTTP_ORIGIN="https://elsewhere.example",
                       CONTENT_TYPE="application/x-www-form-urlencoded", REQUEST_ID="2" * 60), b"a=b&c=d&e=f"),
    record(GET_VALUES, pair(b"FCGI_MAX_REQS", b""), id=0) + record(PARAMETERS, b"ab", id=7),
    begin(keep=True) + record(PARAMETERS, pairs(parameters("/", HTTP_X="a" * 130, REQUEST_ID="3" * 50)), padding=3),
    record(PARAMETERS) + record(INPUT) + record(99, b"abc", id=0) + record(INPUT, b"a=b", padding=5) + record(ABORT),
]
"""What the storm is made of; none of it may change anything, being from elsewhere or a GET."""


def mutated(dice: random.Random) -> bytes:
    """Some sentences with some of their bytes changed, dropped, doubled or moved."""
    said = bytearray(b"".join(dice.choices(SENTENCES, k=dice.choice((1, 1, 1, 2, 3)))))
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        start = dice.randrange(len(said) + 1)
        piece = said[start:start + dice.choice((1, 2, 8, 24, 300))]
        match dice.randrange(6):
            case 0: said[start:start + 1] = bytes([dice.randrange(HIGHEST + 1)])
            case 1: said[start:start + 1] = bytes([dice.choice((0, 1, 2, 4, 5, 8, 9, 11, 127, 128, HIGHEST))])
            case 2: del said[start:start + len(piece)]
            case 3: said[start:start] = piece
            case 4: said[start:start] = dice.randbytes(dice.randrange(9)).translate(ALLOWED)
            case 5: said[dice.randrange(len(said) + 1):start] = b""
    return bytes(said) if said.count(b"FCGI_M") < 4 else b""


def test_a_storm_of_broken_requests_ends_no_worker_and_reaches_nobody_else(serve, spare, bystanders):
    seed, until = random.randrange(1 << 32), time.monotonic() + STORM_SECONDS
    assert max(b"".join(SENTENCES)) <= HIGHEST
    rows, workers, before, totals = spare.snapshot(), serve.workers(), bystanders.asked, {"said": 0, "answered": 0}

    def shout(number: int) -> None:
        dice = random.Random(f"{seed}/{number}")
        for _ in range(STORM_STREAMS // 4):
            if time.monotonic() > until:
                return
            received = Peer(serve.socket).send(said := mutated(dice)).finish().received()
            totals["said"] += 1
            totals["answered"] += b"Status: " in received
            assert received.count(b"Status: ") <= 1 and b"bystander" not in received, f"{seed=} {said!r} {received!r}"

    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(shout, range(4)))
    assert serve.workers() == workers and serve.status()["totals"]["crashes"] == 0, f"{seed=}"
    assert spare.snapshot() == rows, f"{seed=}"
    assert totals["answered"] > 100 and bystanders.asked > before + 100, f"{seed=} {totals}"
    print(f"{seed=} {totals}, beside {bystanders.asked - before} right ones")


# --- what it does end, and what it would do elsewhere -------------------------------------------------------------


@pytest.mark.parametrize("name", DEADLY)
def test_what_the_library_dies_of_costs_one_worker_which_is_soon_back(serve, spare, bystanders, name):
    rows, workers, crashes = spare.snapshot(), set(serve.workers()), serve.status()["totals"]["crashes"]
    began = time.monotonic()
    assert say(serve, DEADLY[name](fresh())).status == 0
    wait_until(lambda: serve.status()["totals"]["crashes"] == crashes + 1 and serve.status()["seats"] == _ready(serve),
               BACK_SECONDS, "one is gone, and there are as many ready ones as before")
    seconds = time.monotonic() - began
    assert seconds < BACK_SECONDS and len(workers & set(serve.workers())) == 2
    assert spare.snapshot() == rows
    print(f"back after {seconds:.2f} s; {bystanders.asked} others were answered")


def _ready(serve: Serve) -> int:
    return sum(worker["state"] != "starting" for worker in serve.status()["workers"])


@pytest.mark.parametrize("name", REFUSED)
def test_a_naive_responder_runs_what_no_worker_does(naive, name):
    Peer(naive.listener.getsockname()).send(REFUSED[name](fresh())).finish().answer()
    assert naive.ran, "this one would not have told a naive responder from ours"


def test_a_naive_responder_runs_a_request_that_was_cut_off(naive):
    said = whole(fresh())
    for end in range(len(said) - 100, len(said)):
        Peer(naive.listener.getsockname()).send(said[:end]).finish().answer()
    assert len(naive.ran) == 100 and naive.ran[0][1] != naive.ran[-1][1]
