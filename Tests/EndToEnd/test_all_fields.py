"""Every field of every route through the real nginx and the real workers, with what is costly to read or means something
to somebody else. The routes are those of `nexus routes`, the fields those of the pages' forms, so that new ones are in
here by themselves.
"""

import re
import threading
import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import pytest

from client import Client
from forms import forms_of
from people import Cast
from store import Store, nexus
from test_memory import LIMIT_BYTES, private_bytes

BODY = 1_048_576 - 4_096
"""Just below what nginx lets through."""
ADDRESS = 1_900
SLACK = 1 << 20
"""What a worker may have beside its usual memory: malloc gives back what it likes."""

LONG = {
    "letters": "a", "marks of alternating class": "\u0301\u0323", "joined emoji": "👩\u200d", "regional indicators": "🇨",
    "jamo": "\u1112\u1161\u11ab", "ligatures": "\ufdfa", "quotes": '"', "at signs": "@", "percent signs": "%",
}
SHORT = {name: text.encode() for name, text in {
    "NUL": "a\0b", "line ends": "a\r\nSet-Cookie: a=b", "line separators": "a\u2028b\u202ec\ufeff",
    "markup": "</textarea>'\"<script>", "template": "{{ 7*7 }}{% x %}", "SQL": "'; DROP TABLE users; --",
    "path": "../../etc/passwd", "digits": "99999999999999999999", "number": "-1e309", "format": "%s%n%x",
}.items()}


def filled(piece: str, length: int) -> bytes:
    """The text again and again."""
    return (piece * (length // len(piece.encode()))).encode()


def sent(text: bytes) -> str:
    """For an address or a cookie."""
    return quote(text, safe="%\"@'")


@dataclass
class Field:
    """One field of one route; the others hold what the page fills in. Without a name it is a part of the path itself."""

    method: str
    path: str
    name: str
    others: dict[str, str]

    def send(self, client: Client, text: bytes) -> int:
        if not self.name:
            return client.get(self.path.replace("{}", sent(text))).status_code
        if self.method == "GET":
            return client.get(f"{self.path}?{self.name}={sent(text)}").status_code
        others = "&".join(f"{name}={quote(value)}" for name, value in self.others.items() if name != self.name)
        body = text if len(text) > 200 else quote(text).encode()
        return client.post(self.path, f"{others}&{self.name}=".encode() + body).status_code


class Others:
    """A visitor who asks for the front page again and again, and counts the answers that are none."""

    def __init__(self, store: Store) -> None:
        self.client, self.done, self.slowest, self.failed = Client(store), False, 0.0, []
        self.thread = threading.Thread(target=self.ask)

    def ask(self) -> None:
        while not self.done:
            began = time.monotonic()
            status = self.client.get("/").status_code
            self.slowest = max(self.slowest, time.monotonic() - began)
            if status != 200:
                self.failed.append(status)
            time.sleep(0.1)

    def __enter__(self) -> "Others":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.done = True
        self.thread.join()


class Routes:
    """What `nexus routes` lists, with the things of a store in the places of what varies."""

    def __init__(self, store: Store) -> None:
        self.store, self.cast = store, Cast(store)
        [[self.processing]] = store.sql("INSERT INTO orders (product_id, email) VALUES (1, 'iris@example.com') RETURNING id")
        store.sql(f"UPDATE orders SET status = 'processing' WHERE id = '{self.processing}'")
        lines = nexus("routes", **store.settings()).stdout.splitlines()
        self.rows = [line.split()[:2] for line in lines if re.match(r"(GET|POST)\s+/", line)]
        assert len(self.rows) > 20, lines

    def path(self, pattern: str, order: str | None = None) -> str:
        thing = order or self.cast.order if "orders" in pattern else self.cast.seller_id if "/users/" in pattern else "1"
        return pattern.replace("{slug}", self.cast.product_slug).replace("{id}", thing)

    def fields(self) -> list[Field]:
        """Each field of each form that any page shows to anybody, each part of an address that varies, and `next`, which
        carries a visitor on. What deletes comes last."""
        found: dict[tuple[str, str, str], Field] = {}

        def add(*field) -> None:
            found.setdefault(field[:3], Field(*field))

        def look(path: str, *clients: Client) -> None:
            for client in clients:
                for form in forms_of(client.get(path + "?next=/dashboard").text):
                    # Others send it, in other browsers.
                    others = {name: value for name, value in form.fields.items() if name != "form_owner"}
                    for name in form.fields:
                        add(form.method.upper(), urlsplit(form.action or path).path, name, others)

        for pattern in [pattern for method, pattern in self.rows if method == "GET"]:
            if "{" in pattern:
                add("GET", re.sub(r"\{\w+\}", "{}", pattern), "", {})
            for order in (self.cast.order, self.processing):
                path = self.path(pattern, order)
                add("GET", path, "next", {})
                look(path, self.cast.visitor, self.cast.seller, self.cast.admin)
        # What an admin has taken away can be given back.
        for table, taken, reason, row in (("users", "suspended_at", "suspension_reason", self.cast.seller_id),
                                          ("products", "taken_down_at", "takedown_reason", 1)):
            self.store.sql(f"UPDATE {table} SET {taken} = now(), {reason} = 'x' WHERE id = {row}")
            look(f"/admin/{table}/{row}", self.cast.admin)
            self.store.sql(f"UPDATE {table} SET {taken} = NULL, {reason} = NULL WHERE id = {row}")
        return sorted(found.values(), key=lambda field: "delet" in field.path)


@pytest.fixture(scope="module")
def routes(new_store) -> Routes:
    store = new_store()
    store.start(NEXUS_WORKER_REQUESTS="1000000000")
    return Routes(store)


@pytest.mark.timeout(900)
def test_every_field_of_every_route_with_every_hostile_text(routes: Routes):
    store, fields = routes.store, routes.fields()
    patterns = {(method, re.sub(r"\{\w+\}", "[^/]+", pattern)) for method, pattern in routes.rows}
    posted = {pattern for method, pattern in patterns if method == "POST"}
    assert all(any(re.fullmatch(pattern, field.path) for field in fields if field.method == "POST")
               for pattern in posted), "a form that is on no page"
    workers = store.workers()
    for worker in workers:
        assert private_bytes(worker) <= LIMIT_BYTES
    answers: dict[int, int] = {}
    with Others(store) as others:
        for field in fields:
            # Whoever logs out, or takes another password, has to log in again for the next field.
            people = [Client(store), Client(store).log_in(), routes.cast.admin]
            texts = SHORT | {name: filled(piece, ADDRESS // 9 if field.method == "GET" else BODY)
                             for name, piece in LONG.items()}
            for turn, (name, text) in enumerate(texts.items()):
                # From an address of its own each time, so that no limit of rates keeps it from the workers.
                client = Client(store)
                client.http.cookies.update(people[turn % 3].http.cookies)
                status = field.send(client, text)
                client.http.close()
                assert status < 500 and status != 429, f"{field.method} {field.path}, {field.name}: {name}: {status}"
                answers[status] = answers.get(status, 0) + 1
    assert store.workers() == workers, "a worker ended"
    assert others.failed == [] and others.slowest < 2
    memory = {worker: private_bytes(worker) for worker in workers}
    print(f"{len(fields)} fields; answers {answers}; memory {memory}; slowest for others {others.slowest:.3f} s")
    assert max(memory.values()) <= LIMIT_BYTES + SLACK
