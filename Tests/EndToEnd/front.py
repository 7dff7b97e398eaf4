"""An nginx of its own with a store's configuration, of which a line may be made wrong to see what that line is for."""

import re
import socket
import subprocess
import tempfile
from pathlib import Path

from client import secrets
from leaks import found_in
from store import Store, free_port, wait_until

UNLIMITED = ("limit_req_status     429;", "limit_req_dry_run on; limit_conn_dry_run on;")
"""A change that leaves nobody out for asking too much."""
INCLUDE = re.compile(r'include +"([^"]+)";')


class Front:
    """Stands before the workers of `store`, or before another `socket`, for the time of a `with`."""

    def __init__(self, store: Store, *changes: tuple[str | re.Pattern[str], str], socket: Path | None = None,
                 address: str = "127.0.0.1") -> None:
        self.store, self.changes, self.address = store, changes, address
        self.socket = socket or Path(store.settings()["NEXUS_SOCKET"])
        self.https_port, self.http_port = free_port(), free_port()
        self.url = f"https://localhost:{self.https_port}"

    def __enter__(self) -> "Front":
        self.place = tempfile.TemporaryDirectory(prefix="nexus-front-")
        self.directory = Path(self.place.name)
        for name in ("run", "log"):
            (self.directory / name).mkdir()
        # nginx's workers belong to the same user as the store's, who must get in here too.
        self.directory.chmod(0o755)
        configuration = self.directory / "nginx.conf"
        configuration.write_text(self._text())
        self.process = subprocess.Popen(
            ["nginx", "-p", self.directory, "-e", self.directory / "log/error.log", "-c", configuration],
            stderr=subprocess.PIPE)
        wait_until(self._answers, 10, "nginx listens")
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.process.stderr.close()
        logs = [log.read_text(errors="replace") for log in self.directory.glob("log/*")]
        self.place.cleanup()
        assert set().union(*(found_in(log, secrets) for log in logs)) == set()

    def log(self) -> bytes:
        """What is in the access log."""
        return (self.directory / "log/access.log").read_bytes()

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.process.stderr.read().decode()
        with socket.socket() as probe:
            return probe.connect_ex((self.address, self.https_port)) == 0

    def _text(self) -> str:
        """All of it in one piece, with places of its own, and changed; each change must find what it changes."""
        text = self.store.nginx_configuration().read_text()
        while found := INCLUDE.search(text):
            text = text[:found.start()] + Path(found[1]).read_text() + text[found.end():]
        for name in ("run", "log"):
            text = text.replace(f'"{self.store.directory}/{name}/', f'"{self.directory}/{name}/')
        text = re.sub(r'listen "unix:[^"]+";', f'listen "unix:{self.directory}/run/probe.sock";', text)
        text = re.sub(r'server "unix:[^"]+";', f'server "unix:{self.socket}";', text)
        text = re.sub(r"listen \[::1\]:.*", "", text)
        text = text.replace(f"listen 127.0.0.1:{self.store.https_port}", f"listen {self.address}:{self.https_port}")
        text = text.replace(f"listen 127.0.0.1:{self.store.http_port}", f"listen {self.address}:{self.http_port}")
        for old, new in self.changes:
            pattern = old if isinstance(old, re.Pattern) else re.compile(re.escape(old))
            text, count = pattern.subn(lambda _: new, text)
            assert count, f"the configuration has no {old!r} to be changed"
        return text


def outside_address() -> str | None:
    """An address of this machine that others reach it at; None when it has none but loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))  # RFC 5737: nobody's; nothing is sent
        except OSError:
            return None
        return probe.getsockname()[0]
