"""Twenty people behind one address, each at the speed of a person: limits are not for them."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

from client import Client, fresh_address
from store import Store

PEOPLE = 20
IMPATIENT = 12
"""Seconds that nobody waits for a page."""


def walk(store: Store, address: str, number: int) -> list[tuple[str, int, float]]:
    """Somebody looks around, buys, opens a store and puts something up."""
    person, seen = Client(store, address=address), []
    mail = f"walker-{number}-{random.randrange(10**9)}@example.com"

    def step(name: str, act, pause: float = 1.0) -> None:
        began = time.monotonic()
        answer = act()
        seen.append((name, getattr(answer, "status_code", 200), time.monotonic() - began))
        time.sleep(random.uniform(0.5, 1.5) * pause)

    time.sleep(number)
    for path in ("/", "/static/app.css", "/favicon.ico", "/products/my-first-awesome-course", "/checkout/1"):
        step(path, lambda path=path: person.get(path), 0.3)
    step("buy", lambda: person.submit("/checkout/1", {"email": mail, "name": "Iris"}))
    step("register", lambda: person.submit("/auth/register", {"email": mail, "password": "a long enough pass phrase"}))
    step("create", lambda: person.submit("/dashboard/products/new", {"name": mail, "price": "1.00", "status": "draft"}))
    for path in ("/dashboard", "/dashboard/products", "/dashboard/orders?q=someone", "/dashboard/account"):
        step(path, lambda path=path: person.get(path), 0.5)
    step("log out", person.log_out)
    return seen


def test_twenty_people_behind_one_address_meet_no_limit(spare: Store):
    address = fresh_address()
    with ThreadPoolExecutor(PEOPLE) as pool:
        walks = list(pool.map(lambda number: walk(spare, address, number), range(PEOPLE)))
    steps = [step for seen in walks for step in seen]
    print(f"{len(steps)} steps, the slowest: {max(steps, key=lambda step: step[2])}")
    assert [step for step in steps if step[1] not in {200, 303} or step[2] > IMPATIENT] == []
