"""nginx for real: behind another proxy, under other names, under its limits, and what it tells of itself."""

import json
import os
from types import SimpleNamespace

import pytest

from client import Client, RawAnswer, raw
from front import Front, outside_address
from printed import Printed, Proxy
from store import Store, nexus

TRUSTING = "--trusted-proxy=127.0.0.0/8"


def ask(port: int, path: str = "/", *lines: str, host: str = "localhost", tls: bool = True, method: str = "GET",
        **how) -> RawAnswer:
    place = SimpleNamespace(https_port=port, http_port=port)
    head = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Content-Length: 0", "Connection: close", *lines]
    return raw(place, "\r\n".join(head).encode("latin-1") + b"\r\n\r\n", tls=tls, **how)


def addresses(log: str) -> list[str]:
    return [json.loads(line)["remote_address"] for line in log.splitlines()]


# --- behind another proxy -----------------------------------------------------------------------------------------


def logged_in(store: Store, *options: str) -> tuple[list[int], set[str]]:
    """Thirty people log in through a second nginx; what they are answered, and whom the store takes them for."""
    with Printed(store, *options) as inner, Proxy(store, inner.https_port, "https") as proxy:
        people = [Client(SimpleNamespace(url=proxy.url)) for _ in range(30 if options else 5)]
        statuses = [person.log_in().get("/dashboard").status_code for person in people]
        return statuses, set(addresses(inner.log()))


def test_behind_a_trusted_proxy_everybody_has_an_address_of_their_own(store):  # Case 25
    statuses, known = logged_in(store, TRUSTING)
    assert statuses == [200] * 30
    assert len(known) == 30 and "127.0.0.1" not in known


def test_without_that_they_are_all_the_proxy(store):
    assert logged_in(store)[1] == {"127.0.0.1"}


def test_whoever_is_not_a_proxy_is_not_believed(store):
    with Printed(store, "--trusted-proxy=192.0.2.0/24") as site:
        ask(site.https_port, "/", "X-Forwarded-For: 203.0.113.9")
        assert "203.0.113.9" not in site.log()
    with Printed(store, TRUSTING) as site:
        ask(site.https_port, "/", "X-Forwarded-For: 198.51.100.1, 203.0.113.9, 127.0.0.7")
        assert addresses(site.log()) == ["203.0.113.9"], "the last that no proxy of ours vouches for"


def test_behind_something_that_ends_tls_the_store_is_an_https_store(store):  # Case 25
    outer = Proxy(store, 0, "http")
    with Printed(store, TRUSTING, base_url=outer.url, behind_tls=True) as inner:
        outer.inner = inner.https_port
        with outer:
            client = Client(SimpleNamespace(url=outer.url), http2=False).log_in()
            answer = client.get("/dashboard")
            assert answer.status_code == 200
            assert answer.headers["strict-transport-security"] == "max-age=31536000"
            assert client.http.delete("/").headers["allow"] == "GET, HEAD, POST"
            assert ask(outer.https_port, host="elsewhere.example").status == 421
        assert ask(inner.https_port, tls=False).status == 200


# --- other names --------------------------------------------------------------------------------------------------


def test_other_names_lead_to_the_store_for_good(store):  # Case 26
    with Printed(store, "--also=www.localhost", "--also=other.example") as site:
        for host in ("www.localhost", "other.example"):
            for port, tls in ((site.https_port, True), (site.http_port, False), (site.https_port, False)):
                answer = ask(port, "/products/x?a=b", host=host, tls=tls)
                assert (answer.status, answer.headers["location"]) == (301, f"{store.url}/products/x?a=b")
            assert ask(site.https_port, "/auth/login", host=host, method="POST").status == 405
        assert ask(site.https_port, host="third.example").status == 421


def test_a_name_with_an_umlaut_is_refused_with_what_browsers_make_of_it(store):  # Case 26
    done = nexus("nginx", **store.settings() | {"NEXUS_BASE_URL": "https://müller.example"})
    assert done.returncode == 78 and "https://xn--mller-kva.example" in done.stderr
    done = nexus("nginx", "--also=müller.example", **store.settings())
    assert done.returncode == 64 and "xn--mller-kva.example" in done.stderr


# --- limits -------------------------------------------------------------------------------------------------------

STRICT = (("burst=120 delay=60;", "burst=1 nodelay;"), ("burst=400 delay=300;", "burst=1 nodelay;"))


@pytest.mark.parametrize("others, same", [
    (["2001:db8:1:2::7", "2001:0db8:0001:0002:0:0:0:9", "2001:DB8:1:2:FFFF::1"], True),
    (["2001:db8:1:3::1", "2001:db8:0:2::1", "198.51.100.7"], False),
    (["::ffff:198.51.100.7", "::ffff:198.51.100.8"], False),
], ids=["one network", "other networks", "IPv4 in IPv6's clothes"])
def test_an_ipv6_visitor_is_a_whole_network(store, others, same):  # Attack 6
    with Printed(store, TRUSTING, changes=STRICT) as site:
        def status(address: str) -> int:
            return ask(site.https_port, "/", f"X-Forwarded-For: {address}").status

        first = [status("2001:db8:1:2::1") for _ in range(6)]
        assert 200 in first and 429 in first
        assert {status(other) for other in others} == {429 if same else 200}


def test_an_ipv4_visitor_has_one_allowance_however_the_address_is_written(store):
    with Printed(store, TRUSTING, changes=STRICT) as site:
        seen = [ask(site.https_port, "/", f"X-Forwarded-For: {each}198.51.100.7").status
                for each in ("", "::ffff:") * 4]
        assert seen[0] == 200 and seen[-2:] == [429, 429]


