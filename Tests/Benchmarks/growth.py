"""The second table: the time of each page while the data grows; one request after the other."""

import http.client
import time
from pathlib import Path
from statistics import median

from cluster import Cluster, Store, progress
from peers import Nexus
from tables import heading, row
from web import Web

SIZES = ((50, 1_000, 1_000), (500, 10_000, 100_000), (5_000, 100_000, 1_000_000))
REQUESTS = 300


def measure(directory: Path, cluster: Cluster, is_small: bool) -> None:
    sizes = SIZES[:2] if is_small else SIZES
    names = [f"{orders:,} orders, {products:,} products" for _, products, orders in sizes]
    times: dict[str, list[float]] = {}
    for (sellers, products, orders), name in zip(sizes, names):
        store = cluster.store(sellers, products, orders)
        with Web(directory, [Nexus(directory, store)]) as web:
            for page in store.pages():
                progress(f"{name}: {page}")
                times.setdefault(page, []).append(milliseconds(web.ports["Nexus"], page, store))
    print("Median of single requests, one after the other, through nginx, in milliseconds.\n")
    heading("page", *names, "largest to smallest")
    for page, by_size in times.items():
        row(page, *(f"{time:.2f}" for time in by_size), f"{by_size[-1] / by_size[0]:.2f}")
    print()


def milliseconds(port: int, page: str, store: Store) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    taken = []
    for _ in range(REQUESTS + REQUESTS // 5):
        began = time.perf_counter()
        connection.request("GET", store.pages()[page], headers={"Cookie": store.cookie(page)})
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"{page}: {answer.status}")
    connection.close()
    return median(taken[REQUESTS // 5:]) * 1000
