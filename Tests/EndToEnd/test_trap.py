"""A bug that makes Swift end the process: one visitor sees an error, the log says who and where, nobody else notices.

The route that traps is in debug builds only.
"""

import json

import pytest

from client import Client
from load import Load
from store import Store, wait_until

TRAPS = 5


def crashes(store: Store) -> dict[str, dict]:
    """The log's lines about workers that crashed, by request."""
    lines = [json.loads(line) for line in store.logs()["worker.log"].split("\n") if line.startswith("{")]
    return {line["request_id"]: line for line in lines if "backtrace" in line}


@pytest.mark.timeout(300)
def test_a_trap_costs_one_request_and_leaves_a_backtrace_with_its_id(debug_store: Store):
    load, client, trapped = Load(debug_store, clients=4), Client(debug_store), []
    for number in range(TRAPS):
        before, workers = load.done, debug_store.workers()
        answer = client.get("/test/trap")
        assert answer.status_code == 502 and answer.headers["x-request-id"] in answer.text
        trapped.append(answer.headers["x-request-id"])
        wait_until(lambda: len(crashes(debug_store)) == number + 1, 10, "the log names the request")
        wait_until(lambda: not debug_store.workers() <= workers, 10, "another worker is there")
        wait_until(lambda: load.done > before + 40, 30, "the others go on")
    load.stop()

    assert load.failures == [] and load.orders() == {email: 1 for email in load.acknowledged} != {}
    found = crashes(debug_store)
    assert list(found) == trapped
    for line in found.values():
        assert line["route"] == "trap" and line["end"].startswith("was killed by signal")
        trace = "\n".join(line["backtrace"])
        assert "trap(_:)" in trace and "TestRoutes.swift:" in trace and "Server.run" in trace
        # Where a crash was is told; what the process had in its memory is not.
        assert "Registers" not in trace


def test_the_program_that_people_run_has_no_such_route(store: Store):
    client = Client(store)
    assert [client.get(path).status_code for path in ("/test/trap", "/test/echo")] == [404, 404]
