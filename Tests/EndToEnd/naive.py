"""Peers who believe what they are told: what the suite's attacks must get through to, or they are none."""

import socket
import threading
from pathlib import Path

from records import END, INPUT, OUTPUT, PARAMETERS, record, records_of


class NaiveResponder:
    """A FastCGI responder that runs whatever has come when the web server stops talking."""

    def __init__(self, path: Path) -> None:
        self.ran: list[tuple[str, bytes]] = []
        """The target and the body of each request that it ran."""
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
                received = b""
                while chunk := connection.recv(65_536):
                    received += chunk
                # Where the last record says more than came, what came is taken for all of it.
                found = records_of(received + bytes(65_535))
                said = _pairs(b"".join(content for kind, _, content in found if kind == PARAMETERS))
                if "REQUEST_URI" in said:
                    self.ran.append((said["REQUEST_URI"], b"".join(c for kind, _, c in found if kind == INPUT)))
                    connection.sendall(record(OUTPUT, b"Status: 200 OK\r\n\r\n") + record(END, bytes(8)))


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
