"""Every answer, whoever gave it, carries the rules of the house."""

import json
import re
import socket
import ssl
import subprocess
from types import SimpleNamespace

import pytest

from client import raw
from pages import PAGES
from store import nexus

ALWAYS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                               "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
PRIVATE = ["/dashboard", "/dashboard/products", "/dashboard/products/new", "/dashboard/products/1/edit",
           "/dashboard/orders", "/dashboard/account", "/auth/login", "/auth/register", "/checkout/1"]


def assert_house_rules(headers: dict[str, str], tls: bool = True) -> None:
    for name, value in ALWAYS.items():
        assert headers.get(name) == value, name
    assert headers["referrer-policy"] in {"same-origin", "no-referrer", "strict-origin"}
    assert "camera=()" in headers["permissions-policy"]
    assert re.fullmatch(r"[0-9a-f]{32}", headers["x-request-id"])
    assert "x-powered-by" not in headers
    assert not re.search(r"\d", headers.get("server", "")), "a version is told"
    if tls:
        # Five minutes: `nexus up` is for localhost, which browsers are not to tie to https for a year.
        assert headers["strict-transport-security"] == "max-age=300"
    else:
        assert "strict-transport-security" not in headers


@pytest.mark.parametrize("name", PAGES)
def test_every_page_and_every_error_has_the_headers(snapshot, name):
    assert_house_rules(snapshot(name).headers)


def test_redirects_have_the_headers(client):
    answer = client.get("/dashboard")
    assert answer.status_code == 303
    assert_house_rules(answer.headers)


def test_no_header_is_sent_twice(client):
    for path in ("/", "/nowhere", "/dashboard", "/static/nothing.css"):
        names = [name.lower() for name, _ in client.get(path).headers.multi_items()]
        assert sorted(set(names) - {"set-cookie"}) == sorted(name for name in names if name != "set-cookie"), path


