"""Measures Nexus against hand-written C, PHP-FPM and Go, and prints tables in Markdown for the README.

Usage: bench.py [speed] [growth] [instructions]; all three when none is named. README.md here says what is compared.
BENCH_SCALE=small measures for a shorter time and grows the data less.
"""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import growth
import instructions
import peers
import speed
from cluster import Cluster
from sameness import check_answers, check_statements
from web import Web

PARTS = ("speed", "growth", "instructions")


def main(parts: list[str]) -> int:
    if not set(parts) <= set(PARTS):
        print(__doc__, file=sys.stderr)
        return os.EX_USAGE
    parts = parts or list(PARTS)
    # Whoever stops this must not leave a cluster behind: everything below ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    is_small = os.environ.get("BENCH_SCALE") == "small"
    directory = Path(tempfile.mkdtemp(prefix="nexus-bench-"))
    # PostgreSQL started by root runs as another user, which has to get through.
    directory.chmod(0o711)
    try:
        with Cluster(directory) as cluster:
            store = cluster.store(sellers=500, products=10_000, orders=100_000)
            everybody = peers.everybody(directory, store)
            if "speed" in parts:
                with Web(directory, everybody) as web:
                    check_answers(web, store)
                    check_statements(web, store, cluster)
                    speed.measure(web, store, everybody, is_small)
            if "instructions" in parts:
                instructions.measure(directory, everybody, store)
            if "growth" in parts:
                growth.measure(directory, cluster, is_small)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
