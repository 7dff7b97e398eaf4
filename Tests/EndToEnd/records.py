"""The FastCGI protocol as a web server writes it; and every part of it can also be said wrongly.

https://fastcgi-archives.github.io/FastCGI_Specification.html, 3 and 5.
"""

import os
import socket
import struct
from dataclasses import dataclass, field
from pathlib import Path

BEGIN, ABORT, END, PARAMETERS, INPUT, OUTPUT, ERRORS, DATA, GET_VALUES, VALUES, UNKNOWN = range(1, 12)
RESPONDER, AUTHORIZER, FILTER = 1, 2, 3
HEADER = struct.Struct(">BBHHBB")


def record(kind: int, content: bytes = b"", id: int = 1, version: int = 1, padding: int = 0, *,
           said: int | None = None, padding_said: int | None = None) -> bytes:
    """One record; `said` and `padding_said` are lengths for the header that are not those of what follows."""
    length = len(content) if said is None else said
    padded = padding if padding_said is None else padding_said
    return HEADER.pack(version, kind, id, length, padded, 0) + content + bytes(padding)


def begin(role: int = RESPONDER, keep: bool = False, **wrong: int) -> bytes:
    return record(BEGIN, struct.pack(">HB5x", role, keep), **wrong)


def pair(name: bytes, value: bytes, wide: bool = False) -> bytes:
    """A parameter; `wide` says short lengths too in four bytes, which is allowed."""
    return b"".join(
        struct.pack("B", len(part)) if len(part) < 128 and not wide else struct.pack(">I", len(part) | 1 << 31)
        for part in (name, value)) + name + value


def pairs(parameters: dict[str, str]) -> bytes:
    return b"".join(pair(name.encode(), value.encode()) for name, value in parameters.items())


def stream(kind: int, content: bytes, size: int = 32_768, **wrong: int) -> bytes:
    """Records of at most `size` bytes each, and the empty one that ends the stream."""
    pieces = [content[start:start + size] for start in range(0, len(content), size)]
    return b"".join(record(kind, piece, **wrong) for piece in [*pieces, b""])


def parameters(target: str, method: str = "GET", **more: str) -> dict[str, str]:
    """What nginx says of a request; an empty value in `more` leaves one out."""
    usual = {"REQUEST_METHOD": method, "REQUEST_URI": target, "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost",
             "REQUEST_ID": os.urandom(16).hex()}
    return {name: value for name, value in (usual | more).items() if value}


def request(said: dict[str, str], body: bytes = b"", **wrong: int) -> bytes:
    """A whole request; `wrong` goes for each of its records."""
    return begin(**wrong) + stream(PARAMETERS, pairs(said), **wrong) + stream(INPUT, body, **wrong)


@dataclass
class Answer:
    """What came back on one connection."""

    output: bytes = b""
    kinds: list[int] = field(default_factory=list)
    """The record types in their order, runs of output as one."""
    ends: list[int] = field(default_factory=list)
    """The protocol status of each end of a request: 0 for one that was answered, 1 for one the library refused."""

    @property
    def status(self) -> int:
        """0 when there is no whole answer."""
        return int(self.output.split(maxsplit=2)[1]) if 0 in self.ends and self.output else 0

    @property
    def body(self) -> str:
        return self.output.partition(b"\r\n\r\n")[2].decode(errors="replace")

    def header(self, name: str) -> str:
        lines = self.output.partition(b"\r\n\r\n")[0].decode(errors="replace").split("\r\n")
        return next((line.partition(": ")[2] for line in lines if line.startswith(f"{name}: ")), "")


def records_of(received: bytes) -> list[tuple[int, int, bytes]]:
    """Type, request id and content of each whole record; of a stream that breaks off, those before."""
    found = []
    while len(received) >= 8:
        _, kind, id, length, padding, _ = HEADER.unpack(received[:8])
        if len(received) < 8 + length:
            break
        found.append((kind, id, received[8:8 + length]))
        received = received[8 + length + padding:]
    return found


def answer_of(received: bytes) -> Answer:
    answer = Answer()
    for kind, _, content in records_of(received):
        if kind == OUTPUT:
            answer.output += content
        if kind == END and len(content) == 8:
            answer.ends.append(content[4])
        if answer.kinds[-1:] != [kind] or kind != OUTPUT:
            answer.kinds.append(kind)
    return answer


class Peer:
    """One connection to the workers, as a web server holds it."""

    def __init__(self, path: Path, seconds: float = 20) -> None:
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.settimeout(seconds)
        self.connection.connect(str(path))

    def send(self, *pieces: bytes) -> "Peer":
        """Sends each piece by itself; a worker that has closed is no error, as it is none for nginx."""
        try:
            for piece in pieces:
                self.connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return self

    def finish(self) -> "Peer":
        """Says that nothing more comes."""
        try:
            self.connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        return self

    def received(self) -> bytes:
        """All that comes back until the worker closes."""
        received = b""
        with self.connection:
            try:
                while chunk := self.connection.recv(65_536):
                    received += chunk
            except ConnectionResetError:
                pass
        return received

    def answer(self) -> Answer:
        return answer_of(self.received())
