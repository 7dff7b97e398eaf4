"""What a kept connection between nginx and a worker would do, and why nginx/fastcgi.conf says `fastcgi_keep_conn off`.

A worker that answers a POST without reading its body leaves the rest of it on the connection. Where the connection is
kept, the rest is taken for the next request if it looks like one, and the visitor who sent it chose its REMOTE_ADDR and
everything else. libfcgi reads 8 KiB at a time, so one length of padding puts the forgery just where the next read begins.
"""

import http.client
import os
import socket
import struct
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from serving import Serve
from store import DEBUG_BUILD, ROOT, Store, clean_environment, free_port, wait_until

PADDINGS = [n * 2_731 % 8_192 for n in range(8_192)]
"""All of them, but never two neighbours in a row: what the one before leaves behind can swallow the forgery."""
FORGED_ADDRESS, FORGED_TARGET = "203.0.113.66", "/forged"


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def forgery() -> bytes:
    """A whole request as nginx would send it, from an address that nobody has."""
    parameters = {"REQUEST_METHOD": "GET", "REQUEST_URI": FORGED_TARGET, "REMOTE_ADDR": FORGED_ADDRESS}
    pairs = b"".join(
        bytes([len(name), len(value)]) + name.encode() + value.encode() for name, value in parameters.items())
    return record(1, b"\0\1\1" + bytes(5)) + record(4, pairs) + record(4) + record(5)


class KeepingNginx:
    """The store's own parameters (nginx/fastcgi.conf), but with connections that are kept, in front of one socket."""

    def __init__(self, worker: Path, directory: Path) -> None:
        self.port = free_port()
        (directory / "fastcgi.conf").write_text(
            (ROOT / "nginx/fastcgi.conf").read_text().replace("fastcgi_keep_conn off;", "fastcgi_keep_conn on;"))
        assert "fastcgi_keep_conn on;" in (directory / "fastcgi.conf").read_text()
        places = "".join(f"{kind}_temp_path {directory}/{kind};" for kind in
                         ("client_body", "fastcgi", "proxy", "scgi", "uwsgi"))
        (directory / "nginx.conf").write_text(f"""
            {"user root;" if os.geteuid() == 0 else ""}
            daemon off; pid {directory}/pid; error_log {directory}/error.log; worker_processes 1;
            events {{ worker_connections 64; }}
            http {{
                access_log off; {places} client_max_body_size 0; client_body_buffer_size 2m; keepalive_requests 100000;
                upstream kept {{ server unix:{worker}; keepalive 1; }}
                server {{
                    listen 127.0.0.1:{self.port};
                    location / {{ include {directory}/fastcgi.conf; fastcgi_pass kept; }}
                }}
            }}
        """)
        self.process = subprocess.Popen(
            ["nginx", "-c", directory / "nginx.conf", "-e", directory / "error.log"], env=clean_environment())
        wait_until(self.answers, 10, "nginx listens")

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def post(self, bodies: Iterable[bytes]) -> list[int]:
        """Posts each body on one connection and returns the statuses; 0 where there was no answer."""
        statuses = []
        visitor = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        for body in bodies:
            try:
                visitor.request("POST", "/auth/login", body, {"Content-Type": "application/octet-stream"})
                answer = visitor.getresponse()
                answer.read()
                statuses.append(answer.status)
            except (OSError, http.client.HTTPException):
                visitor.close()
                statuses.append(0)
        visitor.close()
        return statuses

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.mark.timeout(180)
def test_a_worker_that_does_not_drain_runs_a_request_out_of_a_strangers_body(tmp_path: Path):
    """The negative control: without it nobody would know whether the next test can find anything."""
    with tempfile.TemporaryDirectory(prefix="nexus-") as place, socket.socket(socket.AF_UNIX) as listener:
        directory, output = Path(place), tmp_path / "requests"
        listener.bind(str(directory / "socket"))
        listener.listen(64)
        with output.open("wb") as log:
            worker = subprocess.Popen([DEBUG_BUILD / "UndrainedWorker"], stdin=listener, stdout=log,
                                      env=clean_environment())
        nginx = KeepingNginx(directory / "socket", directory)
        try:
            nginx.post(bytes(padding) + forgery() for padding in PADDINGS)
        finally:
            nginx.stop()
            worker.kill()
            worker.wait()
        forged = [line for line in output.read_text().split("\n") if line == f"{FORGED_ADDRESS} {FORGED_TARGET}"]
        print(f"{len(forged)} of {len(PADDINGS)} paddings had the forged request run")
        assert forged


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "paddings", "ahead", "status"), [
    # Read to its end, then refused for its type.
    ("read", PADDINGS, 0, 415),
    # Over the limit, so refused without being read: the answer that leaves a body behind.
    ("unread", PADDINGS[::64], 1 << 20, 413),
])
def test_our_workers_run_no_request_out_of_a_body(spare: Store, name, paddings, ahead, status):
    with tempfile.TemporaryDirectory(prefix="nexus-") as place:
        serve = Serve(spare, Path(place), NEXUS_WORKER_REQUESTS="1000000").start()
        nginx = KeepingNginx(serve.socket, Path(place))
        left, rounds = list(paddings), 0
        try:
            # Our workers close each connection, and this nginx now and then takes one again before it has noticed: 502.
            while left and (rounds := rounds + 1) < 20:
                statuses = nginx.post(bytes(ahead + padding) + forgery() for padding in left)
                assert set(statuses) <= {status, 502}
                left = [padding for padding, answered in zip(left, statuses) if answered == 502]
                print(f"round {rounds}: {len(left)} of {len(statuses)} met a connection that was just closed")
            wait_until(lambda: serve.idle() == 2, 10, "the last one is done")
            found = serve.status()["totals"]
        finally:
            nginx.stop()
            serve.stop()
        assert not left
        assert found["requests"] == found["accepted"] == len(paddings)
        assert found["crashes"] == 0


def test_the_stores_own_nginx_keeps_no_connection():
    lines = [line.strip() for line in (ROOT / "nginx/fastcgi.conf").read_text().split("\n")]
    assert "fastcgi_keep_conn off;" in lines and "fastcgi_keep_conn on;" not in lines
