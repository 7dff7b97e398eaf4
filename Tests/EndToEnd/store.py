"""A store of its own: `nexus up` in a directory and on ports that nobody else uses."""

import json
import os
import random
import shlex
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from leaks import found_in

ROOT = Path(__file__).resolve().parents[2]
NEXUS = ROOT / ".build/release/nexus"
DEBUG_BUILD = ROOT / ".build/debug"
DEBUG_NEXUS = DEBUG_BUILD / "nexus"
"""The program with the routes for tests (Sources/Nexus/Worker/TestRoutes.swift)."""
FORGETFUL = """
CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.used_until := now(); RETURN NEW; END $$;
CREATE TRIGGER forget BEFORE INSERT OR UPDATE ON rates FOR EACH ROW EXECUTE FUNCTION forget()"""
LATELY = 1 << 18
"""Bytes of a log that are looked at for what has just been."""
START_SECONDS = 60
STOP_SECONDS = 20


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


def clean_environment(**settings: str) -> dict[str, str]:
    """Only what a fresh login has, and `settings`: nothing of the caller's may change what is tested."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ", "TMPDIR") if name in os.environ}
    # Debug builds count their coverage; nobody asks here.
    return kept | {"LLVM_PROFILE_FILE": "/dev/null"} | settings


def nexus(*arguments: str, input: str | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs one `nexus` command to its end."""
    return subprocess.run(
        [NEXUS, *arguments], cwd=ROOT, env=clean_environment(**settings), input=input, text=True,
        capture_output=True, timeout=60,
    )


class Store:
    """Starts, stops, and looks into one store."""

    def __init__(self, directory: Path, program: Path = NEXUS) -> None:
        self.directory, self.program = directory, program
        self.https_port, self.http_port = free_port(), free_port()
        self.url = f"https://localhost:{self.https_port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **settings: str) -> float:
        """Returns, once everything answers, how many seconds that took."""
        began = time.monotonic()
        self.output.parent.mkdir(parents=True, exist_ok=True)
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [self.program, "up", "--directory", self.directory, "--https-port", str(self.https_port),
                 "--http-port", str(self.http_port)],
                cwd=ROOT, env=clean_environment(**settings), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True,
            )
        ready = f"Nexus is ready at {self.url}"
        printed_before = self.output.read_text().count(ready)
        while self.output.read_text().count(ready) == printed_before:
            if self.process.poll() is not None or time.monotonic() - began > START_SECONDS:
                raise AssertionError(f"`nexus up` did not get ready:\n{self.output.read_text()}")
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stops the store as its owner would and returns the exit status of `nexus up`."""
        if self.process is None:
            return 0
        process, self.process = self.process, None
        process.send_signal(how)
        return process.wait(STOP_SECONDS)

    @property
    def output(self) -> Path:
        """What `nexus up` printed, kept outside of its own directory."""
        return self.directory.with_name(self.directory.name + ".output")

    def pid(self, name: str) -> int:
        """The process id in `run/NAME.pid`; PostgreSQL writes more lines after it."""
        return int((self.directory / f"run/{name}.pid").read_text().split()[0])

    def workers(self) -> set[int]:
        """The process ids of the workers that `nexus serve` keeps."""
        return set(children(self.pid("serve")))

    def processes(self) -> set[int]:
        """All processes this store started, `nexus up` included."""
        if self.process is None:
            return set()
        found, ahead = set(), [self.process.pid, *map(self.pid, ("postgres", "nginx", "serve"))]
        while ahead:
            pid = ahead.pop()
            if pid not in found:
                found.add(pid)
                ahead += children(pid)
        return found

    def settings(self) -> dict[str, str]:
        """What `nexus up` left for the other commands: the settings this store runs with."""
        lines = shlex.split((self.directory / "settings.env").read_text())
        return dict(line.split("=", 1) for line in lines)

    def nginx_configuration(self) -> Path:
        """The configuration that the running nginx was started with."""
        return self.directory / "nginx/nginx.conf"

    def logs(self) -> dict[str, str]:
        """All that was logged or printed so far, by file."""
        files = [self.output, *sorted(path for path in (self.directory / "log").rglob("*") if path.is_file())]
        return {path.name: path.read_text(errors="replace") for path in files if path.exists()}

    def logged(self, request_id: str) -> dict:
        """The line of the access log about a request of just now; empty as long as there is none."""
        with (self.directory / "log/access.log").open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - LATELY))
            lines = [line for line in log if request_id.encode() in line]
        return json.loads(lines[0]) if lines and lines[0].endswith(b"\n") else {}

    def leaks(self, secrets: set[str]) -> list[tuple[str, str]]:
        """Which log has which of the secrets in it, the links of all orders among them."""
        known = set(secrets)
        if self.process and (self.directory / "settings.env").exists() and self.database_answers():
            known |= {row[0] for row in self.sql("SELECT id FROM orders")}
        return [(name, secret) for name, text in self.logs().items() for secret in sorted(found_in(text, known))]

    def sql(self, statement: str, role: str = "nexus_owner") -> list[list[str]]:
        """Runs `statement` as the owner of the schema, past the application, and returns its rows."""
        url = self.settings()["DATABASE_OWNER_URL"].replace("//nexus_owner@", f"//{role}@")
        done = subprocess.run(
            ["psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", statement, "-d", url],
            env=clean_environment(), text=True, capture_output=True, timeout=30,
        )
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.split("\n") if line]

    def take_any_number(self) -> None:
        """From now on nothing counts against what anybody may have the store keep within an hour, until the store's end."""
        self.sql(FORGETFUL)

    def database_answers(self) -> bool:
        """Whether PostgreSQL takes connections, asked past the application."""
        asked = ["pg_isready", "-q", "-d", self.settings()["DATABASE_OWNER_URL"]]
        return subprocess.run(asked, env=clean_environment(), timeout=30).returncode == 0

    def answers(self) -> bool:
        """Whether somebody listens on the https port."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.https_port)) == 0

    def remove(self) -> None:
        """Stops the store if it runs and removes all that it kept, also where it is kept elsewhere."""
        self.stop()
        postgres = self.directory / "postgres"
        if postgres.is_symlink():
            shutil.rmtree(postgres.resolve(), ignore_errors=True)
        shutil.rmtree(self.directory.parent, ignore_errors=True)

    def snapshot(self) -> dict[str, str]:
        """A digest of every row of every table; of the sessions only their number, for looking is seeing them, and
        nothing of `rates`, which count what was tried."""
        tables = [row[0] for row in self.sql(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'rates'")]
        assert {"users", "products", "orders", "order_events", "sessions"} <= set(tables)
        rows = "md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
        digests = {table: "count(*)::text" if table == "sessions" else rows for table in tables}
        return dict(self.sql(" UNION ALL ".join(
            f"SELECT '{table}', {digest} FROM {table} t" for table, digest in digests.items())))


def children(pid: int) -> list[int]:
    """The children of a process; of a process that is gone, none."""
    try:
        lists = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children")]
        return [int(child) for line in lists for child in line.split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition, seconds: float, what: str) -> float:
    """Waits for `condition()` to be true and returns how long that took; fails with `what` after `seconds`."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not within {seconds} s: {what}"
        time.sleep(0.05)
    return time.monotonic() - began
