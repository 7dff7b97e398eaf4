"""Requests with another one hidden in them, which a server that reads lengths loosely takes for the next one."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from broken import Order

TARGETS = ("/", "/checkout/2", "/static/app.css", "/healthz")
"""Where the outer request goes: a page, a form, a file of nginx's own, and a probe."""


class Hidden:
    """A look at a path that nobody else asks for, and an order; whichever is run is noticed."""

    def __init__(self) -> None:
        self.path = f"/canary-{uuid.uuid4().hex}"
        self.order = Order(f"{uuid.uuid4().hex}@example.com")

    @property
    def text(self) -> str:
        return self.bytes.decode()

    @property
    def bytes(self) -> bytes:
        head = ("POST /checkout/1 HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(self.order.body)}\r\n\r\n")
        return f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n\r\n{head}".encode() + self.order.body


@dataclass(frozen=True)
class Trick:
    lines: str
    """Header lines; `{all}` is the length of the whole body."""
    body: Callable[[bytes], bytes]
    fools: str
    """Which naive reading of lengths falls for it; see `naive.targets`."""
    method: str = "POST"
    version: str = "HTTP/1.1"

    def bytes(self, hidden: bytes, target: str) -> bytes:
        body = self.body(hidden)
        lines = self.lines.format(all=len(body))
        head = (f"{self.method} {target} {self.version}\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\n{lines}\r\n\r\n")
        return head.encode("latin-1") + body


def plain(hidden: bytes) -> bytes:
    return hidden


def ended(hidden: bytes) -> bytes:
    """Behind the end of a chunked body."""
    return b"0\r\n\r\n" + hidden


def chunk(hidden: bytes) -> bytes:
    """Within a chunk."""
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(hidden), hidden)


def short(lines: str, method: str = "POST", fools: str = "first") -> Trick:
    """A chunked body whose first line is all that the length counts."""
    return Trick(lines, chunk, fools, method)


