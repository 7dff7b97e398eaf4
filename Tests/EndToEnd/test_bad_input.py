"""Whatever arrives is answered in the store's look with a 4xx, changes no row, and ends no worker."""

from urllib.parse import urlencode

import pytest

from client import Client, RawAnswer, raw

MEBIBYTE = 1_048_576


@pytest.fixture(scope="module", autouse=True)
def nothing_changes(store, cast):
    """Around all tests here: the same rows afterwards as before."""
    rows = store.snapshot()
    yield
    assert store.snapshot() == rows


@pytest.fixture(autouse=True)
def nobody_ends(store):
    """Around every test here: the same workers afterwards as before."""
    workers = store.workers()
    assert workers
    yield
    assert store.workers() == workers, "a worker ended"


def assert_refused(answer: RawAnswer, statuses: set[int]) -> None:
    assert answer.status in statuses, f"{answer.status}\n{answer.text[:2000]}"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "/static/app." in answer.text and "<main" in answer.text
    assert answer.headers["x-request-id"] in answer.text or answer.status == 422


def head(method: str, path: str, *more: str, host: str = "localhost") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *more]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def form_post(path: str, body: bytes, *more: str, content_type="application/x-www-form-urlencoded") -> bytes:
    return head("POST", path, f"Content-Type: {content_type}", f"Content-Length: {len(body)}",
                "Sec-Fetch-Site: same-origin", *more) + body


@pytest.mark.parametrize("path", [
    "//", "//products", "/products//x", "/%2e%2e/", "/%2E%2E/auth/login", "/../", "/..;/", "/products/..;/auth/login",
    "/products/..", "/./auth/login", "/%2e/auth/login", "/products/%2e%2e/%2e%2e/etc/passwd", "/products%2f..%2fx",
    "/products/%5c..%5c", "/products\\x", "/static/../migrations/0001_users.sql", "/static/%2e%2e/Package.swift",
    "/static/..%2fPackage.swift", "/static//app.css", "/%00", "/products/%00", "/products/a%00b", "/products/%ff%fe",
    "/products/%c0%af", "/products/%", "/products/%zz", "/products/%e2%80", "/products/%0d%0aSet-Cookie:x=y",
    "/checkout/99999999999999999999", "/checkout/9223372036854775808", "/checkout/-1", "/checkout/0x1",
    "/checkout/1abc", "/checkout/01", "/checkout/+1", "/checkout/1/", "/checkout/", "/checkout/١", "/orders/1/success",
    "/orders/00000000-0000-0000-0000-000000000000/success", "/.errors/400.html", "/.git/config", "/.env",
    "/products/" + "a" * 3000,
], ids=lambda path: path[:40])
def test_a_path_that_is_none(store, path):
    request = head("GET", "").replace(b"GET  ", b"GET " + path.encode() + b" ")
    assert_refused(raw(store, request), {400, 404, 414})


@pytest.mark.parametrize("query", [
    "before=%00", "before=%ff", "before=%zz", "before=1&before=2", "&".join(f"a{n}={n}" for n in range(10_000)),
    "a" * 3000 + "=1",
], ids=["NUL", "UTF-8", "percent", "twice", "10,000", "long name"])
def test_a_query_that_is_none(store, query):
    assert_refused(raw(store, head("GET", f"/?{query}")), {400, 414, 431})


@pytest.mark.parametrize("query", [
    b"utm_campaign=50%off", b"fbclid=1&fbclid=1", b"q=%E9", b"q=\xe9", b"a=%00", b"&" * 500, b"%zz",
], ids=["percent", "twice", "Latin-1", "raw Latin-1", "NUL", "pieces", "name"])
@pytest.mark.parametrize("path", [b"/", b"/products/my-first-awesome-course", b"/checkout/1", b"/auth/login"])
def test_a_query_that_nobody_reads_is_let_be(store, path, query):
    # Case 1: links are tagged, repeated and cut by others on their way.
    request = head("GET", "").replace(b"GET  ", b"GET " + path + b"?" + query + b" ")
    assert raw(store, request).status == 200


BODIES = {
    "NUL": b"email=a%00b%40example.com&password=x",
    "raw NUL": b"email=a\0b@example.com&password=x",
    "broken UTF-8": b"email=%ff%fe&password=x",
    "raw broken UTF-8": b"email=\xff\xfe&password=x",
    "overlong UTF-8": b"email=%c0%80&password=x",
    "surrogate": b"email=%ed%a0%80&password=x",
    "half a percent": b"email=%4&password=x",
    "duplicate": b"email=a%40example.com&email=b%40example.com&password=x",
    "duplicate in disguise": b"email=a%40example.com&%65mail=b%40example.com&password=x",
    "10,000 parameters": urlencode({f"a{n}": n for n in range(10_000)}).encode(),
    "no body": b"",
    "junk": bytes(range(256)) * 4,
    "long name": b"a" * 5000 + b"=1",
}


@pytest.mark.parametrize("path", ["/auth/login", "/auth/register", "/checkout/1"])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_form_that_is_none(store, path, body):
    assert_refused(raw(store, form_post(path, body)), {400, 413, 422})


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain", "x"])
def test_a_body_that_is_no_form(store, content_type):
    answer = raw(store, form_post("/auth/login", b"email=a%40example.com&password=x", content_type=content_type))
    assert_refused(answer, {415})


