"""A worker that has answered very many requests is as small as it was when it was warm.

`NEXUS_TEST_FULL=1` makes it 500,000 requests, which take some minutes; without it there are some ten thousands.
"""

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from client import DEMO_EMAIL, DEMO_PASSWORD, Client
from front import UNLIMITED, Front
from store import Store, clean_environment

REQUESTS = 500_000 if os.environ.get("NEXUS_TEST_FULL") else 20_000
LOG_INS = 1_000
LIMIT_BYTES = 8 << 20
GROWTH = 1.05
WARM = 5
"""The share of the requests after which a worker is warm: one in so many."""

SCRIPT = """
local paths = {%s}
local number = 0
wrk.headers["Cookie"] = "%s"
wrk.headers["Sec-Fetch-Site"] = "same-origin"

function request()
    number = number + 1
    if number %% 8 ~= 0 then return wrk.format("GET", paths[number %% #paths + 1]) end
    local key = string.format("%%08x-0000-4000-8000-%%012x", os.time(), number)
    -- Somebody else each time: who buys the same again is asked whether it is meant.
    local email = "iris-" .. os.time() .. "-" .. number .. "%%40example.com"
    local body = "email=" .. email .. "&name=Iris&shown_price=%d&form_id=" .. key
    return wrk.format("POST", "/checkout/1", {
        ["Content-Type"] = "application/x-www-form-urlencoded", ["Sec-Fetch-Site"] = "same-origin"}, body)
end

function done(summary)
    local errors = summary.errors
    print("REQUESTS", summary.requests, "FAILED",
        errors.connect + errors.read + errors.write + errors.status + errors.timeout)
end
"""


def private_bytes(process: int) -> int:
    """What the process has for itself alone (proc(5), smaps_rollup)."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    return 1024 * sum(int(size) for size in re.findall(r"^Private_(?:Clean|Dirty): +(\d+) kB", text, re.M))


class Crowd:
    """Visitors, buyers and a seller, from one address and as fast as two cores allow."""

    def __init__(self, store: Store, front: Front, directory: Path) -> None:
        self.front, self.script = front, directory / "crowd.lua"
        seller = Client(store).log_in()
        [[slug, price]] = store.sql("SELECT slug, price FROM products WHERE id = 1")
        paths = ["/", f"/products/{slug}", "/checkout/1", "/auth/login", "/dashboard", "/dashboard/orders",
                 "/dashboard/products", "/nowhere/at/all"]
        # wrk counts answers from 400 on as errors, so the page that is not there is asked apart.
        self.script.write_text(SCRIPT % (
            ", ".join(f'"{path}"' for path in paths[:-1]), f"__Host-nexus={seller.http.cookies['__Host-nexus']}",
            int(price)))
        self.missing = paths[-1]

    def ask(self, requests: int) -> int:
        """Asks until at least so many were answered and returns how many were; none may fail."""
        answered = 0
        while answered < requests:
            done = subprocess.run(
                ["wrk", "-t1", "-c16", "-d5s", "--timeout", "20s", "-s", self.script,
                 self.front.url.replace("localhost", "127.0.0.1"), "-H", f"Host: localhost:{self.front.https_port}"],
                text=True, capture_output=True, env=clean_environment(), timeout=60)
            found = re.search(r"REQUESTS\t(\d+)\tFAILED\t(\d+)", done.stdout)
            assert found and found[2] == "0", done.stdout + done.stderr
            assert Client(self.front).get(self.missing).status_code == 404
            answered += int(found[1])
        return answered


@pytest.fixture(scope="module")
def ageing(new_store) -> Store:
    """A store whose workers are not replaced for their age, and whose buyers are not told that it is enough for an hour."""
    store = new_store()
    store.start(NEXUS_WORKER_REQUESTS="1000000000", NEXUS_PASSWORD_SLOTS="2")
    store.take_any_number()
    return store


@pytest.mark.timeout(1800)
def test_the_memory_of_a_worker_does_not_grow_with_what_it_has_answered(ageing: Store, tmp_path: Path):
    workers = ageing.workers()
    with Front(ageing, UNLIMITED) as front:
        crowd = Crowd(ageing, front, tmp_path)
        answered = crowd.ask(REQUESTS // WARM)
        warm = {worker: private_bytes(worker) for worker in workers}
        answered += crowd.ask(REQUESTS - answered)
    assert ageing.workers() == workers, "nobody was replaced"
    now = {worker: private_bytes(worker) for worker in workers}
    print(f"{answered} requests; " + ", ".join(f"{warm[each]} -> {now[each]} bytes" for each in sorted(workers)))
    assert int(ageing.sql("SELECT count(*) FROM orders WHERE email LIKE 'iris-%' AND status = 'paid'")[0][0]) > REQUESTS / 10
    assert max(now.values()) <= LIMIT_BYTES
    assert all(now[worker] <= GROWTH * warm[worker] for worker in workers)


# Attack 17
@pytest.mark.timeout(1800)
def test_the_memory_of_a_worker_does_not_grow_with_log_ins(ageing: Store):
    workers, login = ageing.workers(), {"email": DEMO_EMAIL, "password": DEMO_PASSWORD}
    with ThreadPoolExecutor(2) as people:
        answers = people.map(lambda _: Client(ageing, http2=False).post("/auth/login", login).status_code, range(LOG_INS))
        assert list(answers) == [303] * LOG_INS
    assert ageing.workers() == workers, "nobody was replaced"
    now = {worker: private_bytes(worker) for worker in workers}
    print(f"{LOG_INS} log-ins; {sorted(now.values())} bytes")
    assert max(now.values()) <= LIMIT_BYTES