CODED = "Transfer-Encoding: chunked"
TRICKS: dict[str, Trick] = {
    # Two ways to say how long it is.
    "CL.TE": Trick(f"Content-Length: {{all}}\r\n{CODED}", ended, "chunked"),
    "TE.CL": short(f"Content-Length: 5\r\n{CODED}"),
    "TE.CL, the other way round": short(f"{CODED}\r\nContent-Length: 5"),
    "CL.CL": Trick("Content-Length: {all}\r\nContent-Length: 0", plain, "last"),
    "CL.CL, the other way round": Trick("Content-Length: 0\r\nContent-Length: {all}", plain, "first"),
    "CL.CL of the same": Trick("Content-Length: {all}\r\nContent-Length: {all}", plain, "none"),
    "a list of lengths": Trick("Content-Length: 0, {all}", plain, "first"),
    "a list, the other way round": Trick("Content-Length: {all}, 0", plain, "last"),
    "CL.0": Trick("Content-Length: {all}", plain, "none"),
    "CL.0 of a GET": Trick("Content-Length: {all}", plain, "none", "GET"),
    "CL.0 of a HEAD": Trick("Content-Length: {all}", plain, "none", "HEAD"),
    "CL.0 of a DELETE": Trick("Content-Length: {all}", plain, "none", "DELETE"),
    "CL.0 of a method that is none": Trick("Content-Length: {all}", plain, "none", "BREW"),
    "TE.0": Trick(CODED, chunk, "none"),
    "TE.0 of a GET": Trick(CODED, chunk, "none", "GET"),
    "TE.0 of an OPTIONS": Trick(CODED, chunk, "none", "OPTIONS"),
    # A coding in disguise: some see it, some see the length only.
    **{f"TE.TE, {name}": Trick(f"Content-Length: {{all}}\r\n{lines}", ended, "chunked") for name, lines in {
        "a blank before the colon": "Transfer-Encoding : chunked",
        "a tab after the colon": "Transfer-Encoding:\tchunked",
        "a vertical tab": "Transfer-Encoding:\x0bchunked",
        "a folded line": "Transfer-Encoding:\r\n chunked",
        "a line that begins with a blank": " Transfer-Encoding: chunked",
        "behind a bare line feed": "X: x\nTransfer-Encoding: chunked",
        "behind a bare carriage return": "X: x\rTransfer-Encoding: chunked",
        "an underscore": "Transfer_Encoding: chunked",
        "twice": "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "twice, one unknown": "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
        "unknown, then chunked": "Transfer-Encoding: cow, chunked",
        "chunked, then identity": "Transfer-Encoding: chunked, identity",
        "quoted": 'Transfer-Encoding: "chunked"',
        "an x before it": "Transfer-Encoding: xchunked",
        "a NUL behind it": "Transfer-Encoding: chunked\0",
        "a NUL in its name": "Transfer-Encoding\0: chunked",
        "a high byte behind it": "Transfer-Encoding: chunked\xff",
        "mixed case": "tRANSFER-eNCODING: ChUnKeD",
    }.items()},
    # A length in disguise.
    **{f"a length {name}": Trick(f"{lines}\r\nContent-Length: {{all}}", plain, "first") for name, lines in {
        "before a blank and a colon": "Content-Length : 0",
        "on a folded line": "Content-Length:\r\n 0",
        "behind a blank": " Content-Length: 0",
        "behind a bare line feed": "X: x\nContent-Length: 0",
        "with an underscore": "Content_Length: 0",
        "with a sign": "Content-Length: +0",
        "below zero": "Content-Length: -0",
        "in hexadecimal": "Content-Length: 0x0",
        "with a fraction": "Content-Length: 0.0",
        "that is empty": "Content-Length:",
    }.items()},
    "a length that overflows to nothing": Trick(f"Content-Length: {1 << 64}", plain, "first"),
    # Chunks that are none.
    "a chunk below zero": Trick(CODED, lambda hidden: b"-0\r\n\r\n" + hidden, "chunked"),
    "a chunk in 0x": Trick(CODED, lambda hidden: b"0x0\r\n\r\n" + hidden, "chunked"),
    "a chunk that overflows to nothing": Trick(
        CODED, lambda hidden: b"1" + b"0" * 16 + b"\r\n\r\n" + hidden, "chunked"),
    "a chunk that is longer than said": Trick(CODED, lambda hidden: b"1\r\nab\r\n0\r\n\r\n" + hidden, "chunked"),
    "within an extension": Trick(CODED, lambda hidden: b"%x;%s" % (len(hidden), hidden), "none"),
    "within a trailer": Trick(CODED, lambda hidden: b"0\r\n" + hidden.partition(b"POST ")[0], "chunked"),
    # Other ways in.
    "chunked in HTTP/1.0": Trick(CODED, ended, "chunked", version="HTTP/1.0"),
    "two requests on a line": Trick("Content-Length: {all}", plain, "none", version="HTTP/1.1 GET / HTTP/1.1"),
    "Expect: 100-continue": Trick("Expect: 100-continue\r\nContent-Length: {all}", plain, "none"),
    "Expect of a GET": Trick("Expect: 100-continue\r\nContent-Length: {all}", plain, "none", "GET"),
    "Expect in disguise": Trick("Expect: y 100-continue\r\nContent-Length: {all}", plain, "none"),
    "an upgrade to h2c": Trick("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
                               "Content-Length: {all}", plain, "none"),
    "an upgrade to a socket": Trick("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 777\r\n"
                                    "Content-Length: {all}", plain, "none", "GET"),
    "Connection names the length": Trick("Connection: keep-alive, Content-Length\r\nContent-Length: {all}", plain,
                                         "none"),
}

