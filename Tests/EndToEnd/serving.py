"""`nexus serve` without nginx: on a socket of its own, from a copy of the program that a test may replace."""

import json
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from records import INPUT, PARAMETERS, Peer, begin, pairs, parameters, record, stream
from store import NEXUS, ROOT, Store, children, clean_environment, nexus, wait_until


class Serve:
    """One `nexus serve` on the database of `store`."""

    def __init__(self, store: Store, directory: Path, **settings: str) -> None:
        self.program, self.socket, self.log = directory / "nexus", directory / "w.sock", directory / "log"
        self.put_program(NEXUS)
        self.settings = store.settings() | {
            "NEXUS_RUN_DIRECTORY": str(directory / "run"), "NEXUS_SOCKET": str(self.socket), "NEXUS_WORKERS": "2",
        } | settings
        self.process: subprocess.Popen[bytes] | None = None

    def put_program(self, program: Path) -> None:
        """Puts another file in the place of the program, at once, as an upgrade does."""
        draft = self.program.with_suffix(".new")
        shutil.copy(program, draft)
        draft.chmod(0o755)
        draft.rename(self.program)

    def start(self, listener: socket.socket | None = None) -> "Serve":
        """With `listener`, that becomes descriptor 3, as systemd does it."""
        environment = clean_environment(**self.settings)
        line, kept = [self.program, "serve"], ()
        if listener:
            kept = (listener.fileno(),)
            script = f'exec 3<&{kept[0]} {kept[0]}<&-; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" serve'
            line = ["/bin/bash", "-c", script, self.program]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                line, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=kept,
                start_new_session=True)
        wait_until(lambda: self.idle() == int(self.settings["NEXUS_WORKERS"]), 20, "all workers are idle")
        return self

    def stop(self) -> int:
        if self.process is None:
            return 0
        process, self.process = self.process, None
        process.send_signal(signal.SIGTERM)
        return process.wait(20)

    def reload(self) -> None:
        self.process.send_signal(signal.SIGHUP)

    def workers(self) -> list[int]:
        return children(self.process.pid)

    def status(self) -> dict | None:
        """What `nexus status --json` says; None when it fails."""
        done = nexus("status", "--json", **self.settings)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def idle(self) -> int:
        assert self.process.poll() is None, self.log.read_text()
        return (self.status() or {"idle": 0})["idle"]

    def lines(self, message: str) -> list[dict]:
        """The lines of the log that begin with `message`."""
        found = [json.loads(line) for line in self.log.read_text().split("\n") if line.startswith("{")]
        return [line for line in found if line["message"].startswith(message)]

    def ask(self, target: str, address: str = "127.0.0.1", request_id: str = "") -> tuple[int, str]:
        """Asks a worker as nginx would. Status 0 when there is no whole answer."""
        try:
            question = Question(self.socket, target, address, request_id)
            question.end()
            answer = question.answer()
            return answer.status, answer.body if answer.status else ""
        except OSError:
            return 0, ""


class Question(Peer):
    """A request of which all but the end is sent at first."""

    def __init__(self, path: Path, target: str, address: str = "127.0.0.1", request_id: str = "") -> None:
        super().__init__(path)
        more = {"REMOTE_ADDR": address} | ({"REQUEST_ID": request_id} if request_id else {})
        self.connection.sendall(begin() + stream(PARAMETERS, pairs(parameters(target, **more))))

    def end(self) -> None:
        self.connection.sendall(record(INPUT))
