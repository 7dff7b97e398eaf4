"""What the workers say of themselves: /status and `nexus status`, and the probes /healthz and /readyz."""

import os
import re
import shutil
import signal

from client import Client
from store import ROOT, Store, alive, nexus, wait_until
from test_outage import frozen, settled


def test_status_comes_as_a_table_as_json_and_as_openmetrics(spare: Store):
    client = Client(spare)
    found = client.get("/status?format=json")
    assert found.headers["content-type"] == "application/json"
    answer = found.json()
    assert answer["seats"] == len(answer["workers"]) == answer["active"] + answer["idle"]
    assert answer["queue"]["limit"] == 4096 and answer["breaker"] == "closed"
    assert {worker["process"] for worker in answer["workers"]} == spare.workers()
    assert [worker["route"] for worker in answer["workers"] if worker["request_id"] == found.headers["x-request-id"]]
    assert 0 < max(worker["memory_bytes"] for worker in answer["workers"]) < 8 << 20

    metrics = client.get("/status")
    assert metrics.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    assert metrics.text == _well_formed(metrics.text)
    assert _well_formed(nexus("status", "--openmetrics", **spare.settings()).stdout)
    table = nexus("status", **spare.settings()).stdout
    assert all(f"\n{pid} " in table for pid in spare.workers())


def _well_formed(text: str) -> str:
    """OpenMetrics as far as it is used here: families in one piece, counters with `_total`, an end."""
    *lines, end = text.removesuffix("\n").split("\n")
    assert end == "# EOF"
    name = kind = ""
    seen = set()
    for line in lines:
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in seen and kind in {"gauge", "counter"}
            seen.add(name)
        elif not line.startswith(f"# HELP {name} "):
            suffix = "_total" if kind == "counter" else ""
            label = r'[a-z]+="[a-zA-Z0-9-]*"'
            assert re.fullmatch(rf"{name}{suffix}(\{{{label}(,{label})*\}})? \d+(\.\d+)?", line), line
    return text


def test_status_is_for_this_machine_only(new_serve):
    serve = new_serve().start()
    assert serve.ask("/status", address="203.0.113.9")[0] == 403
    assert serve.ask("/status", address="127.0.0.1.example.com")[0] == 403
    assert serve.ask("/status", address="::1")[0] == 200


def test_probes_take_get_and_head_only(spare: Store):
    client = Client(spare)
    for path in ("/healthz", "/readyz", "/status"):
        assert client.get(path).headers["cache-control"] == "no-store"
        assert client.post(path, {}).status_code == 405
        assert client.http.head(path).status_code == 200
    assert client.get("/healthzx").status_code == 404


def test_without_postgresql_the_store_is_alive_but_not_ready(spare: Store):
    client, postmaster = Client(spare), settled(spare, "postgres")
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (200, "ready\n")
    with frozen(spare.process.pid):
        os.kill(postmaster, signal.SIGKILL)
        wait_until(lambda: not alive(postmaster), 10, "PostgreSQL ended")
        for _ in spare.workers():
            assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "ok\n")
            answer = client.get("/readyz")
            assert (answer.status_code, answer.text) == (503, "not ready\ndatabase: it does not answer\n")
    wait_until(spare.database_answers, 20, "PostgreSQL is back")
    wait_until(lambda: client.get("/readyz").status_code == 200, 5, "the store is ready again")


def test_a_schema_behind_its_files_and_a_full_disk_are_not_ready(new_serve, tmp_path):
    for part in ("nginx", "migrations"):
        shutil.copytree(ROOT / part, tmp_path / part)
    number = 1 + len(list((tmp_path / "migrations").glob("0*.sql")))
    (tmp_path / f"migrations/{number:04}_later.sql").write_text("SELECT 1;\n")
    behind = new_serve(NEXUS_HOME=str(tmp_path)).start()
    code, text = behind.ask("/readyz")
    assert code == 503 and f"schema: 1 of {number} migrations" in text
    full = new_serve(NEXUS_FREE_SPACE="1048576").start()
    assert full.ask("/readyz")[0] == 503 and "disk: " in full.ask("/readyz")[1]
    assert full.ask("/healthz")[0] == 200
