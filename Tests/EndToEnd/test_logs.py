"""After everything else: nothing secret was ever written down, and every line can be read by a machine."""

import json

import pytest

from client import answers, secrets

pytestmark = pytest.mark.last


def test_no_password_cookie_or_order_link_is_in_any_log(store, spare, cast):
    assert len(secrets) > 10
    for each in (store, spare):
        order_links = {row[0] for row in each.sql("SELECT id FROM orders")}
        for name, text in each.logs().items():
            assert [secret for secret in secrets | order_links if secret in text] == [], name


def test_every_line_of_the_access_log_and_the_workers_log_is_json(store):
    for name in ("access.log", "worker.log"):
        lines = store.logs()[name].strip().split("\n")
        assert lines or name == "worker.log"
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
