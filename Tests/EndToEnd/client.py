"""A person with a cookie jar and no browser: sees every header, follows no redirect, keeps no secret from the suite."""

import functools
import itertools
import re
import socket
import ssl
from dataclasses import dataclass

import httpx

from forms import Form, forms_of
from store import Store

DEMO_EMAIL, DEMO_PASSWORD = "test@test.com", "password123"
PASSWORD = "a long enough pass phrase"
"""The password of every account the suite makes."""
NEW_PASSWORD = "another long enough pass phrase"

secrets: set[str] = {DEMO_PASSWORD, PASSWORD, NEW_PASSWORD}
"""What must never appear in a log: passwords, cookies, form tokens, order links; each test adds to it by using a `Client`."""

answers: list[tuple[str, str, int]] = []
"""The store, the request id and the status of every answer that a `Client` got."""

_addresses = itertools.count(1)


def fresh_address() -> str:
    """A loopback address that has not knocked before: the store counts logins by address, and tests log in often."""
    number = next(_addresses)
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"


class Client:
    """Talks to one store with HTTP/2, from an address of its own."""

    def __init__(self, store: Store, http2: bool = True, address: str = "") -> None:
        self.url = store.url
        self.http = httpx.Client(
            base_url=store.url,
            transport=httpx.HTTPTransport(verify=False, http2=http2, local_address=address or fresh_address()),
            timeout=20,
        )

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self._noted(self.http.get(path, headers=_named(headers)))

    def post(self, path: str, fields: dict[str, str] | bytes, **headers: str) -> httpx.Response:
        """Posts a form as a page of this store would; `sec_fetch_site=""` and the like leave a header out."""
        named = _named({"sec_fetch_site": "same-origin"} | headers)
        if isinstance(fields, bytes):
            named.setdefault("Content-Type", "application/x-www-form-urlencoded")
            return self._noted(self.http.post(path, content=fields, headers=named))
        return self._noted(self.http.post(path, data=fields, headers=named))

    def form(self, path: str, **wanted: str) -> Form:
        """The form on the page at `path` that has the field (`field="email"`) or the action (`action="/x"`)."""
        answer = self.get(path)
        assert answer.status_code == 200, f"GET {path}: {answer.status_code}"
        for form in forms_of(answer.text):
            if wanted.get("field") in form.fields or wanted.get("action") == form.action:
                form.action = form.action or path
                return form
        raise AssertionError(f"no form with {wanted} on {path}")

    def submit(self, path: str, fields: dict[str, str]) -> httpx.Response:
        """Opens `path`, fills `fields` into the form that has them, and sends all of that form."""
        form = self.form(path, field=next(iter(fields)))
        return self.post(form.action, form.fields | fields)

    def log_in(self, email: str = DEMO_EMAIL, password: str = DEMO_PASSWORD) -> "Client":
        answer = self.submit("/auth/login", {"email": email, "password": password})
        assert answer.status_code == 303, f"login of {email}: {answer.status_code}\n{answer.text}"
        return self

    def register(self, email: str, name: str = "") -> "Client":
        answer = self.submit("/auth/register", {"email": email, "password": PASSWORD, "name": name})
        assert answer.status_code == 303, f"registration of {email}: {answer.status_code}\n{answer.text}"
        return self

    def log_out(self) -> httpx.Response:
        form = self.form("/dashboard", action="/auth/logout")
        return self.post(form.action, form.fields)

    def create_product(self, name: str, price: str = "12.50", status: str = "active", **more: str) -> str:
        """Makes a product and returns its id, read from the seller's own list."""
        answer = self.submit(
            "/dashboard/products/new", {"name": name, "price": price, "status": status} | more)
        assert answer.status_code == 303, f"creating {name}: {answer.status_code}\n{answer.text}"
        ids = re.findall(r"/dashboard/products/(\d+)", answer.headers["location"] + self.get("/dashboard/products").text)
        return max(ids, key=int)

    def buy(self, product: str, email: str, name: str = "") -> str:
        """Buys a product and returns the path of the buyer's secret link."""
        answer = self.submit(f"/checkout/{product}", {"email": email, "name": name})
        assert answer.status_code == 303, f"buying {product}: {answer.status_code}\n{answer.text}"
        assert "/success" in answer.headers["location"]
        return answer.headers["location"]

    def decline(self, product: str) -> str:
        """Tries to buy with an address whose payments are declined and returns the path of the page that says so."""
        answer = self.submit(f"/checkout/{product}", {"email": "decline@example.com"})
        while not (place := answer.headers["location"]).endswith("/declined"):
            answer = self.get(place)
        return place

    def _noted(self, answer: httpx.Response) -> httpx.Response:
        values = [cookie.value or "" for cookie in self.http.cookies.jar]
        answers.append((self.url, answer.headers["x-request-id"], answer.status_code))
        secrets.update(value for value in values if len(value) > 20)
        if answer.headers.get("content-type", "").startswith("text/html"):
            secrets.update(re.findall(r'name="form_token" value="([^"]{20,})"', answer.text))
        secrets.update(re.findall(r"/orders/([0-9a-f-]{36})/", answer.headers.get("location", "")))
        return answer


def _named(headers: dict[str, str]) -> dict[str, str]:
    """`sec_fetch_site` is written Sec-Fetch-Site; empty ones are left out."""
    return {name.replace("_", "-").title(): value for name, value in headers.items() if value}


@functools.cache
def trusting(protocol: str = "http/1.1") -> ssl.SSLContext:
    """What takes any certificate; made once, because reading those of the system takes longer than most answers."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols([protocol])
    return context


@dataclass
class RawAnswer:
    status: int
    headers: dict[str, str]
    text: str


def raw(store: Store, request: bytes, tls: bool = True, address: str = "127.0.0.1") -> RawAnswer:
    """Sends bytes that no well-behaved client sends and reads the answer; fails if there is none.

    Whoever goes to an `address` of this machine that is not loopback comes from there, too."""
    context = trusting()
    port = store.https_port if tls else store.http_port
    received, source = b"", (fresh_address(), 0) if address.startswith("127.") else None
    with socket.create_connection((address, port), 20, source_address=source) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") if tls else plain as connection:
            try:
                connection.sendall(request)
            except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
                pass  # the server has answered and closed before it was told everything
            try:
                while chunk := connection.recv(65_536):
                    received += chunk
            except (ConnectionResetError, ssl.SSLEOFError):
                pass
    head, _, body = received.partition(b"\r\n\r\n")
    status_line, *lines = head.decode("latin-1").split("\r\n")
    assert status_line.startswith("HTTP/1.1 "), f"no answer to {request[:80]!r}: {received[:200]!r}"
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return RawAnswer(int(status_line.split()[1]), headers, body.decode(errors="replace"))
