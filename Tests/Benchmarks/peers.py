"""Those who are compared: how each is built, started, and asked how much memory it needs."""

import re
import subprocess
import time
from pathlib import Path
from statistics import median

from cluster import NEXUS, ROOT, WORKERS, Store, clean_environment, progress
from fastcgi import ask
from ports import listen

SOURCES = Path(__file__).resolve().parent / "peers"


class Peer:
    """A program behind a unix socket of its own."""

    name: str
    #: How many processes share the work.
    processes = WORKERS
    #: Whether the request's id is told to PostgreSQL, as Nexus does.
    label = "on"

    def __init__(self, directory: Path, store: Store) -> None:
        self.directory = directory
        self.socket = directory / f"{self.name.split()[0]}.sock"
        self.environment = clean_environment(**store.settings) | assets()
        self.running: list[subprocess.Popen[bytes]] = []
        self.build()

    def build(self) -> None:
        """Makes the program; Nexus is there already."""

    def command(self) -> list[str]:
        """One worker, which takes requests from the socket that is its standard input."""
        raise NotImplementedError

    def start(self, workers: int = WORKERS) -> None:
        with listen(self.socket) as listener:
            for _ in range(min(workers, self.processes)):
                self.running.append(self.spawn(self.command(), listener))

    def spawn(self, command: list[str], listener=subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        log = (self.directory / f"{self.name.split()[0]}.log").open("ab")
        return subprocess.Popen(
            command, stdin=listener, stdout=log, stderr=log, env=self.environment, cwd=ROOT, start_new_session=True)

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running = []

    def workers(self) -> list[int]:
        """The process ids of those that answer."""
        return [process.pid for process in self.running]

    def private_memory(self) -> float:
        """Megabytes that one process has for itself; of several processes the median."""
        return median(private_megabytes(pid) for pid in self.workers())

    def seconds_to_first_answer(self, target: str, cookie: str) -> float:
        """From the start of a worker to the end of its first page."""
        began = time.monotonic()
        self.start(workers=1)
        try:
            while True:
                try:
                    answer = ask(self.socket, target, cookie=cookie, script=self.script())
                    break
                except (ConnectionRefusedError, FileNotFoundError):
                    time.sleep(0.001)
            took = time.monotonic() - began
            assert answer.startswith(b"Status: 200") or b"<!DOCTYPE html>" in answer, answer[:500]
            return took
        finally:
            self.stop()

    def script(self) -> str | None:
        """The file that PHP runs; None elsewhere."""
        return None


class Nexus(Peer):
    name = "Nexus"

    def command(self) -> list[str]:
        return [str(NEXUS), "worker"]


class C(Peer):
    name = "C"

    def build(self) -> None:
        self.program = self.directory / "peer-c"
        include = subprocess.run(["pg_config", "--includedir"], check=True, capture_output=True, text=True).stdout
        defines = [f'-D{name}="{value}"' for name, value in assets().items()]
        compile_with(["cc", "-std=gnu11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror", f"-I{include.strip()}",
                      *defines, *map(str, sorted((SOURCES / "c").glob("*.c"))), "-o", str(self.program),
                      "-lfcgi", "-lpq", "-lcrypto"], {})

    def command(self) -> list[str]:
        return [str(self.program)]


class Go(Peer):
    name = "Go"
    processes = 1

    def build(self) -> None:
        self.program = self.directory / "peer-go"
        compile_with(["go", "build", "-o", str(self.program), "."], {
            "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(self.directory / "go-cache"),
            "GOFLAGS": ""}, SOURCES / "go")

    def command(self) -> list[str]:
        return [str(self.program)]


class PHP(Peer):
    name = "PHP-FPM"

    def start(self, workers: int = WORKERS) -> None:
        variables = ("DATABASE_URL", "NEXUS_BASE_URL", "APP_CSS", "FAVICON")
        settings = self.directory / "php-fpm.conf"
        settings.write_text("\n".join([
            "[global]", "daemonize = no", f"error_log = {self.directory}/php-fpm.log", "log_level = warning",
            "[bench]", f"listen = {self.socket}", "listen.backlog = 4096", "listen.mode = 0666",
            "pm = static", f"pm.max_children = {workers}", "catch_workers_output = no",
            *(f"env[{name}] = \"{self.environment[name]}\"" for name in variables), ""]))
        ini = self.directory / "php.ini"
        ini.write_text(
            "zend_extension=opcache\nextension=pgsql\nopcache.enable=1\n"
            "opcache.validate_timestamps=0\nopcache.file_update_protection=0\n"
            "expose_php=0\noutput_buffering=0\ndate.timezone=UTC\ndisplay_errors=0\nlog_errors=1\n"
            "variables_order=GPCS\npgsql.allow_persistent=1\nrealpath_cache_ttl=3600\n")
        self.socket.unlink(missing_ok=True)
        # -R: whoever started the benchmark also runs the other workers.
        command = [php_fpm(), "-R", "-F", "-y", str(settings), "-c", str(ini)]
        self.environment["PHP_INI_SCAN_DIR"] = ""
        self.running.append(self.spawn(command))
        for _ in range(5_000):
            if self.socket.exists():
                return
            time.sleep(0.001)
        raise SystemExit((self.directory / "php-fpm.log").read_text())

    def workers(self) -> list[int]:
        master = self.running[0].pid
        return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]

    def script(self) -> str | None:
        return str(SOURCES / "php/index.php")


class UnlabelledPHP(PHP):
    """The same processes, asked not to label: PHP cannot send the label together with the first statement."""

    name = "PHP-FPM without label"
    label = "off"

    def __init__(self, labelled: PHP) -> None:
        self.labelled = labelled
        self.socket = labelled.socket

    def start(self, workers: int = WORKERS) -> None:
        """They run already."""

    def stop(self) -> None:
        """They are stopped by whoever they belong to."""

    def workers(self) -> list[int]:
        return self.labelled.workers()


def everybody(directory: Path, store: Store) -> list[Peer]:
    """Nexus first; the others are measured against it."""
    progress("building the peers")
    php = PHP(directory, store)
    return [Nexus(directory, store), C(directory, store), php, UnlabelledPHP(php), Go(directory, store)]


def assets() -> dict[str, str]:
    """The addresses of the two files that every page names, as the template compiler makes them (FNV-1a, 64 bits)."""
    return {"APP_CSS": asset("app.css"), "FAVICON": asset("favicon.svg")}


def asset(name: str) -> str:
    digest = 0xCBF29CE484222325
    for byte in (ROOT / "static" / name).read_bytes():
        digest = (digest ^ byte) * 0x100000001B3 % 2**64
    stem, _, kind = name.rpartition(".")
    return f"/static/{stem}.{digest:016x}.{kind}"


def php_fpm() -> str:
    found = sorted(Path("/usr/sbin").glob("php-fpm[0-9]*"))
    if not found:
        raise SystemExit("php-fpm is not installed; `make bench` installs it")
    return str(found[-1])


def compile_with(command: list[str], settings: dict[str, str], directory: Path = ROOT) -> None:
    done = subprocess.run(
        command, env=clean_environment(**settings), cwd=directory, text=True, capture_output=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def private_megabytes(pid: int) -> float:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(number) for number in re.findall(r"^Private_(?:Clean|Dirty):\s+(\d+) kB", text, re.M)) / 1024
