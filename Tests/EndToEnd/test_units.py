"""What `nexus units` prints, as systemd itself reads it. No systemd runs here: both tools look at files alone."""

import shutil
import subprocess
from pathlib import Path

import pytest

from store import ROOT, clean_environment, nexus

UNITS = ["nexus.socket", "nexus.service", "nginx.service.d/nexus.conf"]
MOST_EXPOSED = 20
"""In tenths: `systemd-analyze security` counts from 0 (confined) to 10."""


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """The files of a server with systemd, nginx and the store on it; the programs are stand-ins."""
    shutil.copytree("/lib/systemd/system", tmp_path / "lib/systemd/system", symlinks=True)
    for program in ["opt/nexus/nexus", "bin/kill", "usr/sbin/nginx", "sbin/start-stop-daemon"]:
        path = tmp_path / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    done = nexus("units", "--output", str(units(tmp_path)))
    assert done.returncode == 0, done.stderr
    return tmp_path


def units(server: Path) -> Path:
    return server / "etc/systemd/system"


def analyze(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(["systemd-analyze", "--no-pager", *arguments], env=clean_environment(LC_ALL="C"),
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    return done.returncode, done.stdout


def verify(server: Path) -> tuple[int, str]:
    return analyze(f"--root={server}", "--man=no", "verify", "nexus.socket", "nexus.service", "nginx.service")


def security(server: Path, most: int = MOST_EXPOSED) -> tuple[int, str]:
    return analyze("security", "--offline=true", f"--threshold={most}", str(units(server) / "nexus.service"))


def change(server: Path, old: str, new: str) -> None:
    path = units(server) / "nexus.service"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_systemd_has_nothing_to_say_against_them(server):
    assert verify(server) == (0, "")


@pytest.mark.parametrize("fault", ["KillMode=mixd", "KilMode=mixed"])
def test_systemd_would_have_seen_a_fault(server, fault):
    change(server, "KillMode=mixed", fault)
    assert "nexus.service" in verify(server)[1]


def test_the_workers_are_confined(server):
    status, report = security(server)
    assert status == 0, report


def test_less_confinement_would_have_been_seen(server):
    change(server, "SystemCallFilter=", "#")
    change(server, "CapabilityBoundingSet=", "#")
    status, report = security(server)
    assert status != 0, report


def test_what_is_printed_is_what_is_written_and_names_nothing_of_this_machine(server):
    printed = nexus("units").stdout
    for name in UNITS:
        assert f"# /etc/systemd/system/{name}\n{(units(server) / name).read_text()}" in printed
    for place in [ROOT, Path.home(), server]:
        assert str(place) not in printed


def test_another_place_user_and_database_are_taken_over_and_nonsense_is_not(server):
    done = nexus("units", "--home", "/srv/shop", "--user", "shop", "--nginx-group", "nginx",
                 "--database-address", "10.0.0.5", "--database-address", "fd00::5")
    for line in ["ExecStart=/srv/shop/nexus serve", "User=shop", "SocketUser=shop", "SocketGroup=nginx",
                 "IPAddressAllow=localhost 10.0.0.5 fd00::5"]:
        assert f"\n{line}\n" in done.stdout
    for option, value in [("--home", "shop"), ("--home", "/srv/a shop"), ("--home", "/srv/%n"), ("--user", "-x"),
                          ("--user", "a\nExecStart=/x"), ("--database-address", "any where")]:
        refused = nexus("units", f"{option}={value}")
        assert refused.returncode == 64 and refused.stdout == "", value
