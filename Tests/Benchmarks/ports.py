"""Ports and listening sockets on this machine only, and addresses that requests seem to come from."""

import random
import socket
from pathlib import Path


def free_port() -> int:
    """A port nobody listens on, from below the range that outgoing connections use."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def any_address() -> str:
    """Another visitor's address each time: the store takes so much an hour from one."""
    return ".".join(["10", *(str(random.randrange(256)) for _ in range(3))])


def listen(path: Path) -> socket.socket:
    """A listening unix socket, as spawn-fcgi and `nexus serve` make it."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o666)
    listener.listen(4096)
    return listener
