"""One stretch of load from wrk."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cluster import Store

CONNECTIONS = 16


@dataclass(frozen=True)
class Round:
    """What came of it; times in milliseconds."""

    rate: float
    p50: float
    p95: float
    p99: float
    #: Microseconds that a request cost the peer's own processes, in the kernel's part too.
    cpu: float


def run(port: int, page: str, store: Store, seconds: float, workers: list[int]) -> Round:
    """Ends the run if a single answer was not the one wanted. `workers` are the processes that answer."""
    spent = sum(cpu_seconds(pid) for pid in workers)
    path = store.pages().get(page, "")
    bought = " ".join(f"{product}:{price}" for product, price in store.bought) if page == "checkout" else ""
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", Path(__file__).with_name("load.lua"),
         f"http://127.0.0.1:{port}{path}", "--", store.cookie(page), bought],
        text=True, capture_output=True, check=True,
    )
    spent = sum(cpu_seconds(pid) for pid in workers) - spent
    figures = json.loads(done.stdout.rpartition("FIGURES ")[2])
    if figures["failed"]:
        raise SystemExit(f"{page}: {figures['failed']} requests failed\n{done.stdout}")
    return Round(
        figures["requests"] / figures["microseconds"] * 1e6, figures["p50"] / 1e3, figures["p95"] / 1e3,
        figures["p99"] / 1e3, spent / figures["requests"] * 1e6)


def cpu_seconds(pid: int) -> float:
    """What a process with all its threads has spent so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
