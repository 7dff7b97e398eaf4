"""testssl.sh looks at the https port: protocols, ciphers, certificate, headers and the holes that have names."""

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from front import Front
from store import ROOT, Store, clean_environment

pytestmark = pytest.mark.timeout(400)

EXPLAINED = {
    "cert_chain_of_trust": "`nexus up` signs for itself; a real store has a certificate that browsers know.",
    "cert_revocation": "Nobody is there who could take back what signed itself.",
    "HSTS_time": "Five minutes, so that localhost is not tied to https; a real host has a year (test_headers.py).",
    "BREACH": "Compression gives away a secret beside a stranger's text. The one on our pages is the form's token; it "
              "counts only where a browser sends neither Sec-Fetch-Site nor Origin; and pages that other sites fetch "
              "again and again come without the session (SameSite).",
    "engine_problem": "testssl.sh on its own openssl: Debian's has no Russian ciphers.",
}

NAMED_HOLES = {
    "heartbleed", "CCS", "ticketbleed", "ROBOT", "secure_renego", "secure_client_renego", "CRIME_TLS", "POODLE_SSL",
    "fallback_SCSV", "SWEET32", "FREAK", "DROWN", "LOGJAM", "BEAST", "LUCKY13", "RC4"}
OFF = {"SSLv2", "SSLv3", "TLS1", "TLS1_1", "cipherlist_NULL", "cipherlist_aNULL", "cipherlist_EXPORT", "cipherlist_LOW",
       "cipherlist_3DES_IDEA", "cipherlist_AVERAGE"}

SPOILED = [
    ("TLSv1.2 TLSv1.3", "TLSv1 TLSv1.1 TLSv1.2"),
    (re.search("ssl_ciphers.*;", (ROOT / "nginx/tls.conf").read_text())[0],
     "ssl_ciphers ALL:eNULL:@SECLEVEL=0;"),
    ("add_header Strict-Transport-Security $nexus_hsts always;", ""),
]
"""All that Debian's openssl still can be talked into."""

ALL_GROUPS = ["-p", "-s", "-S", "-f", "-h", "-U"]
SPOILED_GROUPS = ["-p", "-s", "-h", "--beast", "--lucky13"]
"""Of the holes with names only these can be opened again; the other groups would cost ten seconds more."""


class Examination:
    """One run of testssl.sh, under way from the start; it asks no name server and nobody but this port."""

    def __init__(self, port: int, report: Path, groups: list[str]) -> None:
        self.report = report
        self.process = subprocess.Popen(
            ["testssl", "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none", "--ip", "127.0.0.1",
             "--jsonfile", report, *groups, f"https://localhost:{port}"],
            cwd=report.parent, env=clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)

    def findings(self) -> dict[str, dict[str, str]]:
        """All that it found, good or bad, by name."""
        self.process.wait(300)
        return {finding["id"]: finding for finding in json.loads(self.report.read_text())}

    def stop(self) -> None:
        """Ends it and all that it started, if it has not ended."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture(scope="module")
def examined(store: Store, tmp_path_factory):
    """What is found at the store, and at an nginx in front of it that is spoiled; both at once, for it takes long."""
    directory = tmp_path_factory.mktemp("tls")
    with Front(store, *SPOILED) as spoiled:
        good = Examination(store.https_port, directory / "good.json", ALL_GROUPS)
        bad = Examination(spoiled.https_port, directory / "bad.json", SPOILED_GROUPS)
        try:
            found = good.findings(), bad.findings()
            if any("connect problem" in finding["finding"] for finding in found[0].values()):
                # A machine that was too busy for both at once.
                good = Examination(store.https_port, directory / "again.json", ALL_GROUPS)
                found = good.findings(), found[1]
            yield found
        finally:
            good.stop()
            bad.stop()


def amiss(findings: dict[str, dict[str, str]]) -> dict[str, str]:
    """What is worse than worth knowing."""
    return {name: f"{found['severity']}: {found['finding']}" for name, found in findings.items()
            if found["severity"] not in {"OK", "INFO"}}


def test_nothing_is_found_that_the_machine_itself_does_not_explain(examined):
    found = amiss(examined[0])
    assert {name: text for name, text in found.items() if name not in EXPLAINED} == {}


def test_everything_was_looked_at(examined):
    assert {name: examined[0][name]["finding"] for name in OFF} == dict.fromkeys(OFF, "not offered")
    assert {name: examined[0][name]["severity"] for name in NAMED_HOLES} == dict.fromkeys(NAMED_HOLES, "OK")
    assert "offered" in examined[0]["TLS1_2"]["finding"] and "offered" in examined[0]["TLS1_3"]["finding"]
    for header in ("X-Content-Type-Options", "Content-Security-Policy"):
        assert examined[0][header]["severity"] == "OK"


def test_old_protocols_weak_ciphers_and_a_missing_header_are_found_where_they_are(examined):
    found = amiss(examined[1])
    assert {"TLS1", "TLS1_1", "cipherlist_NULL", "BEAST", "LUCKY13", "HSTS"} <= found.keys()
