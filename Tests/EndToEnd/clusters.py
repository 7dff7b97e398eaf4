"""PostgreSQL clusters that somebody else made: of other locales, other settings, other encodings."""

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from store import clean_environment, wait_until

LOCALE = "tr_TR.UTF-8"


class Cluster:
    """Runs from `start` to `stop`, on a unix socket in a directory of its own; PostgreSQL refuses to be root."""

    def __init__(self, *initdb: str) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="nexus-"))
        self.environment = clean_environment(LOCPATH=str(turkish(self.directory)))
        self.user: list[str] = []
        if getpass.getuser() == "root":
            shutil.chown(self.directory, "postgres")
            self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        self.programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self._run("initdb", "-D", f"{self.directory}/data", "-U", "postgres", "-A", "trust", "-N", *initdb)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Cluster":
        with (self.directory / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*self.user, self.programs / "postgres", "-D", f"{self.directory}/data", "-k", self.directory,
                 "-c", "listen_addresses=", "-c", "fsync=off"],
                cwd="/", env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_until(lambda: subprocess.run(["pg_isready", "-q", "-h", self.directory]).returncode == 0, 30,
                   "the cluster takes connections")
        self.sql("CREATE ROLE nexus_owner LOGIN CREATEDB", "CREATE ROLE nexus_app LOGIN")
        return self

    def stop(self) -> None:
        if self.process:
            # Fast: it does not wait for those who are still connected.
            self.process.send_signal(signal.SIGINT)
            self.process.kill() if self._hangs() else None
        shutil.rmtree(self.directory, ignore_errors=True)

    def sql(self, *statements: str, database: str = "postgres", role: str = "postgres") -> str:
        words = [word for statement in statements for word in ("-c", statement)]
        # Whatever the database is set to, the test reads it.
        environment = clean_environment(PGCLIENTENCODING="UTF8", PGOPTIONS="-c search_path=public")
        done = subprocess.run(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *words, "-d", self.url(role, database)], env=environment,
            text=True, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def url(self, role: str, database: str = "nexus") -> str:
        return f"postgresql://{role}@/{database}?host={self.directory}"

    def settings(self, database: str = "nexus") -> dict[str, str]:
        return {"DATABASE_URL": self.url("nexus_app", database), "DATABASE_OWNER_URL": self.url("nexus_owner", database)}

    def _hangs(self) -> bool:
        try:
            self.process.wait(10)
            return False
        except subprocess.TimeoutExpired:
            return True

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run([*self.user, self.programs / program, *arguments], cwd="/", env=self.environment,
                              text=True, capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr


def turkish(directory: Path) -> Path:
    """A folder with the Turkish locale for LOCPATH: Debian makes only those that somebody asked for."""
    place = directory / "locales"
    place.mkdir()
    subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", place / LOCALE], check=True, capture_output=True, timeout=60)
    os.chmod(directory, 0o755)
    return place
