"""A PostgreSQL cluster made by `nexus up`, and stores of several sizes in it."""

import hashlib
import os
import secrets
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ports import free_port

ROOT = Path(__file__).resolve().parents[2]
NEXUS = ROOT / ".build/release/nexus"
WORKERS = int(os.environ.get("BENCH_WORKERS", "4"))


def progress(text: str) -> None:
    """What is going on, for whoever waits; the tables go to standard output."""
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Store:
    """One database with data in it, and what is asked of it: a page and the lists of the seller that sold most, and
    checkouts of products of other sellers, so that the lists stay as they are."""

    settings: dict[str, str]
    slug: str
    #: The token of the seller's session.
    token: str
    #: Number and price of a product from each of many sellers: one alone would make all checkouts wait for its row.
    bought: list[tuple[int, int]]

    def pages(self) -> dict[str, str]:
        """The pages that are read, each with its address."""
        return {
            "product page": f"/products/{self.slug}", "dashboard": "/dashboard", "orders list": "/dashboard/orders",
            "login page": "/auth/login",
        }

    def cookie(self, page: str) -> str:
        """The seller's session and browser; who is about to log in has only the browser's, each buyer a browser of their own."""
        browser = f"__Host-nexus-form={secrets.token_hex(32) if page == 'checkout' else self.token}"
        return browser if page in ("login page", "checkout") else f"__Host-nexus={self.token}; {browser}"


class Cluster:
    """Runs from `with` to its end."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory / "up"
        self.process: subprocess.Popen[bytes] | None = None
        self.stores: dict[int, Store] = {}

    def __enter__(self) -> "Cluster":
        output = self.directory.with_suffix(".output")
        with output.open("wb") as file:
            self.process = subprocess.Popen(
                [NEXUS, "up", "--directory", self.directory, "--no-seed", "--workers", "1",
                 "--https-port", str(free_port()), "--http-port", str(free_port())],
                cwd=ROOT, env=clean_environment(), stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                start_new_session=True,
            )
        began = time.monotonic()
        while "Nexus is ready" not in output.read_text():
            if self.process.poll() is not None or time.monotonic() - began > 60:
                raise SystemExit(f"`nexus up` did not get ready:\n{output.read_text()}")
            time.sleep(0.1)
        lines = shlex.split((self.directory / "settings.env").read_text())
        self.settings = dict(line.split("=", 1) for line in lines)
        return self

    def __exit__(self, *_) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def sql(self, statement: str, database: str = "nexus") -> list[list[str]]:
        """Runs `statement` with all rights and returns its rows."""
        url = self.url("DATABASE_OWNER_URL", database).replace("//nexus_owner@", "//postgres@")
        done = subprocess.run(
            ["psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", statement, "-d", url], text=True,
            capture_output=True,
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def url(self, name: str, database: str) -> str:
        return self.settings[name].replace("/nexus?", f"/{database}?")

    def store(self, sellers: int, products: int, orders: int) -> Store:
        """The database with this much bulk data, made when it is first asked for, and a seller who is logged in."""
        if orders not in self.stores:
            self.stores[orders] = self.make(sellers, products, orders)
        return self.stores[orders]

    def make(self, sellers: int, products: int, orders: int) -> Store:
        database = f"bench_{orders}"
        progress(f"seeding {orders:,} orders of {products:,} products")
        self.sql(f"CREATE DATABASE {database} OWNER nexus_owner")
        # Parameters beside the statements that the driver compares; `nexus up` keeps them out of its log.
        self.sql(f"ALTER DATABASE {database} SET log_error_verbosity = 'default'")
        settings = self.settings | {
            name: self.url(name, database) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
        # Nobody here starts a worker again that retires after so many requests.
        settings |= {
            "NEXUS_LOG_LEVEL": "error", "NEXUS_WORKERS": str(WORKERS), "NEXUS_WORKER_REQUESTS": "1000000000",
            # Under valgrind a worker is large.
            "NEXUS_WORKER_MEMORY": "65536"}
        for arguments in (
            ["migrate", "up"],
            ["seed", "--sellers", str(sellers), "--products", str(products), "--orders", str(orders)],
        ):
            done = subprocess.run(
                [NEXUS, *arguments], cwd=ROOT, env=clean_environment(**settings), text=True, capture_output=True)
            if done.returncode:
                raise SystemExit(done.stderr)
        # Statistics and visibility as they are in a store that has been running; no vacuum in the middle of a round.
        self.sql("VACUUM (ANALYZE, FREEZE)", database)
        self.sql("CHECKPOINT")

        seller, = self.sql(
            "SELECT seller_id FROM orders GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1", database)[0]
        # The length of most descriptions, so that every size of data has a page of about the same size.
        slug, = self.sql(
            f"SELECT slug FROM products WHERE user_id = {seller} AND status = 'active' "
            "ORDER BY abs(octet_length(description) - 545), id LIMIT 1", database)[0]
        token = secrets.token_hex(32)
        digest = hashlib.sha256(token.encode()).hexdigest()
        self.sql(
            "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at) "
            f"VALUES ('\\x{digest}', {seller}, now(), now(), now() + interval '2 hours')", database)
        bought = self.sql(
            "SELECT id, price FROM (SELECT DISTINCT ON (user_id) * FROM products WHERE status = 'active' "
            f"AND user_id <> {seller} AND price <> 40200 ORDER BY user_id, id) one LIMIT 64", database)
        return Store(settings, slug, token, [(int(product), int(price)) for product, price in bought])


def clean_environment(**settings: str) -> dict[str, str]:
    """Only what a fresh login has, and `settings`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ", "TMPDIR") if name in os.environ}
    return kept | settings