LOOSE: dict[str, Trick] = {
    "a chunk with a blank in it": Trick(CODED, lambda hidden: b"0 5\r\n\r\n" + hidden, "chunked"),
    "a bare line feed behind an extension": Trick(
        CODED, lambda hidden: b"5;\nabcde\r\n0\r\n\r\n" + hidden, "chunked"),
}
"""Bodies that nginx 1.22 takes for ended where RFC 9112, 7.1 has nonsense. To nginx, what follows is the same visitor's
next request in the open; it is hidden only from another proxy in front that reads on, and there must be none."""

Frames = tuple[list[tuple[str, str]], bytes]


def framed(body: bytes = b"", *more: tuple[str, str], **pseudo: str) -> Frames:
    """The headers and the body of a POST over HTTP/2; `more` comes behind them, in any number."""
    usual = {"method": "POST", "scheme": "https", "authority": "localhost", "path": "/nowhere"} | pseudo
    return [(f":{name}", value) for name, value in usual.items()] + list(more), body


FRAMED: dict[str, Callable[[Hidden], Frames]] = {
    "in the path": lambda hidden: framed(path=f"/nowhere HTTP/1.1\r\nHost: x\r\n\r\n{hidden.text}"),
    "in the path, with line feeds": lambda hidden: framed(
        path=f"/nowhere HTTP/1.1\nHost: x\n\n{hidden.text}".replace("\r", "")),
    "in the path, behind a NUL": lambda hidden: framed(path=f"/nowhere\0 HTTP/1.1\r\n\r\n{hidden.text}"),
    "in the method": lambda hidden: framed(method=f"GET {hidden.path} HTTP/1.1\r\nX: x\r\n\r\nGET"),
    "in the method, with blanks": lambda hidden: framed(method=f"GET {hidden.path} HTTP/1.1 X:"),
    "in the authority": lambda hidden: framed(authority=f"localhost\r\n\r\n{hidden.text}"),
    "in a value": lambda hidden: framed(b"", ("x", f"x\r\n\r\n{hidden.text}")),
    "in a value, with line feeds": lambda hidden: framed(b"", ("x", f"x\n\n{hidden.text}")),
    "in a name": lambda hidden: framed(b"", (f"x: x\r\n\r\n{hidden.text}", "x")),
    "in a cookie": lambda hidden: framed(b"", ("cookie", "a=b"), ("cookie", f"c=d\r\n\r\n{hidden.text}")),
    "behind a length in a value": lambda hidden: framed(hidden.bytes, ("x", "x\r\ncontent-length: 0")),
    "behind a length in a name": lambda hidden: framed(hidden.bytes, ("content-length: 0\r\nx", "x")),
    "behind a length of 0": lambda hidden: framed(hidden.bytes, ("content-length", "0")),
    "behind a length in capitals": lambda hidden: framed(hidden.bytes, ("Content-Length", "0")),
    "behind a length of 1": lambda hidden: framed(b"\n" + hidden.bytes, ("content-length", "1")),
    "behind two lengths": lambda hidden: framed(
        hidden.bytes, ("content-length", "0"), ("content-length", str(len(hidden.bytes)))),
    "behind a length that is too long": lambda hidden: framed(
        b"0\r\n\r\n" + hidden.bytes, ("content-length", "99999"), ("transfer-encoding", "chunked")),
    "behind no length": lambda hidden: framed(hidden.bytes),
    "behind no length of a GET": lambda hidden: framed(hidden.bytes, method="GET"),
    "behind chunks": lambda hidden: framed(b"0\r\n\r\n" + hidden.bytes, ("transfer-encoding", "chunked")),
    "behind chunks in a value": lambda hidden: framed(
        b"0\r\n\r\n" + hidden.bytes, ("x", "x\r\ntransfer-encoding: chunked")),
    "behind an upgrade": lambda hidden: framed(
        hidden.bytes, ("connection", "upgrade"), ("upgrade", "h2c"), method="GET"),
    "in a second path": lambda hidden: framed(b"", (":path", hidden.path)),
    "in a path behind the headers": lambda hidden: framed(b"", ("x", "x"), (":path", hidden.path)),
}
"""What a proxy that writes HTTP/2 down as HTTP/1.1 makes two requests of."""
