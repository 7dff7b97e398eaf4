"""Tricks with headers: a worker is told what nginx knows and not what visitors claim; nobody is somebody else."""

import json
import time
from pathlib import Path

import pytest

from front import Front
from naive import NaiveResponder
from test_tricks import ELSEWHERE, get

TOLD = {"REQUEST_ID", "REQUEST_METHOD", "REQUEST_URI", "SERVER_PROTOCOL", "HTTPS", "REMOTE_ADDR", "CONTENT_TYPE",
        "CONTENT_LENGTH", "HTTP_HOST", "HTTP_COOKIE", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_PROXY"}
CLAIMS = {
    "Proxy": f"http://{ELSEWHERE}", "Request-Id": "mine", "Request_Id": "mine", "X-Request-ID": "mine",
    "Remote_Addr": "203.0.113.9", "Remote-Addr": "203.0.113.9", "X-Forwarded-For": "203.0.113.9", "Https": "off",
    "X-Real-IP": "203.0.113.9", "Request_Method": "DELETE", "Request-Uri": "/mine", "Request_Uri": "/mine",
    "X-HTTP-Method": "DELETE", "X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE",
    "X-Original-URL": "/mine", "X-Rewrite-URL": "/mine", "X-Forwarded-Host": ELSEWHERE, "X-Forwarded-Prefix": "/mine",
    "X-Accel-Redirect": "/mine", "Script-Name": "/mine", "Server-Protocol": "mine", "Content_Length": "99",
    "Content_Type": "mine", "Range": "bytes=0-1", "Authorization": "Basic bWluZQ==", "Redirect-Status": "200",
}


@pytest.fixture
def socket(naive: NaiveResponder) -> Path:
    return Path(naive.listener.getsockname())


# --- what a worker is told ----------------------------------------------------------------------------------------


def told(front: Front, responder: NaiveResponder) -> dict[str, str]:
    get(front, "/here?a=b", *(f"{name}: {value}" for name, value in CLAIMS.items()))
    return responder.said[-1]


def test_a_worker_is_told_nothing_that_a_visitor_claims(store, naive, socket):
    with Front(store, socket=socket) as front:
        said = told(front, naive)
    assert said.keys() <= TOLD
    assert (said["REQUEST_METHOD"], said["REQUEST_URI"], said["HTTP_HOST"]) == ("GET", "/here?a=b", "localhost")
    assert said["REMOTE_ADDR"].startswith("127.") and len(said["REQUEST_ID"]) == 32
    assert [value for value in said.values() if value in CLAIMS.values()] == []
    assert said.get("HTTP_PROXY", "") == said["CONTENT_LENGTH"] == ""


def test_one_line_of_nginxs_made_wrong_and_it_is_told_all_of_it(store, naive, socket):
    with Front(store, ("fastcgi_pass_request_headers off;", ""), ("server_tokens off;", "underscores_in_headers on;"),
               socket=socket) as front:
        said = told(front, naive)
    assert (said["HTTP_X_ORIGINAL_URL"], said["HTTP_X_HTTP_METHOD_OVERRIDE"]) == ("/mine", "DELETE")
    assert (said["HTTP_REQUEST_ID"], said["HTTP_X_FORWARDED_HOST"]) == ("mine", ELSEWHERE)


@pytest.mark.parametrize("name", ["X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override", "X-Original-URL",
                                  "X-Rewrite-URL"])
def test_no_header_turns_a_look_into_a_deed(store, cast, name):
    rows = store.snapshot()
    for value in ("POST", "DELETE", "/auth/logout"):
        for path in ("/auth/logout", "/dashboard/products/1/deletion", "/dashboard?_method=POST"):
            get(store, path, f"{name}: {value}", f"Cookie: __Host-nexus={cast.session}", "Sec-Fetch-Site: same-origin")
    assert store.snapshot() == rows
    assert cast.seller.get("/dashboard").status_code == 200


# --- cookies ------------------------------------------------------------------------------------------------------


def test_of_two_sessions_nobody_is_either(store, cast):
    mine, theirs = cast.session, cast.beginner.http.cookies["__Host-nexus"]
    for first, second in ((mine, theirs), (theirs, mine), (mine, mine), (mine, ""), ("", mine), (theirs, "%ff")):
        pair = [f"__Host-nexus={first}", f"__Host-nexus={second}"]
        for lines in ([f"Cookie: {'; '.join(pair)}"], [f"Cookie: {each}" for each in pair],
                      [f"Cookie: {','.join(pair)}"], [f"Cookie: {';'.join(pair)}"]):
            answer = get(store, "/dashboard", *lines)
            assert answer.status in {303, 400}, lines
            assert answer.status == 400 or answer.headers["location"].startswith("/auth/login")


def test_a_naive_reader_of_cookies_takes_the_one_that_was_planted(cast):
    planted = cast.beginner.http.cookies["__Host-nexus"]
    line = f"__Host-nexus={cast.session}; __Host-nexus={planted}"
    assert dict(pair.split("=") for pair in line.split("; "))["__Host-nexus"] == planted


@pytest.mark.parametrize("line, known", [
    ("__Host-nexus={}", True), ("a=b; __Host-nexus={}; c=d", True), ("$Version=1; __Host-nexus={}; $Path=/x", True),
    ("__Host-nexus={}; Domain=elsewhere.example; Path=/x; Secure", True), ('__Host-nexus="{}"', True),
    (";;;=;__Host-nexus={};=", True), ("__host-nexus=x; __Host-nexus={}", True),
    ("x=" + "a" * 7000 + "; __Host-nexus={}", True),
    ("__host-nexus={}", False), ("__Secure-nexus={}", False), ("nexus={}", False), ("__Host-nexus[]={}", False),
    ("__Host%2dnexus={}", False), ("__Host-nexus=\tx{}", False), ("a=b, __Host-nexus={}", False),
    ("__Host-nexus={}x", False), ("__Host-nexus={},", False), ("x=" + "a" * 9000 + "; __Host-nexus={}", False),
], ids=lambda value: str(value)[:40])
def test_only_the_one_cookie_is_a_session(store, cast, line, known):
    answer = get(store, "/dashboard", f"Cookie: {line.format(cast.session)}")
    assert answer.status == 200 if known else answer.status in {303, 400, 431}


# --- much of it ---------------------------------------------------------------------------------------------------

RANGES = ["bytes=0-0", "bytes=-1", "bytes=0-,0-,0-", "bytes=" + ",".join(f"{n}-{n}" for n in range(700)),
          "bytes=9223372036854775807-", "bytes=5-1", "lines=1-2"]


def test_a_file_is_sent_whole_whatever_part_of_it_is_asked_for(store):
    whole = get(store, "/static/app.css")
    for line in RANGES:
        answer = get(store, "/static/app.css", f"Range: {line}")
        assert (answer.status, answer.text) == (200, whole.text), line


def test_one_line_of_nginxs_made_wrong_and_a_part_is_sent(store):
    with Front(store, ("max_ranges 0;", "")) as wrong:
        assert get(wrong, "/static/app.css", "Range: bytes=0-0").status == 206


@pytest.mark.parametrize("lines, status", [
    ([f"X-{n}: {n}" for n in range(500)], 200), ([f"X-{n}: {n}" for n in range(2_500)], 431),
    (["X: x"] * 6_000, 431), (["Cookie: a=b"] * 3_000, 431), (["X" * 7_000 + ": x"], 200),
    (["X" * 9_000 + ": x"], 431), (["X: " + "x" * 9_000], 431), (["Accept-Encoding: " + "gzip;q=0," * 800], 200),
    (["If-None-Match: " + '"x",' * 1_900], 200),
], ids=["500", "2,500", "6,000", "3,000 cookies", "long name", "longer name", "long value", "codings", "tags"])
def test_any_number_of_headers_is_answered_at_once(store, lines, status):
    began = time.monotonic()
    assert get(store, "/", *lines).status == status
    assert time.monotonic() - began < 2


# --- nginx's own rules, which are regular expressions -------------------------------------------------------------

LONG = ["/orders/" + "0-" * 3_400, "/" + "a/" * 3_400 + "%", "/" + "0" * 6_900, "/" + "0" * 8 + "-0000" * 1_300,
        "/static/" + ".0123456789abcde" * 400 + ".css", "/static/" + "a." * 3_000 + "0123456789abcdef.css",
        "/" + "a" * 6_900 + "!", "/static/" + "/" * 6_900, "/" + "%41" * 2_300, "/auth/login" + "/" * 6_900]


TALKATIVE = ('" emerg;', '" alert;')
"""The store's nginx does not write down what it gave up, because it writes the whole request line with it."""


def given_up(front: Front) -> bool:
    """Whether a rule of nginx's took so many steps for one of these paths that PCRE gave it up."""
    for path in LONG:
        began = time.monotonic()
        assert get(front, path).status in {400, 404, 414}
        assert time.monotonic() - began < 2
    # Such as "pcre2_match() failed: -47 on …", which is nginx's highest level but one.
    return "[alert]" in (front.directory / "log/error.log").read_text()


def test_no_path_keeps_nginx_busy(store):
    with Front(store, TALKATIVE) as right:
        assert not given_up(right)


def test_one_line_of_nginxs_made_wrong_and_a_path_does(store):
    with Front(store, TALKATIVE, ('"~^/orders/."', '"~^/((a|aa)+)+$"')) as wrong:
        assert given_up(wrong)


# --- what is written down about it --------------------------------------------------------------------------------

BYTES = {"Host": "a\xff", "User-Agent": "\xc3(\xff\"\\\x01", "Referer": "\xff"}


def log_lines(front: Front) -> list[dict]:
    """What the access log says of a visit that is all bytes; each line must be JSON in UTF-8."""
    get(front, "/\xff\xfe?\xff", *(f"{name}: {value}" for name, value in BYTES.items() if name != "Host"))
    get(front, "/", host=BYTES["Host"])
    return [json.loads(line.decode("utf-8")) for line in front.log().splitlines()]


def test_whatever_is_sent_every_line_of_the_log_is_json(store):
    with Front(store) as front:
        lines = log_lines(front)
    assert [(line["path"], line["host"], line["user_agent"]) for line in lines] == [
        ("/…", "localhost", "…"), ("/", "a…", "")]


@pytest.mark.parametrize("change", [("$nexus_logged_user_agent", "$http_user_agent"), ("$nexus_logged_host", "$host"),
                                    ("$nexus_logged_path", "$request_uri")])
def test_one_line_of_nginxs_made_wrong_and_it_is_not(store, change):
    name, variable = change
    with Front(store, (f'":"{name}"', f'":"{variable}"')) as front, pytest.raises(UnicodeDecodeError):
        log_lines(front)
