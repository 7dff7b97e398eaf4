"""sqlmap attacks every field of every form there is and every parameter of every link, as whoever sees that page."""

import csv
import functools
import html
import itertools
import json
import re
import secrets as random
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import httpx
import pytest

from client import DEMO_EMAIL, DEMO_PASSWORD, Client
from forms import forms_of
from front import UNLIMITED, Front
from injectable import Injectable
from pages import PAGES
from people import Cast
from store import Store, clean_environment, nexus

pytestmark = pytest.mark.timeout(600)

TYPED = {"email": DEMO_EMAIL, "password": DEMO_PASSWORD, "new_password": DEMO_PASSWORD, "current_password": "wrong",
         "name": "Mara", "price": "12.50", "q": DEMO_EMAIL}
"""What is in a field beside the one attacked: right as far as may be, so that what is checked first lets it pass. The
current password is wrong, because it is right only once."""

UNTHROTTLED = [UNLIMITED]
"""With its limits nginx answers most attacks on a login itself, and the login is not tested."""

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True)
class Target:
    """A form, or a link with a query."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...]
    fillable: bool
    """Whether there is anything to fill in: what is a button only ends something, a session or a product."""
    cookie: str
    """What the browser that was shown it sends along."""

    def request(self, url: str) -> str:
        """What sqlmap reads; a page of this store says where it comes from."""
        query = urlencode(self.fields)
        target, body = (f"{self.path}?{query}", "") if self.method == "GET" else (self.path, query)
        headers = {"Host": url, "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin",
                   "Content-Type": "application/x-www-form-urlencoded"}
        lines = [f"{self.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", body])


def targets_on(page: httpx.Response) -> list[Target]:
    """All forms and all links with a query on a page."""
    cookie = page.request.headers.get("cookie", "")
    found = []
    for form in forms_of(page.text):
        path = urlsplit(urljoin(str(page.url), form.action)).path
        typed = {name: value or TYPED.get(name, "x") for name, value in form.fields.items()}
        found.append(Target(form.method.upper(), path, tuple(typed.items()), form.hidden < typed.keys(), cookie))
    for link in re.findall(r'href="([^"]*\?[^"]+)"', page.text):
        place = urlsplit(urljoin(str(page.url), html.unescape(link)))
        if query := parse_qsl(place.query):
            found.append(Target("GET", place.path, tuple(query), True, cookie))
    return found


def attack(target: Target, url: str, directory: Path, seconds: int = 2) -> list[dict[str, str]]:
    """Lets sqlmap loose on a target and returns what it found, from its table of results.

    So many `seconds` it has a database sleep that obeys; none does, so they cost nothing."""
    directory.mkdir(parents=True)
    (directory / "request").write_bytes(target.request(url).encode())
    # A form that was sent once is answered from the first time; each is to be a new one, but for the attack on its key.
    fresh = [f"--eval=import uuid; {name} = str(uuid.uuid4()) if len({name}) == 36 else {name}"
             for name, value in target.fields if re.fullmatch(UUID, value)]
    # Named, because sqlmap passes over what looks like a form's token.
    names = [name for name, _ in target.fields]
    done = subprocess.run(
        ["sqlmap", "-l", directory / "request", "--batch", "--ignore-stdin", "-p", ",".join(names), "--flush-session",
         "--output-dir", directory / "output", "--results-file", directory / "results", "--dbms=PostgreSQL",
         "--technique=BEUT", "--level=1", "--risk=3", f"--time-sec={seconds}", "--skip-waf", "--ignore-redirects",
         "--timeout=20", "--retries=0", *fresh],
        env=clean_environment(HOME=str(directory)), stdin=subprocess.DEVNULL, text=True, capture_output=True,
        timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    with (directory / "results").open() as results:
        return list(csv.DictReader(results))


LASTING = """
CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (to_jsonb(OLD) ->> 'created_at')::timestamptz < TG_ARGV[0]::timestamptz THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION come_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
    EXECUTE format('INSERT INTO %I OVERRIDING SYSTEM VALUE SELECT ($1).*', TG_TABLE_NAME) USING OLD;
    RETURN NULL;
END $$;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'rates' LOOP
        EXECUTE format('CREATE TRIGGER stay BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION stay(%L)', name, now());
        EXECUTE format('CREATE TRIGGER come_back AFTER DELETE ON %I FOR EACH ROW EXECUTE FUNCTION come_back()', name);
    END LOOP;