@pytest.mark.parametrize("price", [
    "99999999999999999999", "9223372036854775808", "92233720368547758.08", "1000000.00", "-1", "1e3", "NaN", "0x10",
    "1,000", "1.999", ".", "", " ", "1.2.3", "1" * 10_000, "29.99 or so",
], ids=lambda price: repr(price[:24]))
def test_a_price_that_is_none(store, cast, price):
    answer = cast.seller.submit("/dashboard/products/new", {"name": "Never", "price": price})
    assert answer.status_code == 422
    assert "Product created" not in answer.text


@pytest.mark.parametrize("fields", [
    {"name": ""}, {"name": "a" * 256}, {"name": "\u200b"}, {"status": "sold"}, {"description": "a" * 51_201},
], ids=["no name", "long name", "unseen name", "status", "description"])
def test_a_product_that_is_none(cast, fields):
    answer = cast.seller.submit("/dashboard/products/new", {"name": "Never", "price": "1.00"} | fields)
    assert answer.status_code == 422


@pytest.mark.parametrize("email", [
    "", "nobody", "@", "a@", "@b.example", "a b@example.com", "a@example.com\nBcc: b@example.com",
    "a@example.com, b@example.com", "a" * 300 + "@example.com", "<script>@example.com",
], ids=lambda email: repr(email[:24]))
def test_an_address_that_is_none(store, client, email):
    assert client.submit("/checkout/1", {"email": email, "name": ""}).status_code == 422


def test_the_amount_is_not_the_buyers_to_say(client):
    form = client.form("/checkout/1", field="email")
    answer = client.post(form.action, form.fields | {"email": "", "price": "1", "amount": "1", "status": "paid"})
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "127.0.0.1", "[::1]", "x" * 300])
def test_a_host_that_is_not_ours(store, host):
    assert_refused(raw(store, head("GET", "/", host=host)), {421})


def test_an_absolute_target_with_another_host(store):
    assert_refused(raw(store, head("GET", "https://elsewhere.example/")), {421, 400})


@pytest.mark.parametrize("size", [MEBIBYTE + 1, 2 * MEBIBYTE])
def test_a_body_over_the_limit(store, size):
    assert_refused(raw(store, form_post("/auth/login", b"a" * size)), {413})


def test_a_chunked_body_over_the_limit(store):
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    request = head("POST", "/auth/login", "Content-Type: application/x-www-form-urlencoded",
                   "Transfer-Encoding: chunked") + chunk * 32 + b"0\r\n\r\n"
    assert_refused(raw(store, request), {413})


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_somebody_who_pastes_too_much_reads_so(store, cast, browsers, browser):
    context = browsers(browser).new_context(base_url=store.url, ignore_https_errors=True)
    context.add_cookies([{"name": "__Host-nexus", "value": cast.session, "url": store.url}])
    page = context.new_page()
    page.goto("/dashboard/products/new")
    page.fill("[name=name]", "Never")
    page.fill("[name=price]", "1.00")
    # In lines, as people's texts are: browsers take most of a minute to lay out a line of a million letters.
    lines = f"('a'.repeat(60) + '\\n').repeat({MEBIBYTE // 50})"
    page.evaluate(f"document.querySelector('[name=description]').value = {lines}")
    page.click("button[type=submit]")
    page.wait_for_selector(".error-code >> text=413")
    context.close()


@pytest.mark.parametrize("more, body", [
    (["Content-Length: 5", "Transfer-Encoding: chunked"], b"0\r\n\r\n"),
    (["Content-Length: 5", "Content-Length: 6"], b"aaaaaa"),
    (["Content-Length: -1"], b""),
    (["Content-Length: 99999999999999999999"], b""),
    (["Content-Length: 5 5"], b"aaaaa"),
    (["Transfer-Encoding: chunked"], b"zz\r\n"),
    (["Transfer-Encoding: gzip"], b"aaaaa"),
], ids=["both lengths", "two lengths", "negative", "overflow", "list", "bad chunk", "gzip"])
def test_a_length_that_is_none(store, more, body):
    request = head("POST", "/auth/login", "Content-Type: application/x-www-form-urlencoded", *more) + body
    assert_refused(raw(store, request), {400, 413, 501})


@pytest.mark.parametrize("cookie", ["__Host-nexus=", "__Host-nexus=a; __Host-nexus=b", "__Host-nexus=" + "a" * 5000,
                                    "__Host-nexus=\xff\xfe", "=;=;;", "__Host-nexus=' OR 1=1 --"])
def test_a_session_that_is_none_is_nobodys(store, cookie):
    answer = raw(store, head("GET", "/dashboard", f"Cookie: {cookie}"))
    assert answer.status in {303, 400}
    assert answer.status == 400 or answer.headers["location"].startswith("/auth/login")


def test_a_padded_body_is_never_run_as_a_second_request(store):
    """DESIGN 1: a FastCGI record hidden in a body that nobody read was once taken for a request of its own."""
    record = bytes([1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    client = Client(store)
    for padding in range(8_000, 8_400, 8):
        answer = client.post("/nowhere", b"a" * padding + record * 4)
        assert answer.status_code in {400, 404, 405}