@pytest.mark.parametrize("request_bytes, status", [
    (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    (b"nonsense\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", 431),
    (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 414),
    (b"DELETE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
    (b"TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405),
], ids=["no host", "no http", "large header", "long path", "delete", "trace"])
def test_nginx_itself_answers_with_the_headers_and_in_the_stores_look(store, request_bytes, status):
    answer = raw(store, request_bytes)
    assert answer.status == status
    assert_house_rules(answer.headers)
    assert "/static/app." in answer.text and answer.headers["x-request-id"] in answer.text


def test_plain_http_leads_to_https_and_nowhere_else(store):
    answer = raw(store, b"GET /products/x?a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", tls=False)
    assert (answer.status, answer.headers["location"]) == (301, f"{store.url}/products/x?a=b")
    assert_house_rules(answer.headers, tls=False)
    answer = raw(store, b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n", tls=False)
    assert answer.status == 421
    assert_house_rules(answer.headers, tls=False)


def test_a_real_site_is_https_for_a_year(store):
    site = nexus("nginx", **store.settings() | {"NEXUS_BASE_URL": "https://shop.example.com"})
    assert site.returncode == 0, site.stderr
    assert '"max-age=31536000"' in site.stdout and "max-age=300" not in site.stdout


@pytest.mark.parametrize("host, status", [("localhost", 301), ("elsewhere.example", 421)])
def test_plain_http_at_the_https_port_is_answered_in_the_stores_look(store, host, status):
    swapped = SimpleNamespace(http_port=store.https_port)
    answer = raw(swapped, f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode(), tls=False)
    assert answer.status == status
    assert_house_rules(answer.headers, tls=False)
    assert status == 301 or "/static/app." in answer.text and answer.headers["x-request-id"] in answer.text


@pytest.mark.parametrize("method, path, tls, allowed", [
    ("DELETE", "/", True, "GET, HEAD, POST"), ("TRACE", "/", True, "GET, HEAD, POST"),
    ("POST", "/static/app.css", True, "GET, HEAD"), ("DELETE", "/static/app.css", True, "GET, HEAD"),
    ("POST", "/robots.txt", True, "GET, HEAD"), ("PUT", "/favicon.ico", True, "GET, HEAD"),
    ("POST", "/auth/login", False, "GET, HEAD"), ("DELETE", "/", False, "GET, HEAD"),
])
def test_a_method_that_is_refused_is_not_among_those_allowed(store, method, path, tls, allowed):
    request = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    answer = raw(store, request.encode(), tls=tls)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("path, logged", [
    ("/orders/{id}/success", "/orders/…/success"), ("/orders/%{code}{rest}/success", "/orders/…"),
    ("/%6frders/%{code}{rest}/success", "/…"), ("/orders/{id}/succ%65ss", "/orders/…"), ("/orders/x{id}", "/orders/x…"),
    ("/orders/{id}/{id}", "/orders/…"), ("/orders/{id}/fadedeed-0000-4000-8000-000000000000", "/orders/…"),
    ("/dashboard/orders/{id}", "/dashboard/orders/…"),
    ("/dashboard/orders/%{code}{rest}", "/dashboard/…"), ("//orders/{id}", "//orders/…"),
])
def test_an_orders_link_is_not_in_the_log_however_it_was_written(store, cast, path, logged):
    number = cast.order
    answer = raw(store, "GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".format(
        path.format(id=number, code=f"{ord(number[0]):x}", rest=number[1:])).encode())
    entries = [json.loads(line) for line in store.logs()["access.log"].strip().split("\n")]
    assert [entry["path"] for entry in entries if entry["request_id"] == answer.headers["x-request-id"]] == [logged]


@pytest.mark.parametrize("path", PRIVATE)
def test_private_pages_are_kept_by_nobody(cast, path):
    assert "no-store" in cast.seller.get(path).headers["cache-control"]


def test_the_buyers_secret_page_is_kept_by_nobody_and_found_by_nobody(cast):
    answer = cast.visitor.get(cast.receipt)
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["referrer-policy"] in {"same-origin", "no-referrer"}


def test_static_files_have_the_hash_of_their_content_in_their_name_and_stay(client):
    paths = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/").text))
    assert len(paths) >= 2
    for path in paths:
        assert re.search(r"\.[0-9a-f]{16}\.\w+$", path)
        answer = client.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"] and "max-age=31536000" in answer.headers["cache-control"]
        assert_house_rules(answer.headers)
        assert "set-cookie" not in answer.headers


def test_http_2_is_spoken(client):
    assert client.get("/").http_version == "HTTP/2"


@pytest.mark.parametrize("version, spoken", [
    (ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tls_starts_at_1_2(store, version, spoken):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with socket.create_connection(("localhost", store.https_port), timeout=10) as plain:
        if spoken:
            with context.wrap_socket(plain, server_hostname="localhost") as connection:
                assert connection.version() == version.name.replace("_", ".")
        else:
            with pytest.raises(ssl.SSLError, match="(?i)protocol.version"):
                context.wrap_socket(plain, server_hostname="localhost")


def test_the_request_id_is_the_same_in_the_header_on_the_page_and_in_the_logs(store, client):
    for path, status in (("/nowhere", 404), ("/static/nothing.css", 404)):
        answer = client.get(path)
        assert answer.status_code == status
        number = answer.headers["x-request-id"]
        assert number in answer.text
        assert number in store.logs()["access.log"]
    assert raw(store, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: mine\r\nConnection: close\r\n\r\n").headers[
        "x-request-id"] != "mine"


def test_a_failure_is_one_line_in_the_workers_log_with_the_request_id(spare, snapshot):
    number = snapshot("error-500").headers["x-request-id"]
    assert number in snapshot("error-500").html
    assert number in spare.logs()["worker.log"]
    assert "products" not in snapshot("error-500").html.split("<main")[1].split("</main")[0]


def test_the_configuration_that_runs_passes_nginxs_own_check(store):
    configuration = store.nginx_configuration()
    checked = subprocess.run(["nginx", "-t", "-c", configuration], text=True, capture_output=True)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr

