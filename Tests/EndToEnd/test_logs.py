"""After everything else: nothing secret was ever written down, and every line can be read by a machine."""

import json

import pytest

from client import PASSWORD, answers, secrets

pytestmark = pytest.mark.last


def test_a_secret_would_be_found_in_a_log_wherever_it_stands_there(store, cast):
    """What `conftest.py` looks for in the logs of all stores, at the very end."""
    assert len(secrets) > 10
    planted = {cast.order, cast.session, PASSWORD}
    log = store.directory / "log/planted.log"
    log.write_text(f'GET /orders%2F{cast.order}x "{PASSWORD}." a-{cast.session}_b'
                   f" {cast.session[:-1]} {cast.order[1:]}\n")
    try:
        assert set(store.leaks(secrets)) == {(log.name, secret) for secret in planted}
    finally:
        log.unlink()


def test_every_line_of_the_access_log_and_the_workers_log_is_json(store):
    for name in ("access.log", "worker.log"):
        lines = [line for line in store.logs()[name].split("\n") if line]
        assert lines, name
        for line in lines:
            json.loads(line)


def test_every_answer_of_a_worker_has_a_line_with_its_request_id(store):
    entries = [json.loads(line) for line in store.logs()["access.log"].strip().split("\n")]
    assert all(len(entry["request_id"]) == 32 for entry in entries)
    logged = {entry["request_id"]: int(entry["status"]) for entry in entries}
    assert len(logged) == len(entries)
    got = {number: status for url, number, status in answers if url == store.url}
    assert len(got) > 10
    assert {number: logged.get(number) for number in got} == got


def test_nothing_was_serious(store):
    """nginx writes nothing below `alert` here; what is wrong with a single request is in the access log."""
    assert "[alert]" not in store.logs()["error.log"]
    assert "[emerg]" not in store.logs()["error.log"]
