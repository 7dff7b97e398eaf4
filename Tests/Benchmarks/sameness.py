"""Before anything is measured: everybody sends the same bytes and asks the database the same."""

import http.client
import re
import secrets
import time
import uuid
from urllib.parse import urlencode

from cluster import Cluster, Store, progress
from ports import any_address
from web import Web

#: What html/template and htmlspecialchars write for the same characters.
SPELLINGS = {b"&#34;": b"&quot;", b"&#039;": b"&#39;", b"&#43;": b"+"}
HEADERS = ("Content-Type", "Cache-Control", "X-Robots-Tag")


def fetch(port: int, page: str, store: Store, form: bytes | None = None) -> tuple:
    """Status, the headers that the application decides about, and the body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Cookie": store.cookie(page), "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": any_address()}
    if form is None:
        connection.request("GET", store.pages()[page], headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", f"/checkout/{store.bought[0][0]}", form, headers)
    answer = connection.getresponse()
    body = answer.read()
    for spelling, plain in SPELLINGS.items():
        body = body.replace(spelling, plain)
    body = re.sub(rb'(name="form_id" value=")[0-9a-f-]{36}', rb"\1UUID", body)
    location = re.sub(r"[0-9a-f-]{36}", "UUID", answer.headers.get("Location", ""))
    kept = [answer.headers.get(name) for name in HEADERS] + [location]
    connection.close()
    return answer.status, kept, body


def checkout_form(store: Store) -> bytes:
    """Of another buyer each time: the store takes so many orders an hour from one."""
    return urlencode({
        "email": f"iris{secrets.token_hex(4)}@example.com", "name": "Iris Larsen", "form_id": str(uuid.uuid4()),
        "shown_price": store.bought[0][1],
    }).encode()


def ask_everything(port: int, store: Store) -> dict[str, tuple]:
    answers = {page: fetch(port, page, store) for page in store.pages()}
    return answers | {"checkout": fetch(port, "checkout", store, checkout_form(store))}


def check_answers(web: Web, store: Store) -> None:
    """Ends the run at the first difference."""
    wanted = ask_everything(web.ports["Nexus"], store)
    for page, (status, _, body) in wanted.items():
        if status != (303 if page == "checkout" else 200):
            raise SystemExit(f"{page}: Nexus answers {status}:\n{body.decode()}")
    for peer in web.peers:
        for page, answer in ask_everything(web.ports[peer.name], store).items():
            if answer == wanted[page]:
                continue
            ours, theirs = (text[2].decode().splitlines() for text in (wanted[page], answer))
            lines = [pair for pair in zip(ours + [""], theirs + [""]) if pair[0] != pair[1]]
            raise SystemExit(f"{page}: {peer.name} differs: {answer[:2]} for {wanted[page][:2]}; {lines[:3]}")
    sizes = ", ".join(f"{page} {len(answer[2]):,} bytes" for page, answer in wanted.items())
    progress(f"all answers are equal ({sizes})")


def check_statements(web: Web, store: Store, cluster: Cluster) -> None:
    """Asks for everything twice, so that what is prepared is prepared, and compares what PostgreSQL was then asked."""
    log = cluster.directory / "log/postgres.log"
    heard = {}
    try:
        cluster.sql("ALTER SYSTEM SET log_statement = 'all'")
        cluster.sql("SELECT pg_reload_conf()")
        time.sleep(0.5)
        for peer in web.peers:
            # Often enough for every worker to have prepared everything.
            for _ in range(40):
                ask_everything(web.ports[peer.name], store)
            time.sleep(0.2)
            start = log.stat().st_size
            ask_everything(web.ports[peer.name], store)
            time.sleep(0.2)
            heard[peer.name] = statements(log.read_text()[start:])
    finally:
        cluster.sql("ALTER SYSTEM RESET log_statement")
        cluster.sql("SELECT pg_reload_conf()")
    for peer in web.peers:
        wanted = [text for text in heard["Nexus"] if peer.label == "on" or not text.startswith("SET ")]
        # What PHP's own library sends whenever it takes up a kept connection.
        if [text for text in heard[peer.name] if text != "RESET ALL;"] != wanted:
            listed = "\n".join([*wanted, f"-- and {peer.name}:", *heard[peer.name]])
            raise SystemExit(f"the statements differ. Nexus:\n{listed}")
    progress("all ask the database the same, one after the other:")
    for text in heard["Nexus"]:
        progress(f"  {text[:110]}")


def statements(log: str) -> list[str]:
    """The statements of a log, white space and ids made equal, with the number of rows that a list asks for."""
    found = []
    for entry in re.split(r"^(?=\d{4}-)", log, flags=re.M):
        match = re.search(r"LOG:  (?:statement|execute [^:]*): (.*)", entry, re.S)
        if match:
            text = " ".join(match[1].split())
            found.append(re.sub(r"nexus [0-9a-f]{32}", "nexus ID", text))
        elif found and "DETAIL:  parameters:" in entry:
            values = dict(re.findall(r"(\$\d+) = '(\d+)'", entry))
            found[-1] = re.sub(r"(?<=LIMIT )\$\d+", lambda limit: values[limit[0]], found[-1])
    return found
