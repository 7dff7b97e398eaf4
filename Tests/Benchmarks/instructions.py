"""The third table: instructions per request, which no noise touches."""

import re
import socket
import subprocess
import time
from pathlib import Path

from cluster import NEXUS, ROOT, Store, progress
from fastcgi import ask
from peers import C, Nexus, Peer
from ports import listen
from sameness import checkout_form
from tables import heading, row

FEW, MANY = 20, 120


def measure(directory: Path, everybody: list[Peer], store: Store) -> None:
    counts = {}
    compared = [peer for peer in everybody if isinstance(peer, (Nexus, C))]
    # The valgrind of Debian 12 gives up at the debug information of newer compilers; the names of functions stay.
    nexus = directory / "nexus"
    subprocess.run(["strip", "--strip-debug", "-o", nexus, NEXUS], check=True)
    for page in [*store.pages(), "checkout"]:
        for peer in compared:
            command = [str(nexus), "worker"] if isinstance(peer, Nexus) else peer.command()
            progress(f"counting instructions: {page}, {peer.name}")
            # What the start costs is in both and drops out.
            few, many = (
                count(directory, peer, command, store, page, requests) for requests in (FEW, MANY))
            counts[page, peer.name] = (many - few) / (MANY - FEW)
    print("Instructions per request in the worker's own process (`valgrind --tool=callgrind`).\n")
    heading("page", *(peer.name for peer in compared), "Nexus to C")
    for page in [*store.pages(), "checkout"]:
        nexus, c = (counts[page, peer.name] for peer in compared)
        row(page, f"{nexus:,.0f}", f"{c:,.0f}", f"{nexus / c:.2f}")
    print()


def end(worker: subprocess.Popen[bytes], path: Path) -> None:
    """Tells a worker to end; libfcgi's loop misses it when it comes just before `accept`, until somebody connects."""
    worker.terminate()
    for _ in range(12):
        try:
            worker.wait(5)
            return
        except subprocess.TimeoutExpired:
            with socket.socket(socket.AF_UNIX) as nobody:
                nobody.settimeout(5)
                nobody.connect(str(path))
    worker.kill()
    worker.wait()


def count(directory: Path, peer: Peer, command: list[str], store: Store, page: str, requests: int) -> int:
    """All instructions of one worker that answers `requests` requests and is then told to end."""
    output = directory / "callgrind.out"
    output.unlink(missing_ok=True)
    path = directory / "counted.sock"
    peer.environment["NEXUS_HOME"] = str(ROOT)
    with listen(path) as listener:
        worker = peer.spawn(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}", *command], listener)
        try:
            for _ in range(requests):
                if page == "checkout":
                    ask(path, f"/checkout/{store.bought[0][0]}", store.cookie(page), checkout_form(store))
                else:
                    ask(path, store.pages()[page], store.cookie(page))
        finally:
            end(worker, path)
    for _ in range(50):
        totals = re.search(r"^(?:summary|totals): (\d+)", output.read_text(), re.M) if output.exists() else None
        if totals:
            return int(totals[1])
        time.sleep(0.1)
    raise SystemExit("callgrind wrote no figures")
