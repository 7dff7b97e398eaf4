"""Requests that a web server never sends: each is an order, said so that no worker may take it, or only once."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from records import (
    ABORT, AUTHORIZER, BEGIN, DATA, FILTER, GET_VALUES, INPUT, OUTPUT, PARAMETERS, begin, pair, pairs, parameters,
    record, stream,
)


@dataclass(frozen=True)
class Order:
    """A POST that is right in every way, so that only its framing can be the reason to refuse it."""

    email: str
    form: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def body(self) -> bytes:
        return urlencode({"form_id": self.form, "email": self.email, "name": "Canary"}).encode()

    def said(self, **more: str) -> dict[str, str]:
        return parameters("/checkout/1", "POST", **{
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(self.body)),
            "HTTP_SEC_FETCH_SITE": "same-origin"} | more)


Way = Callable[[Order], bytes]


def whole(order: Order, **wrong: int) -> bytes:
    """As nginx says it; `wrong` goes for each record."""
    return begin(**wrong) + stream(PARAMETERS, pairs(order.said()), **wrong) + stream(INPUT, order.body, **wrong)


def build(make: Callable[[bytes, bytes], bytes]) -> Way:
    """Begins, and then what `make` says, given the parameters and the body."""
    return lambda order: begin() + make(pairs(order.said()), order.body)


def with_parameters(extra: bytes = b"", **more: str) -> Way:
    """The order with other parameters, and with bytes behind them."""
    return lambda order: begin() + stream(PARAMETERS, pairs(order.said(**more)) + extra) + stream(INPUT, order.body)


def with_length(said: Callable[[int], str]) -> Way:
    return lambda order: with_parameters(CONTENT_LENGTH=said(len(order.body)))(order)


def around(before: bytes = b"", middle: bytes = b"", between: bytes = b"", within: bytes = b"", last: bytes = b"",
           opening: bytes = begin()) -> Way:
    """The order with records put before it, after its beginning, between its parameters and its body, within the
    body, or after it."""
    return lambda order: (
        before + opening + middle + stream(PARAMETERS, pairs(order.said())) + between
        + record(INPUT, order.body[:20]) + within + record(INPUT, order.body[20:]) + record(INPUT) + last)


OTHER = 7
"""A request id that is not the order's."""

REFUSED: dict[str, Way] = {
    "version 0": lambda order: whole(order, version=0),
    "version 2 at the beginning": around(opening=begin(version=2)),
    "version 2 in the body": around(within=record(INPUT, b"x", version=2)),
    "request id 0": lambda order: whole(order, id=0),
    "no beginning": around(opening=b""),
    "a beginning too short": around(opening=record(BEGIN, b"\0\1\0\0\0\0\0")),
    "a beginning too long": around(opening=record(BEGIN, b"\0\1\0\0\0\0\0\0\0")),
    "a role that is none": around(opening=begin(role=9)),
    "authorizer": around(opening=begin(role=AUTHORIZER)),
    "filter": around(opening=begin(role=FILTER), last=stream(DATA, b"x")),
    "all of another request id": build(
        lambda said, body: stream(PARAMETERS, said, id=OTHER) + stream(INPUT, body, id=OTHER)),
    "a body of another request id": build(
        lambda said, body: stream(PARAMETERS, said) + stream(INPUT, body, id=OTHER) + record(INPUT)),
    "half a body of another request id": build(
        lambda said, body: stream(PARAMETERS, said) + record(INPUT, body[:20])
        + stream(INPUT, body[20:], id=OTHER) + record(INPUT)),
    "the body first": build(lambda said, body: stream(INPUT, body) + stream(PARAMETERS, said)),
    "the body before the parameters end": build(
        lambda said, body: record(PARAMETERS, said) + stream(INPUT, body)),
    "parameters before the beginning": lambda order: (
        stream(PARAMETERS, pairs(order.said())) + begin() + stream(INPUT, order.body)),
    "parameters within the body": around(within=record(PARAMETERS, b"\1\1ab")),
    "output from the wrong side": around(between=record(OUTPUT, b"x")),
    "data for no filter": around(within=record(DATA, b"x")),
    "an unknown record within the request": around(between=record(99, b"x")),
    "given up before the body": around(between=record(ABORT)),
    "given up within the body": around(within=record(ABORT)),
    "given up before the end": build(
        lambda said, body: stream(PARAMETERS, said) + record(INPUT, body) + record(ABORT)),
    "no end of the body": build(lambda said, body: stream(PARAMETERS, said) + record(INPUT, body)),
    "no body at all": build(lambda said, body: stream(PARAMETERS, said)),
    "an empty body": build(lambda said, body: stream(PARAMETERS, said) + record(INPUT)),
    "a body one byte short": build(lambda said, body: stream(PARAMETERS, said) + stream(INPUT, body[:-1])),
    "a body one byte long": build(lambda said, body: stream(PARAMETERS, said) + stream(INPUT, body + b"1")),
    "a body record that says more than it has": build(
        lambda said, body: stream(PARAMETERS, said) + record(INPUT, body, said=len(body) + 1)),
    "a body record that says it is empty": build(
        lambda said, body: stream(PARAMETERS, said) + record(INPUT, body, said=0)),
    "a body record that says 65,535": build(
        lambda said, body: stream(PARAMETERS, said) + record(INPUT, body, said=65_535)),
    # Allowed, but libfcgi forgets the padding of a record with which it starts to read another stream.
    "padding after the beginning": around(opening=begin(padding=8)),
    "padding that is not there": build(
        lambda said, body: stream(PARAMETERS, said, padding_said=8) + stream(INPUT, body)),
    "padding that is not said": build(
        lambda said, body: stream(PARAMETERS, said, padding=8, padding_said=0) + stream(INPUT, body)),
    "a parameter cut in its lengths": build(
        lambda said, body: stream(PARAMETERS, said + b"\x05") + stream(INPUT, body)),
    "a parameter cut in a long length": build(
        lambda said, body: stream(PARAMETERS, said + b"\x80\0") + stream(INPUT, body)),
    "a parameter cut in its name": build(
        lambda said, body: stream(PARAMETERS, said + b"\x05\x05abc") + stream(INPUT, body)),
    "a parameter cut in its value": build(
        lambda said, body: stream(PARAMETERS, said[:-1]) + stream(INPUT, body)),
    "a parameter longer than all of it": build(
        lambda said, body: stream(PARAMETERS, said + b"\x05\x80\x01\x86\xa0abcde") + stream(INPUT, body)),
    "two lengths that differ": with_parameters(pair(b"CONTENT_LENGTH", b"1")),
    "two lengths of the same": lambda order: with_parameters(pair(b"CONTENT_LENGTH", b"%d" % len(order.body)))(order),
    "no length": with_length(lambda count: ""),
    "length 0": with_length(lambda count: "0"),
    "a length below zero": with_length(lambda count: "-1"),
    "a length with a sign": with_length(lambda count: f"+{count}"),
    "a length with a blank": with_length(lambda count: f" {count}"),
    "a length in hexadecimal": with_length(hex),
    "a list of lengths": with_length(lambda count: f"{count}, {count}"),
    "a length over the limit": with_length(lambda count: "99999999"),
    "a length that overflows": with_length(lambda count: str((1 << 64) + count)),
    "NUL within a name": with_parameters(pair(b"CONTENT\0LENGTH", b"99"), CONTENT_LENGTH=""),
    "two methods": with_parameters(pair(b"REQUEST_METHOD", b"GET")),
    "two targets": with_parameters(pair(b"REQUEST_URI", b"/")),
    "a line break in a value": with_parameters(pair(b"HTTP_X", b"a\r\nb")),
    "broken UTF-8 in a value": with_parameters(pair(b"HTTP_X", b"\xc3(")),
    "64 KiB of parameters": with_parameters(pair(b"HTTP_X", b"a" * 66_000)),
    "5,000 parameters": with_parameters(b"".join(pair(b"HTTP_X%d" % n, b"12345") for n in range(5_000))),
}
"""Those that no worker may run, by what is wrong with them."""

