"""No request gets past nginx within another one: what is hidden in a body, a header or a frame is never run."""

import json
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import pytest

import naive
from client import fresh_address, trusting
from smuggling import FRAMED, LOOSE, TARGETS, TRICKS, Frames, Hidden
from store import Store

SILENCE_SECONDS = 0.5
"""So long after an answer, no other one comes; what does come later is still noticed in the log and in the orders."""


def connected(store: Store, protocol: str) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", store.https_port), 10, source_address=(fresh_address(), 0))
    connection = trusting(protocol).wrap_socket(plain, server_hostname="localhost")
    assert connection.selected_alpn_protocol() == protocol
    return connection


def said(store: Store, request: bytes) -> bytes:
    """All that comes back over HTTP/1.1 until nginx closes, or says nothing more for a while."""
    received = b""
    with connected(store, "http/1.1") as connection:
        try:
            connection.sendall(request)
            connection.settimeout(SILENCE_SECONDS)
            while chunk := connection.recv(65_536):
                received += chunk
        except (TimeoutError, ConnectionError, ssl.SSLError):
            pass
    return received


def framed(store: Store, frames: Frames) -> list[int]:
    """The answers over HTTP/2, on whichever stream; none when nginx resets it."""
    headers, body = frames
    peer = h2.connection.H2Connection(h2.config.H2Configuration(
        validate_outbound_headers=False, normalize_outbound_headers=False, validate_inbound_headers=False))
    peer.initiate_connection()
    peer.send_headers(1, headers, end_stream=not body)
    if body:
        peer.send_data(1, body, end_stream=True)
    found = []
    with connected(store, "h2") as connection:
        try:
            connection.sendall(peer.data_to_send())
            connection.settimeout(SILENCE_SECONDS)
            while chunk := connection.recv(65_536):
                for event in peer.receive_data(chunk):
                    if isinstance(event, h2.events.ResponseReceived):
                        found.append(int(dict(event.headers)[b":status"]))
        except (TimeoutError, ConnectionError, ssl.SSLError, h2.exceptions.ProtocolError):
            pass
    return found


def statuses(received: bytes) -> list[int]:
    """Of the answers; "go on" (100) is none."""
    found = [int(part[:3]) for part in received.split(b"HTTP/1.1 ")[1:]]
    return [status for status in found if status != 100]


class Traces:
    """What of the hidden requests is in nginx's log and among the orders."""

    def __init__(self, store: Store) -> None:
        time.sleep(SILENCE_SECONDS)
        lines = store.logs()["access.log"].strip().split("\n")
        self.paths = {json.loads(line)["path"] for line in lines}
        self.emails = {row[0] for row in store.sql("SELECT email FROM orders")}

    def of(self, hidden: Hidden) -> list[str]:
        return sorted({hidden.path} & self.paths | {hidden.order.email} & self.emails)


@pytest.fixture(scope="module")
def struck(spare: Store) -> dict[str, list[tuple[list[int], list[str]]]]:
    """Every trick at every target, and every trick of frames: the answers, and the traces it left."""
    def strike(name: str, target: str) -> tuple[str, Hidden, list[int]]:
        hidden = Hidden()
        if name in FRAMED:
            return name, hidden, framed(spare, FRAMED[name](hidden))
        return name, hidden, statuses(said(spare, TRICKS[name].bytes(hidden.bytes, target)))

    strikes = [(name, target) for name in TRICKS for target in TARGETS] + [(name, "") for name in FRAMED]
    with ThreadPoolExecutor(24) as crowd:
        struck = list(crowd.map(lambda pair: strike(*pair), strikes))
    traces = Traces(spare)
    return {name: [(answers, traces.of(hidden)) for n, hidden, answers in struck if n == name]
            for name in TRICKS | FRAMED}


@pytest.mark.parametrize("name", TRICKS | FRAMED)
def test_a_request_hidden_in_another_is_not_run(struck, name):
    for answers, traces in struck[name]:
        assert traces == [], answers
        assert len(answers) <= 1


@pytest.mark.parametrize("name", TRICKS)
def test_a_naive_server_runs_it(name):
    hidden, trick = Hidden(), TRICKS[name]
    assert {hidden.path, "/checkout/1"} & set(naive.targets(trick.bytes(hidden.bytes, "/"), trick.fools))


@pytest.mark.parametrize("name", FRAMED)
def test_a_server_behind_a_naive_proxy_runs_it(name):
    hidden = Hidden()
    found = naive.targets(naive.written_down(*FRAMED[name](hidden)), "chunked")
    assert {hidden.path, "/checkout/1"} & set(found)


@pytest.mark.parametrize("name", LOOSE)
def test_what_nginx_reads_loosely_is_followed_by_a_request_in_the_open(spare, name):
    """Each request has its own answer in its turn, as if they had come one by one: nobody else's is touched by it."""
    hidden = Hidden()
    assert statuses(said(spare, LOOSE[name].bytes(hidden.bytes, "/"))) == [405, 404, 303]
    assert Traces(spare).of(hidden) == sorted([hidden.path, hidden.order.email])


def test_a_request_that_is_not_hidden_is_run_and_leaves_its_traces(spare):
    hidden = Hidden()
    assert statuses(said(spare, hidden.bytes)) == [404, 303]
    assert Traces(spare).of(hidden) == sorted([hidden.path, hidden.order.email])


def test_each_of_many_requests_in_a_row_gets_its_own_answer(spare):
    paths = ["/checkout/1", "/nowhere", "/checkout/2", "/healthz", "/static/nothing.css", "/checkout/1"] * 3
    line = b"".join(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for path in paths)
    answers = said(spare, line).split(b"HTTP/1.1 ")[1:]
    names = dict(spare.sql("SELECT id, name FROM products WHERE id IN (1, 2)"))
    assert [int(answer[:3]) for answer in answers] == [200, 404, 200, 200, 404, 200] * 3
    for path, answer in zip(paths, answers, strict=True):
        if path.startswith("/checkout/"):
            assert [key for key, name in names.items() if name.encode() in answer] == [path[-1]]
