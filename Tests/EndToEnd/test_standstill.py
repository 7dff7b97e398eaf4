"""Parts that stand still, take no writes, or run out of disk: what of it a visitor feels, and what the owner is told."""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from client import Client, secrets
from front import UNLIMITED, Front
from pages import FULL
from store import Store, alive, clean_environment, nexus, wait_until
from test_outage import frozen, settled

LOG_BYTES = 16 << 20
STALLS = 5 if FULL else 3
SCRIPT = """
wrk.headers["Cookie"] = "%s"

function done(summary)
    local errors = summary.errors
    print("REQUESTS", summary.requests, "FAILED",
        errors.connect + errors.read + errors.write + errors.status + errors.timeout)
end
"""


@contextmanager
def asked_for(store: Store, port: int, path: str, seconds: int, directory: Path) -> Iterator[list[int]]:
    """Eight people who ask a seller's page again and again; afterwards how many answers there were, and how many failed."""
    script = directory / "people.lua"
    script.write_text(SCRIPT % f"__Host-nexus={Client(store).log_in().http.cookies['__Host-nexus']}")
    url = f"https://127.0.0.1:{port}{path}"
    people = subprocess.Popen(
        ["wrk", "-t1", "-c8", f"-d{seconds}s", "--timeout", "10s", "-s", script, url,
         "-H", f"Host: localhost:{port}"],
        text=True, stdout=subprocess.PIPE, env=clean_environment())
    counts: list[int] = []
    try:
        yield counts
        said, _ = people.communicate(timeout=seconds + 30)
        counts += map(int, re.search(r"REQUESTS\t(\d+)\tFAILED\t(\d+)", said).groups())
    finally:
        people.kill()
        people.wait()


# Attack 20
@pytest.mark.timeout(120)
def test_a_query_that_stands_still_costs_its_own_request_and_at_most_two_more(spare: Store, tmp_path: Path):
    busy = "SELECT pid FROM pg_stat_activity WHERE usename = 'nexus_app' ORDER BY query_start DESC LIMIT 1"
    # Eight people of one address, faster than any: past nginx's limits.
    with (Front(spare, UNLIMITED) as front,
          asked_for(spare, front.https_port, "/dashboard/orders", 4 * STALLS + 2, tmp_path) as counts):
        for _ in range(STALLS):
            time.sleep(1.5)
            [[backend]] = spare.sql(busy, role="postgres")
            with frozen(int(backend)):
                time.sleep(2)
    asked, failed = counts
    print(f"{STALLS} stalls, {asked} requests, {failed} failures")
    assert asked > 1000
    assert failed <= 3 * STALLS


# Attack 18
@pytest.mark.timeout(120)
def test_a_serve_that_stands_still_while_its_workers_are_dead_is_soon_replaced(spare: Store):
    client, serve, workers = Client(spare), settled(spare, "serve"), spare.workers()
    os.kill(serve, signal.SIGSTOP)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    waited = wait_until(lambda: not alive(serve), 8, "it is ended")
    wait_until(lambda: spare.pid("serve") != serve and spare.workers(), 5, "there is another")
    assert client.get("/").status_code == 200
    print(f"ended after {waited:.1f} s")
    assert "has stood still" in spare.output.read_text()


@contextmanager
def read_only(store: Store) -> Iterator[None]:
    """The application's role may only read, as on a standby or after an administrator's command."""
    setting = "ALTER ROLE nexus_app IN DATABASE nexus"
    ended = "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename = 'nexus_app'"
    store.sql(f"{setting} SET default_transaction_read_only = on", role="postgres")
    store.sql(ended, role="postgres")
    try:
        yield
    finally:
        store.sql(f"{setting} RESET default_transaction_read_only", role="postgres")
        store.sql(ended, role="postgres")