@pytest.mark.parametrize("path, tls, host, method", [
    ("/", True, "localhost", "GET"), ("/static/app.css", True, "localhost", "GET"),
    ("/favicon.ico", True, "localhost", "GET"), ("/robots.txt", True, "localhost", "GET"),
    ("/nowhere", True, "localhost", "GET"), ("/", True, "localhost", "DELETE"), ("/", False, "localhost", "GET"),
    ("/", True, "elsewhere.example", "GET"), ("/", False, "elsewhere.example", "GET"),
    ("/static/app.css", True, "elsewhere.example", "GET"), ("/", True, "www.localhost", "GET"),
])
def test_no_answer_is_without_a_limit(store, path, tls, host, method):  # Attack 4
    # All in one piece: however busy the machine is, they come faster than they may.
    asked = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nX-Forwarded-For: 198.51.100.7\r\n"
    with Printed(store, TRUSTING, "--also=www.localhost", changes=STRICT) as site:
        first = raw(site, (f"{asked}\r\n" * 7 + f"{asked}Connection: close\r\n\r\n").encode(), tls=tls)
    assert first.status != 429
    last = first.text.rpartition("HTTP/1.1 ")[2].lower()
    assert last.startswith("429 ") and "\r\nretry-after: 10\r\n" in last and "\r\nx-robots-tag: noindex\r\n" in last


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/status"])
def test_machines_questions_are_limited_for_all_of_them_together(store, path):  # Attack 4
    slow = ("zone=nexus_probe:10m rate=1200r/m", "zone=nexus_probe:10m rate=30r/m")
    with Printed(store, changes=(("burst=60 delay=40;", "burst=1 nodelay;"), slow)) as site:
        assert 429 in {ask(site.https_port, path).status for _ in range(8)}, "each came from another address"


def test_who_sends_too_much_reads_what_to_do(store):
    with Printed(store, changes=STRICT) as site:
        person = Client(SimpleNamespace(url=site.url))
        refused = [answer for answer in (person.get("/robots.txt") for _ in range(8)) if answer.status_code == 429]
        assert refused and "Wait a minute, then try again" in refused[0].text
        assert refused[0].headers["x-request-id"] in refused[0].text


# --- what is told, and written down -------------------------------------------------------------------------------

PROBES = ["/healthz", "/readyz", "/status"]


@pytest.mark.parametrize("line", ["X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "X-Real-IP: ::1", "Via: x",
                                  "X-Forwarded-Host: localhost"])
def test_a_proxy_on_this_machine_does_not_hand_the_probes_on(store, line):  # Attack 19
    for path in PROBES:
        assert ask(store.https_port, path).status == 200
        assert ask(store.https_port, path, line).status == 404


def test_machines_questions_are_answered_to_this_machine_and_to_networks_named(store):  # Attack 4
    with Printed(store, TRUSTING, "--monitor=198.51.100.0/24") as site:
        for path, told in (("/healthz", 200), ("/readyz", 200), ("/status", 404)):
            assert ask(site.https_port, path, "X-Forwarded-For: 198.51.100.7").status == told
            assert ask(site.https_port, path, "X-Forwarded-For: 203.0.113.9").status == 404


def test_strangers_questions_reach_no_worker(store):  # Attack 4
    outside = outside_address() or pytest.skip("this machine has no address but loopback")
    with Front(store, address=outside) as front:
        for path in PROBES:
            assert ask(front.https_port, path, address=outside).status == 404
        lines = [json.loads(line) for line in front.log().splitlines()]
    assert [line["worker_status"] for line in lines if line["path"] in PROBES] == [""] * 3


@pytest.mark.parametrize("word", ["a", '"', "\\", "<", "%41", "\x01", "\xff", "…"], ids=repr)
def test_a_line_of_the_log_is_short_whatever_was_asked(store, word):  # Attack 2
    with Front(store) as front:
        text = (word * 3_900).encode()[:3_900].decode("latin-1")
        for path, lines in ((f"/{text}", []), ("/", [f"User-Agent: {text}"]), ("/", [f"Referer: {text}"])):
            ask(front.https_port, path, *lines)
        ask(front.https_port, host=text)
        written = front.log().splitlines()
    # What is no request at all, with such a path or host, has a line one time in a hundred.
    assert (2 if word == "\x01" else 4) <= len(written) <= 4
    assert max(map(len, written)) < 1_000
    for line in map(json.loads, written):
        assert all(len(line[name]) <= 201 for name in ("path", "host", "user_agent", "method"))


def test_robots_are_kept_from_orders_and_from_what_nginx_says_by_itself(store):  # Case 17
    assert "Disallow: /orders/" in ask(store.https_port, "/robots.txt").text
    for path, host in (("/static/nothing.css", "localhost"), ("/healthz", "localhost"), ("/", "elsewhere.example")):
        assert ask(store.https_port, path, host=host).headers["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in ask(store.https_port, "/static/app.css").headers


def test_the_doctor_compares_what_runs_with_what_should(spare: Store):
    healthy = nexus("doctor", **spare.settings())
    assert "✓ running nginx" in healthy.stdout and "✓ nginx's room" in healthy.stdout, healthy.stdout
    site = spare.directory / "nginx/nexus.conf"
    right = site.read_text()
    try:
        site.write_text(right.replace("merge_slashes off;", "merge_slashes on;"))
        sick = nexus("doctor", **spare.settings())
    finally:
        site.write_text(right)
    assert sick.returncode == 1 and "✗ running nginx" in sick.stdout
    assert "lacks: merge_slashes off;" in sick.stdout and "has: merge_slashes on;" in sick.stdout
