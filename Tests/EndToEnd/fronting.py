"""A second nginx in front of a store's workers, from a copy of the store's configuration that a test may spoil."""

import shutil
import signal
import subprocess
from pathlib import Path

from store import ROOT, Store, clean_environment, free_port, wait_until

Change = tuple[str, str, str]
"""A file of `nginx/`, what stands there, and what is to stand there."""


class Front:
    """Has the ports and the address of its own that a `Store` has; `with` starts and stops it."""

    def __init__(self, store: Store, directory: Path, changes: list[Change] = []) -> None:
        self.directory = directory
        self.https_port, self.http_port = free_port(), free_port()
        self.url = f"https://localhost:{self.https_port}"
        own = {
            f"{store.directory}/run/worker.sock": "WORKERS", f"{store.directory}/run/": f"{directory}/",
            f"{store.directory}/log/": f"{directory}/", f"{store.directory}/nginx/": f"{directory}/",
            f"{ROOT}/nginx/": f"{directory}/", "WORKERS": f"{store.directory}/run/worker.sock",
            f":{store.https_port}": f":{self.https_port}", f":{store.http_port}": f":{self.http_port}",
        }
        shutil.copytree(ROOT / "nginx", directory, dirs_exist_ok=True)
        shutil.copytree(store.directory / "nginx", directory, dirs_exist_ok=True)
        for file in directory.glob("*.conf"):
            text = file.read_text()
            for theirs, ours in own.items():
                text = text.replace(theirs, ours)
            for _, old, new in (change for change in changes if change[0] == file.name):
                assert old in text, f"{file.name} does not say {old}"
                text = text.replace(old, new)
            file.write_text(text)

    def __enter__(self) -> "Front":
        with (self.directory / "output").open("wb") as output:
            self.process = subprocess.Popen(
                ["nginx", "-e", self.directory / "error.log", "-c", self.directory / "nginx.conf"],
                env=clean_environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            pid = self.directory / "nginx.pid"
            wait_until(lambda: pid.exists() or self.process.poll() is not None, 20, "nginx is up")
            assert self.process.poll() is None, (self.directory / "output").read_text()
        except AssertionError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