# Attack 15
def test_a_database_that_takes_no_writes_is_a_503_and_not_ready(spare: Store):
    client = Client(spare)
    with read_only(spare):
        assert client.get("/").status_code == 200, "reading goes on"
        for path, fields in [("/auth/login", {"email": "test@test.com", "password": "password123"}),
                             ("/checkout/1", {"email": "iris@example.com", "name": "Iris"})]:
            answer = client.submit(path, fields)
            assert answer.status_code == 503, path
            assert "retry-after" in answer.headers
        ready = client.get("/readyz")
        assert (ready.status_code, ready.text) == (503, "not ready\ndatabase: it takes no writes, it is read-only\n")
    wait_until(lambda: client.get("/readyz").status_code == 200, 5, "it is ready again")
    assert client.submit("/checkout/1", {"email": "iris@example.com", "name": "Iris"}).status_code == 303


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 400 MiB, where PostgreSQL's user gets in."""
    place = Path(tempfile.mkdtemp(prefix="nexus-disk-"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m", "none", place], capture_output=True, text=True)
    if mounted.returncode != 0:
        place.rmdir()
        pytest.skip(f"this machine lets nobody mount a file system: {mounted.stderr.strip()}")
    place.chmod(0o755)
    yield place
    subprocess.run(["umount", "-l", place], check=True)
    place.rmdir()


def fill(place: Path, leave: int) -> Path:
    """Fills the file system up to so many bytes."""
    status = os.statvfs(place)
    ballast = place / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, status.f_bavail * status.f_frsize - leave)
    return ballast


def bought(store: Store, email: str) -> int:
    """The status of buying, or of the page to buy on where that is not to be had."""
    client = Client(store)
    page = client.get("/checkout/1").status_code
    return page if page != 200 else client.submit("/checkout/1", {"email": email, "name": "Iris" * 20}).status_code


# Attack 14
@pytest.mark.timeout(180)
def test_a_full_disk_is_foreseen_said_and_survived(small_disk: Path, new_store):
    store = new_store(directory=small_disk / ".nexus")
    try:
        store.start()
        client = Client(store)
        ballast = fill(small_disk, leave=100 << 20)
        ready = client.get("/readyz")
        assert ready.status_code == 200 and ready.text.startswith("ready\nsoon: only ")
        doctor = nexus("doctor", **store.settings())
        assert doctor.returncode == 1 and f"are free at {small_disk}" in doctor.stdout
        ballast.unlink()

        ballast = fill(small_disk, leave=0)
        ready = client.get("/readyz")
        assert ready.status_code == 503 and "disk: 0 MiB are free" in ready.text
        assert {bought(store, f"iris{number}@example.com") for number in range(100)} <= {303, 503}, "no mistake of ours"
        assert store.stop() == 0

        with pytest.raises(AssertionError, match=f"the disk at {small_disk}"):
            store.start()
        ballast.unlink()
        store.start()
        assert Client(store).get("/readyz").text == "ready\n"
        assert store.leaks(secrets) == [], "nobody can look any more when the disk is gone"
    finally:
        store.stop()


# Attack 18
@pytest.mark.timeout(120)
def test_no_log_of_up_grows_without_end(spare: Store):
    logs = {name: spare.directory / f"log/{name}.log" for name in ("worker", "postgres", "access", "error")}
    line = b"x" * 199 + b"\n"
    for path in logs.values():
        with path.open("ab") as log:
            log.write(line * (LOG_BYTES // len(line) + 1000))
    for name, path in logs.items():
        old = path.with_suffix(".log.1")
        wait_until(lambda: old.exists() and path.exists() and path.stat().st_size < LOG_BYTES, 5, f"{name} is cut")
        # nginx's are set aside as they are.
        assert old.stat().st_size < 2 * LOG_BYTES
    answer = Client(spare).get("/nowhere")
    wait_until(lambda: answer.headers["x-request-id"] in logs["access"].read_text(), 5, "nginx writes to the new one")
    for path in logs.values():
        path.with_suffix(".log.1").unlink()


# Case 34
def test_a_command_that_writes_says_where_and_can_be_told_where(spare: Store, someone):
    own = ["--directory", str(spare.directory)]
    for command in (["migrate", "up"], ["seed"]):
        done = nexus(*command, *own, DATABASE_URL="postgresql://nobody@localhost/elsewhere")
        assert done.returncode == 0, done.stderr
        assert re.search(r"^database: .*dbname=nexus.*", done.stderr, re.M), done.stderr
    done = nexus("user", "create-admin", someone, *own, input="a long enough pass phrase\n")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("database: ") and "nexus_owner" in done.stderr
    assert spare.sql(f"SELECT role FROM users WHERE email = '{someone}'") == [["admin"]]
    nowhere = nexus("user", "promote", someone, "--directory", "/nowhere")
    assert nowhere.returncode == 78 and "/nowhere/settings.env" in nowhere.stderr


# Attack 18
def test_the_private_cluster_notices_what_the_disk_got_wrong(spare: Store):
    assert spare.sql("SHOW data_checksums") == [["on"]]