TAKEN: dict[str, Way] = {
    "as nginx says it": whole,
    "padding of 255": build(lambda said, body: record(PARAMETERS, said, padding=255) + record(PARAMETERS)
                            + record(INPUT, body, padding=255) + record(INPUT)),
    "records of one byte": build(
        lambda said, body: stream(PARAMETERS, said, size=1) + stream(INPUT, body, size=1)),
    "short lengths in four bytes": lambda order: begin() + stream(PARAMETERS, b"".join(
        pair(name.encode(), value.encode(), wide=True) for name, value in order.said().items())
    ) + stream(INPUT, order.body),
    "request id 65,535": lambda order: whole(order, id=65_535),
    "the connection to be kept": around(opening=begin(keep=True)),
    "begun twice": around(middle=begin(), within=begin()),
    "a record of another request": around(
        middle=record(PARAMETERS, b"x", id=OTHER), within=record(INPUT, b"x", id=OTHER)),
    "asked for values": around(before=record(GET_VALUES, pair(b"FCGI_MAX_CONNS", b""), id=0), between=record(
        GET_VALUES, pair(b"FCGI_MPXS_CONNS", b"") + pair(b"NO_SUCH", b""), id=0)),
    "an unknown record about the connection": around(before=record(99, id=0), within=record(99, id=0)),
    "NUL after a value": with_parameters(pair(b"REQUEST_METHOD", b"POST\0GET"), REQUEST_METHOD=""),
}
"""Those that are odd and may be run, once and as what they say."""

AGAIN = record(PARAMETERS, b"ab", id=OTHER) * 2
"""Something to read: libfcgi answers a question about values only once more bytes have come."""
FOUR_VALUES = record(GET_VALUES, pair(b"FCGI_MAX_CONNS", b"") * 4, id=0) + AGAIN

DEADLY: dict[str, Way] = {
    # libfcgi 2.4.2 answers into 64 bytes, room for each of the three names it knows once; the fourth is written over
    # the end (ProcessManagementRecord), which Debian's stack protector notices.
    "asked for four values": lambda order: FOUR_VALUES + whole(order),
    "asked for four values among the parameters": around(middle=FOUR_VALUES),
    "asked for four values within the body": around(within=FOUR_VALUES),
    # The two lengths are added as an `int` (ReadParams); below zero, that is more memory than there is, and its
    # `Malloc` asserts that it got some.
    "a name and a value of 1 GiB": with_parameters(b"\xc0\0\0\0\xc0\0\0\0abc"),
    "a name of 2 GiB": with_parameters(b"\xff\xff\xff\xf0\x20abc"),
}
"""What libfcgi itself dies of. nginx sends none of these, and nobody else may open the socket."""
