"""Tricks with paths, hosts and redirects; and for each a line of nginx's that, made wrong, lets the trick through."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from client import DEMO_EMAIL, DEMO_PASSWORD, RawAnswer, raw
from front import Front, outside_address
from store import ROOT, Store

ELSEWHERE = "elsewhere.example"


def get(store: Store | Front, path: str, *lines: str, host: str = "localhost", **how) -> RawAnswer:
    head = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close", *lines]
    return raw(store, "\r\n".join(head).encode("latin-1") + b"\r\n\r\n", **how)


# --- out of /static/ and into what is nobody's business -----------------------------------------------------------

DOTS = ["..", "%2e%2e", ".%2e", "%252e%252e", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "%uff0e%uff0e", "..;", "...",
        "....", "..%00", ".%00.", "..%0d", "..%20", "..%ff", "\uff0e\uff0e"]
SLASHES = ["/", "%2f", "%5c", "\\", "%252f", "%c0%af", "//", "/./"]
FILES = ["Package.swift", "migrations/0001_users.sql", ".env.example"]
PATHS = [
    *(f"/static/{dots}{slash}{FILES[0]}" for dots in DOTS for slash in SLASHES),
    *(f"/static{dots}/{file}" for dots in DOTS for file in FILES), *(f"/{file}" for file in FILES),
    *(f"/static/app.css/../../{file}" for file in FILES), "/static/x.0123456789abcdef.css/../../Package.swift",
    "/static/../Package.0123456789abcdef.css", "/static/..%2fPackage.0123456789abcdef.css", "/static/app.css%00.png",
    "/static/app.css.", "/static/app.css%20", "/static/app.css::$DATA", "/static/app.css/", "/static/app.css;.png",
    "/STATIC/app.css", "/static/", "/static/.", "/static/.gitignore", "/static/.git/config", "/.git/HEAD",
    "/.gitignore", "/.nexus/settings.env", "/.well-known/../.env.example", "/.errors/", "/.errors", "/.errors/500.html",
    "/.errors/../settings.env", "/.errors../settings.env", "/%2eerrors/500.html", "/.%65rrors/500.html",
    "//.errors/500.html", "/static/../.errors/500.html", "/.errors/500.html?", "/.errors/%2e/500.html",
]


def leaked(answer: RawAnswer) -> bool:
    """Whether it is a file, or a page that only nginx itself may fetch."""
    return answer.status in {200, 206} or any(word in answer.text for word in ("swift-tools-version", "CREATE TABLE"))


def test_nothing_is_read_but_the_files_that_are_there_to_be_read(store):
    path = store.directory / "error-pages/500.html"
    assert path.exists() and all((ROOT / file).exists() for file in FILES), "there is something to be found"
    found = {path: get(store, path.encode().decode("latin-1")) for path in PATHS}
    assert {path: answer.status for path, answer in found.items() if leaked(answer)} == {}
    assert {answer.status for answer in found.values()} <= {400, 403, 404}
    print(f"{len(found)} paths")


@pytest.mark.parametrize("path, change", [
    ("/static../Package.swift", ("location /static/ {", "location /static {")),
    ("/static../migrations/0001_users.sql", ("location /static/ {", "location /static {")),
    ("/.errors/500.html", ("internal;", "")),
    ("/static/", ("location /static/ {", "location /static/ { autoindex on;")),
])
def test_one_line_of_nginxs_made_wrong_and_it_is_read(store, path, change):
    with Front(store) as right:
        assert not leaked(get(right, path))
    with Front(store, change) as wrong:
        assert leaked(get(wrong, path))


# --- /status is for this machine ----------------------------------------------------------------------------------

OPEN_TO_ALL = ("if ($nexus_may_probe = 0) {", "if ($nexus_may_probe = 2) {")
STATUS_PATHS = ["/status", "/status?format=json", "/status/", "//status", "/%73tatus", "/./status", "/x/../status",
                "/status%00", "/status%20", "/status;x", "/STATUS", "/status%3fformat=json", "https://localhost/status",
                "/static/../status", "/healthz/../status", "/status/../status"]
CLAIMS = [f"{name}: {value}" for value in ("127.0.0.1", "::1", "unix:", "localhost") for name in (
    "X-Forwarded-For", "X-Real-IP", "Remote-Addr", "Remote_Addr", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP",
    "X-Originating-IP", "X-Forwarded-Host", "X-Host")] + ["Forwarded: for=127.0.0.1;host=localhost"]


@pytest.fixture(scope="module")
def outside() -> str:
    return outside_address() or pytest.skip("this machine has no address but loopback, so nobody can come from outside")


def test_status_is_not_told_to_anybody_from_outside_whatever_they_claim(store, outside):
    with Front(store, address=outside) as front:
        assert get(front, "/", address=outside).status == 200
        for path in STATUS_PATHS:
            for lines in ([], CLAIMS):
                answer = get(front, path, *lines, address=outside)
                assert answer.status in {400, 403, 404} and "nexus_" not in answer.text, f"{path}: {answer}"
        assert get(front, "/status", host="127.0.0.1", address=outside).status == 421
    assert "nexus_accepted_total" in get(store, "/status").text


def test_one_line_of_nginxs_made_wrong_and_a_worker_is_asked_for_its_status_from_outside(store, outside, naive):
    socket = Path(naive.listener.getsockname())
    with Front(store, socket=socket, address=outside) as right:
        get(right, "/status", *CLAIMS, address=outside)
    assert naive.ran == []
    with Front(store, OPEN_TO_ALL, socket=socket, address=outside) as wrong:
        get(wrong, "/status", *CLAIMS, address=outside)
    assert [target for target, _ in naive.ran] == ["/status"]


def test_a_worker_does_not_tell_it_either_and_one_line_more_made_wrong_would_have_it_told(store, outside):
    believing = ("REMOTE_ADDR         $remote_addr", "REMOTE_ADDR         $http_x_real_ip")
    with Front(store, OPEN_TO_ALL, address=outside) as front:
        assert get(front, "/status", "X-Real-IP: 127.0.0.1", address=outside).status == 403
    with Front(store, OPEN_TO_ALL, believing, address=outside) as front:
        assert "nexus_accepted_total" in get(front, "/status", "X-Real-IP: 127.0.0.1", address=outside).text


# --- redirects and links ------------------------------------------------------------------------------------------

BREAKS = ["%0d%0aX-Injected:%20yes", "%0aX-Injected:%20yes", "%0d%0a%0d%0a<b>injected",
          "%E5%98%8A%E5%98%8DX-Injected:%20yes", "%u000aX-Injected:%20yes", "%250d%250aX-Injected:%20yes",
          "%00%0d%0aX-Injected:%20yes", "\x0bX-Injected:yes"]
POISON = [f"{name}: {ELSEWHERE}" for name in (
    "X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "X-HTTP-Host-Override", "X-Original-Host", "X_Forwarded_Host")
] + [f"Forwarded: host={ELSEWHERE}", "X-Forwarded-Proto: http", "X-Forwarded-Port: 1"]


def test_no_redirect_has_a_header_of_the_visitors_in_it(store):
    for text in BREAKS:
        for path, tls in [(f"/{text}", False), (f"/?a={text}", False), (f"/dashboard?a={text}", True)]:
            answer = get(store, path, tls=tls)
            assert answer.status in {301, 303, 400}, f"{path}: {answer}"
            assert "x-injected" not in answer.headers and "<b>injected" not in answer.text, path


def test_one_line_of_nginxs_made_wrong_and_a_redirect_has_it(store):
    with Front(store, (f"return 301 {store.url}$request_uri;", f"return 301 {store.url}$uri;")) as wrong:
        assert get(wrong, f"/{BREAKS[0]}", tls=False).headers["x-injected"] == "yes"


def test_no_header_makes_a_page_or_a_redirect_lead_elsewhere(store, cast):
    for path in ("/", "/checkout/1", "/auth/login", "/dashboard", cast.receipt):
        for host in ("localhost", f"localhost:{ELSEWHERE}", f"LOCALHOST.:{store.https_port}"):
            answer = get(store, path, *POISON, host=host)
            assert answer.status in {200, 303, 400, 421}
            assert ELSEWHERE not in f"{answer.headers} {answer.text}", f"{path} {host}"
    for target in ("/", "http://localhost/"):
        answer = get(store, target, *POISON, host="localhost" if target == "/" else ELSEWHERE, tls=False)
        assert answer.headers["location"].startswith(f"{store.url}/")


def test_one_line_of_nginxs_made_wrong_and_a_redirect_leads_elsewhere(store):
    with Front(store, (f"return 301 {store.url}$request_uri;", "return 301 https://$http_host$request_uri;")) as wrong:
        answer = get(wrong, "http://localhost/", host=ELSEWHERE, tls=False)
        assert answer.headers["location"].startswith(f"https://{ELSEWHERE}/")


NEXT = [f"//{ELSEWHERE}", f"///{ELSEWHERE}", f"/\\{ELSEWHERE}", f"\\/{ELSEWHERE}", f"/\t/{ELSEWHERE}",
        f"/\n/{ELSEWHERE}", f"\t//{ELSEWHERE}", f"https://{ELSEWHERE}/", f"https:{ELSEWHERE}",
        f"https:/{ELSEWHERE}", f"//a@{ELSEWHERE}/", f"//localhost@{ELSEWHERE}/", f"https://localhost@{ELSEWHERE}/",
        f"//{ELSEWHERE}\\@localhost/", f" //{ELSEWHERE}"]


def leads_to(place: str) -> str:
    """The host that a browser at the store goes to (https://url.spec.whatwg.org: blanks around it are cut off, tabs and
    line breaks are nothing, a backslash is a slash, and of https: as many slashes follow as anybody likes)."""
    place = re.sub(r"[\t\r\n]", "", place.strip(" ")).replace("\\", "/")
    found = re.fullmatch(r"(?:https:/*|/{2,})(?:[^/?#]*@)?([^/?#:]+).*", place)
    return found[1] if found else "localhost"


@pytest.mark.parametrize("place", NEXT, ids=repr)
def test_after_the_login_nobody_is_elsewhere(store, client, place):
    assert leads_to(place) == ELSEWHERE, "a browser would follow it"
    page = client.get(f"/auth/login?next={quote(place)}")
    assert ELSEWHERE not in page.text
    form = client.form("/auth/login", field="email")
    answer = client.post(form.action, form.fields | {"email": DEMO_EMAIL, "password": DEMO_PASSWORD, "next": place})
    assert (answer.status_code, leads_to(answer.headers["location"])) == (303, "localhost")
    assert answer.headers["location"].startswith("/dashboard")
