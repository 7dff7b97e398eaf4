"""Databases beside a store's own, for what is backed up and restored."""

import subprocess

from store import Store, clean_environment, nexus


class Place:
    """A database beside the store's own, in the same cluster, and `nexus` as its owner runs it."""

    def __init__(self, store: Store, name: str) -> None:
        self.store, self.name = store, name

    def make(self, pattern: "Place | None" = None) -> "Place":
        """Anew and empty, or as a copy of another one to which nobody is connected."""
        self.store.sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        self.store.sql(f"CREATE DATABASE {self.name} TEMPLATE {pattern.name if pattern else 'template0'}")
        return self

    @property
    def url(self) -> str:
        return self.store.settings()["DATABASE_OWNER_URL"].replace("/nexus?", f"/{self.name}?")

    def nexus(self, *arguments: str, input: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        return nexus(*arguments, input=input, DATABASE_URL=self.url, DATABASE_OWNER_URL=self.url, **more)

    def sql(self, statement: str, role: str = "nexus_owner") -> str:
        url = self.url.replace("//nexus_owner@", f"//{role}@")
        done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement, "-d", url],
                              env=clean_environment(), text=True, capture_output=True, timeout=30)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def rows(self) -> dict[str, str]:
        """A digest of every table, made in another way than `nexus backup` makes its own."""
        tables = self.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").split()
        return {table: self.sql(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
                for table in tables}

    def schema(self) -> str:
        """Tables, constraints, triggers, functions, owners and grants, as SQL."""
        done = subprocess.run(["pg_dump", "--schema-only", "-d", self.url], env=clean_environment(), text=True,
                              capture_output=True, timeout=30, check=True)
        # Newer versions frame it by a random word.
        return "\n".join(line for line in done.stdout.split("\n") if not line.startswith("\\"))