END $$"""
"""Rows that are there now neither change nor go, whatever the store believes: a product can be deleted and a session be
ended again and again, and no answer depends on what another attack has just renamed. What an hour may have is another
matter (`take_any_number`)."""


@pytest.fixture(scope="module")
def battered(new_store) -> Store:
    """A store of its own, for what is typed here is nothing for others to look at."""
    store = new_store()
    store.start()
    return store


@functools.cache
def routes() -> list[re.Pattern[str]]:
    """The addresses of the store, as `nexus routes` lists them."""
    listed = {line.split()[1] for line in nexus("routes").stdout.splitlines()}
    # Of `new` and `{id}` the word is meant first.
    return [re.compile("[^/]+".join(map(re.escape, re.split(r"\{\w+\}", pattern)))) for pattern in sorted(listed)]


def route(path: str) -> str:
    """Which of the addresses a path is one of: the same form of another product is the same form."""
    return next(pattern.pattern for pattern in routes() if pattern.fullmatch(path))


@pytest.fixture(scope="module")
def targets(battered: Store) -> list[Target]:
    """Everything that can be filled in or followed on any page of `PAGES`, once for each address and set of fields."""
    cast = Cast(battered)
    found: dict[tuple, Target] = {}
    for page in PAGES.values():
        if page.status in {200, 422}:
            for target in targets_on(page.fetch(cast, battered)):
                names = tuple(name for name, _ in target.fields)
                found.setdefault((target.method, route(target.path), names), target)
    return list(found.values())


def bystander(store: Store) -> list[list[str]]:
    """All rows of somebody whom nobody means, and the names of the tables."""
    whose = "(SELECT id FROM users WHERE email = 'bystander@example.com')"
    return sorted(store.sql(f"SELECT u::text FROM users u WHERE id = {whose} UNION ALL "
                            f"SELECT p::text FROM products p WHERE user_id = {whose} UNION ALL "
                            f"SELECT o::text FROM orders o WHERE seller_id = {whose} UNION ALL "
                            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))


def test_sqlmap_finds_no_way_in_through_any_form_or_link(battered, targets, tmp_path):
    battered.sql(LASTING)
    battered.take_any_number()
    person = Client(battered).register("bystander@example.com", "Bystander")
    Client(battered).buy(person.create_product("Bystander's"), "friend@example.com")
    before = bystander(battered)
    with Front(battered, *UNTHROTTLED) as front, ThreadPoolExecutor(3) as attackers:
        def opens(target: Target) -> bool:
            return bool(attack(target, front.url, tmp_path / random.token_hex(8)))

        # First those that only look, while nothing is added to what they see.
        looking = [target for target in targets if target.method == "GET"]
        forms = [target for target in targets if target.method == "POST" and target.fillable]
        buttons = [target for target in targets if target.method == "POST" and not target.fillable]
        found = list(itertools.compress(looking, attackers.map(opens, looking)))
        found += itertools.compress(forms, attackers.map(opens, forms))
        # One after the other: who edits a product while it is deleted gets answers that depend on chance.
        found += filter(opens, buttons)
        # Of a busy machine sqlmap thinks that it obeys; a real hole is there again when nobody else is about.
        assert [target for target in found if opens(target)] == []
        answers = [json.loads(line) for line in front.log().splitlines()]
    statuses = Counter(answer["worker_status"] for answer in answers)
    assert statuses.keys() <= {"200", "303", "400", "404", "422", "503"}
    assert statuses["503"] <= len(answers) / 100, "a few may find all hands busy with passwords, no more"
    asked = Counter((answer["method"], answer["path"]) for answer in answers)
    for target in targets:
        times = asked[target.method, re.sub(UUID, "…", target.path)]
        assert times >= 20 * len(target.fields), f"{target.method} {target.path} was attacked {times} times only"
    assert int(battered.sql("SELECT count(*) FROM orders WHERE name LIKE '%SELECT%'")[0][0]) > 10, "none got that far"
    assert bystander(battered) == before and len(before) > 8
    status = nexus("status", "--json", **battered.settings())
    assert json.loads(status.stdout)["totals"]["crashes"] == 0
    fields = sum(len(target.fields) for target in targets)
    print(f"{len(targets)} targets, {fields} fields, {len(answers)} requests, {len(found)} targets attacked again")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sqlmap_finds_the_way_in_where_there_is_one(battered, targets, tmp_path, method):
    target = next(target for target in targets if target.method == method)
    # PostgreSQL logs what it does not understand, and here that is what was typed: no token that is one.
    target = replace(target, fields=tuple((name, "x" if name == "form_token" else value) for name, value in target.fields))
    with Injectable(battered) as injectable:
        # On a busy machine a short sleep does not stand out from other answers.
        for seconds in (2, 8):
            [found, *_] = attack(target, injectable.url, tmp_path / f"attack-{seconds}", seconds)
            if set(found["Technique(s)"]) == set("BEUT"):
                break
    assert found["Place"] == method and found["Parameter"] in dict(target.fields)
    assert set(found["Technique(s)"]) == set("BEUT") and not found["Note(s)"]
