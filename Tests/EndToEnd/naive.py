"""Peers who believe what they are told: what the suite's attacks must get through to, or they are none."""

import re
import socket
import threading
from pathlib import Path

from records import END, INPUT, OUTPUT, PARAMETERS, record, records_of


class NaiveResponder:
    """A FastCGI responder that runs whatever has come when the web server stops talking."""

    def __init__(self, path: Path) -> None:
        self.ran: list[tuple[str, bytes]] = []
        """The target and the body of each request that it ran."""
        self.said: list[dict[str, str]] = []
        """The parameters of each."""
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def stop(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self._hear(connection)

    def _hear(self, connection: socket.socket) -> None:
        received = b""
        while not received.endswith(record(INPUT)) and (chunk := connection.recv(65_536)):
            received += chunk
        # Where the last record says more than came, what came is taken for all of it.
        self._run(connection, received + bytes(65_535))

    def _run(self, connection: socket.socket, received: bytes) -> None:
        found = records_of(received)
        said = _pairs(b"".join(content for kind, _, content in found if kind == PARAMETERS))
        if "REQUEST_URI" in said:
            self.said.append(said)
            self.ran.append((said["REQUEST_URI"], b"".join(content for kind, _, content in found if kind == INPUT)))
            answer = record(OUTPUT, b"Status: 200 OK\r\n\r\n") + record(OUTPUT) + record(END, bytes(8))
            connection.sendall(answer)


def _pairs(content: bytes) -> dict[str, str]:
    """As many as there are, the last of a name; half a one at the end is as good as a whole."""
    said = {}
    while len(content) >= 2:
        lengths = []
        for _ in range(2):
            wide = content[:1] >= b"\x80"
            lengths.append(int.from_bytes(content[:4]) & (1 << 31) - 1 if wide else int.from_bytes(content[:1]))
            content = content[4 if wide else 1:]
        name, value = content[:lengths[0]], content[lengths[0]:sum(lengths)]
        said[name.decode("latin-1")] = value.decode("latin-1")
        content = content[sum(lengths):]
    return said


def targets(said: bytes, reading: str) -> list[str]:
    """What a naive HTTP server asks its application for, given all bytes of a connection.

    It takes a body to be as long as the `first` or the `last` number in what looks like a Content-Length, or, with
    `chunked`, to be chunked if that word is anywhere; or it forgets bodies (`none`). What is none is passed over."""
    found = []
    while request := re.search(rb"^[A-Z]+ (\S+) .*HTTP/[\d.]+\r?\n(.*\n)*?\r?\n", said, re.MULTILINE):
        found.append(request[1].decode("latin-1"))
        lines = re.findall(rb"content.length[^:]*:([^\n]*)", request[0], re.IGNORECASE)
        lengths = [int(number) % (1 << 64) for line in lines for number in re.findall(rb"\d+", line) or [b"0"]]
        said = said[request.end():]
        if reading == "chunked" and b"chunked" in request[0].lower():
            said = _after_chunks(said)
        elif reading != "none" and lengths:
            said = said[lengths[-1 if reading == "last" else 0]:]
    return found


def _after_chunks(said: bytes) -> bytes:
    """Without a look at what stands behind a chunk's number, or between two chunks; a trailer is the next request."""
    while said:
        line, _, said = said.partition(b"\n")
        number = re.search(rb"[0-9a-f]+", line)
        if not (size := int(number[0], 16) % (1 << 64) if number else 0):
            return said
        said = said[size:].partition(b"\n")[2]
    return said


def written_down(headers: list[tuple[str, str]], body: bytes) -> bytes:
    """A request over HTTP/2 as a naive proxy passes it on over HTTP/1.1: as it is, the last of each pseudo-header."""
    said = dict(headers)
    lines = [f"{said[':method']} {said[':path']} HTTP/1.1", f"host: {said[':authority']}",
             *(f"{name}: {value}" for name, value in headers if not name.startswith(":"))]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
