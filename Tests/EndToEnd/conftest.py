"""The stage: one store for the whole session, a spare one to break, the browsers, and the cast."""

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from archives import backup, copy, empty, original, restored, shop  # noqa: F401, they are fixtures
from client import Client, secrets
from naive import NaiveResponder
from pages import FULL, PAGES, Snapshot
from people import Cast
from serving import Serve
from store import DEBUG_NEXUS, NEXUS, ROOT, Store
from visitors import PlaywrightVisitor, Visitor, WebKitVisitor, launch

KEPT = ROOT / ".build/screenshots"
"""What a failed test leaves: a picture and the HTML of its page, and the logs of the stores."""

WAYS = ["chromium", "firefox", "webkit", *(
    ["chromium without JavaScript", "firefox without JavaScript"] if FULL else [])]
"""No page has a script, and every browser is told to run none: without JavaScript they do the same."""
stores: list[Store] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def pytest_sessionstart() -> None:
    shutil.rmtree(KEPT, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.failed:
        KEPT.mkdir(parents=True, exist_ok=True)
        visitor = getattr(item, "funcargs", {}).get("visitor")
        if visitor and report.when == "call":
            visitor.keep(KEPT / "".join(c if c.isalnum() else "-" for c in item.name))
        for store in stores:
            for name, text in store.logs().items():
                (KEPT / f"{store.directory.parent.name}-{name}").write_text(text)
                report.sections.append((f"{store.url} {name}, its end", text[-1500:]))
    return report


@pytest.fixture(scope="session")
def new_store() -> Iterator[Callable[..., Store]]:
    """Makes stores that are not started yet; whatever still runs at the end is stopped and all of it removed."""

    def make(program: Path = NEXUS, directory: Path | None = None) -> Store:
        stores.append(Store(directory or Path(tempfile.mkdtemp(prefix="nexus-")) / "store", program))
        return stores[-1]

    yield make
    # Attack 9: whatever was tested, no log of any store has a secret in it that was used.
    try:
        leaked = {f"{store.url} {name}": secret for store in stores for name, secret in store.leaks(secrets)}
    finally:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(Store.remove, stores))
    assert leaked == {}


@pytest.fixture(scope="session")
def store(new_store) -> Store:
    """The store that most tests share; none of them may break it."""
    store = new_store()
    store.start()
    return store


@pytest.fixture(scope="session")
def spare(new_store) -> Store:
    """A store to break; whoever breaks it mends it."""
    store = new_store()
    store.start()
    return store


@pytest.fixture(scope="session")
def debug_store(new_store, tmp_path_factory) -> Store:
    """A store of the debug build: it traps, and sends back what it is sent, when asked; eight megabytes are let in."""
    home = tmp_path_factory.mktemp("home")
    for part in ("nginx", "static", "migrations"):
        shutil.copytree(ROOT / part, home / part)
    limits = home / "nginx/nexus.conf"
    assert "client_max_body_size        ${BODY};" in limits.read_text()
    limits.write_text(limits.read_text().replace("client_max_body_size        ${BODY};", "client_max_body_size 8m;"))
    store = new_store(DEBUG_NEXUS)
    store.start(NEXUS_HOME=str(home))
    return store


@pytest.fixture
def new_serve(spare: Store) -> Iterator[Callable[..., Serve]]:
    """Makes a `nexus serve` of its own, not started yet; all are stopped at the end."""
    made = []

    def make(**settings: str) -> Serve:
        made.append((Serve(spare, directory := Path(tempfile.mkdtemp(prefix="nexus-")), **settings), directory))
        return made[-1][0]

    yield make
    for serve, directory in made:
        serve.stop()
        shutil.rmtree(directory)


@pytest.fixture(scope="session")
def cast(store: Store) -> Cast:
    return Cast(store)


@pytest.fixture
def client(store: Store) -> Client:
    """Somebody who has never been here."""
    return Client(store)


@pytest.fixture
def someone() -> str:
    """An e-mail address that nobody has used yet."""
    return f"{uuid.uuid4().hex[:12]}@example.com"


@pytest.fixture
def naive() -> Iterator[NaiveResponder]:
    """A responder on a socket of its own that runs whatever it is told."""
    with tempfile.TemporaryDirectory(prefix="nexus-") as directory:
        responder = NaiveResponder(Path(directory) / "w.sock")
        yield responder
        responder.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browsers(playwright: Playwright) -> Iterator[Callable[[str], Browser]]:
    """Chromium and Firefox, each started once, when first asked for."""
    running: dict[str, Browser] = {}

    def browser(name: str) -> Browser:
        if name not in running:
            running[name] = launch(playwright, name)
        return running[name]

    yield browser
    for each in running.values():
        each.close()


@pytest.fixture(params=WAYS)
def visitor(request: pytest.FixtureRequest, store: Store, browsers) -> Iterator[Visitor]:
    """A person at each browser in turn; any page that breaks its own policy fails the test."""
    browser, *without = request.param.split(" ", 1)
    person = WebKitVisitor(store.url) if browser == "webkit" else PlaywrightVisitor(
        browsers(browser), store.url, javascript=not without)
    yield person
    complaints = person.complaints()
    person.leave()
    assert complaints == []


@pytest.fixture(scope="session")
def snapshot(cast: Cast, spare: Store) -> Callable[[str], Snapshot]:
    """Any page of `PAGES` by its name, fetched once."""
    taken: dict[str, Snapshot] = {}

    def take(name: str) -> Snapshot:
        if name not in taken:
            taken[name] = PAGES[name].take(cast, spare)
        return taken[name]

    return take


@pytest.fixture
def show(store: Store, browsers, snapshot) -> Iterator[Callable[..., Page]]:
    """Shows a page of `PAGES` in Chromium: its bytes as they were fetched, the rest from the store."""
    contexts = []

    def show(name: str, width: int = 1280, scheme: str = "light", browser: str = "chromium") -> Page:
        contexts.append(browsers(browser).new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, ignore_https_errors=True))
        page = contexts[-1].new_page()
        taken = snapshot(name)
        place = f"{store.url}/{name}"
        page.route(place, lambda route: route.fulfill(
            status=taken.status, body=taken.html, headers={**taken.headers, "content-type": "text/html; charset=utf-8"}))
        page.goto(place)
        return page

    yield show
    for context in contexts:
        context.close()
