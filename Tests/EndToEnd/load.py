"""Many people at once who look around and buy, on kept connections, and what became of each of their requests."""

import http.client
import itertools
import re
import threading
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from client import fresh_address, trusting
from store import Store

PURCHASES = 20
"""After so many a person is another one, at another address: nobody buys faster than the store lets them."""
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Load:
    """`clients` people who go on until `requests` requests were made, or until `stop`."""

    def __init__(self, store: Store, clients: int = 16, requests: int = 1_000_000) -> None:
        self.store, self.requests = store, requests
        self.failures: list[str] = []
        self.acknowledged: set[str] = set()
        """The e-mail addresses of orders that were answered with a receipt."""
        self.uncertain: set[str] = set()
        """Those of orders whose answer failed."""
        self.domain = f"{uuid.uuid4().hex[:8]}.example.com"
        self._tickets = itertools.count(1)
        self.done = 0
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._person, args=(n,)) for n in range(clients)]
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        for thread in self._threads:
            thread.join()

    def stop(self) -> None:
        self._stopped.set()
        self.finish()

    def orders(self) -> dict[str, int]:
        """How many paid orders the database has of each of these people."""
        rows = self.store.sql(
            f"SELECT email, count(*) FROM orders WHERE email LIKE '%@{self.domain}' AND status = 'paid' GROUP BY email")
        return {email: int(count) for email, count in rows}

    def _person(self, number: int) -> None:
        browser = self._browser()
        for turn in itertools.count():
            if self._stopped.is_set():
                break
            if turn % PURCHASES == PURCHASES - 1:
                browser.close()
                browser = self._browser()
            self._ask(browser, "GET", "/", None, 200)
            page = self._ask(browser, "GET", "/checkout/1", None, 200)
            if page is None:
                continue
            ticket = next(self._tickets)
            email = f"buyer-{number}-{ticket}@{self.domain}"
            fields = dict(HIDDEN.findall(page)) | {"email": email, "name": "Iris"}
            if self._ask(browser, "POST", "/checkout/1", fields, 303) is None:
                self.uncertain.add(email)
            else:
                self.acknowledged.add(email)
        browser.close()

    def _browser(self) -> "_Browser":
        return _Browser(lambda: http.client.HTTPSConnection(
            "127.0.0.1", self.store.https_port, timeout=30, context=trusting(), source_address=(fresh_address(), 0)))

    def _ask(self, browser: "_Browser", method: str, path: str, fields: dict | None, wanted: int) -> str | None:
        """The page; None when the answer was another than `wanted`, or none."""
        if self._stopped.is_set():
            return None
        try:
            status, text = browser.ask(method, path, fields)
        except (OSError, http.client.HTTPException) as error:
            status, text = repr(error), ""
        self.done += 1
        if self.done >= self.requests:
            self._stopped.set()
        if status == wanted:
            return text
        self.failures.append(f"{method} {path}: {status}")
        return None


class _Browser:
    """One kept connection and its cookies."""

    def __init__(self, connect: Callable[[], http.client.HTTPSConnection]) -> None:
        self.connection = connect()
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict | None) -> tuple[int, str]:
        headers = {"Host": f"localhost:{self.connection.port}", "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(fields)
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

    def close(self) -> None:
        self.connection.close()
