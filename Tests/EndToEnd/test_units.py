"""What `nexus units` prints, as systemd itself reads it. No systemd runs here: both tools look at files alone."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from records import Peer, parameters, request
from store import NEXUS, ROOT, Store, clean_environment, nexus, wait_until

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


def allowed_calls(unit: str) -> set[str]:
    """What the lines SystemCallFilter= of a unit leave, read as systemd.exec(5) says: one after the other."""
    calls: set[str] = set()
    for line in unit.split("\n"):
        if line.startswith("SystemCallFilter="):
            value = line.removeprefix("SystemCallFilter=")
            named = set().union(*map(members, value.removeprefix("~").split()))
            calls = calls - named if value.startswith("~") else calls | named
    return calls


def members(name: str) -> set[str]:
    """The system calls of a group of systemd's, or the call itself."""
    if not name.startswith("@"):
        return {name}
    lines = [line.strip() for line in analyze("syscall-filter", name)[1].split("\n")[1:]]
    return set().union(*(members(line) for line in lines if line and not line.startswith("#")))


def serve_confined(store: Store, directory: Path, calls: set[str]) -> subprocess.Popen[bytes]:
    """`nexus serve` beside the store's own, allowed only these system calls, and no memory both written and run."""
    settings = store.settings() | {"NEXUS_RUN_DIRECTORY": str(directory), "NEXUS_SOCKET": f"{directory}/confined.sock",
                                   "NEXUS_WORKERS": "2"}
    with (directory / "output").open("wb") as output:
        return subprocess.Popen(
            [sys.executable, Path(__file__).with_name("confined.py"), *sorted(calls), "--", NEXUS, "serve"],
            cwd=ROOT, env=clean_environment(**settings), stdin=subprocess.DEVNULL, stdout=output, stderr=output)


def ask(path: Path, target: str) -> bytes:
    """The first line of a worker's answer to a plain GET; nothing if there is none."""
    try:
        return Peer(path, 5).send(request(parameters(target))).answer().output.split(b"\r\n")[0]
    except OSError:
        return b""


def test_the_store_works_with_the_system_calls_that_the_unit_allows(store, server):
    calls = allowed_calls((units(server) / "nexus.service").read_text())
    assert "setuid" not in calls and "mount" not in calls and "read" in calls
    directory = store.directory / "confined"
    directory.mkdir(exist_ok=True)
    process = serve_confined(store, directory, calls)
    try:
        wait_until(lambda: ask(directory / "confined.sock", "/") == b"Status: 200 OK", 15,
                   (directory / "output").read_text())
        assert ask(directory / "confined.sock", "/nothing") == b"Status: 404 Not Found"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0


def test_a_missing_system_call_would_have_been_seen(store, server):
    calls = allowed_calls((units(server) / "nexus.service").read_text()) - {"capset"}
    directory = store.directory / "confined-more"
    directory.mkdir(exist_ok=True)
    process = serve_confined(store, directory, calls)
    try:
        wait_until(lambda: "setpriv" in (directory / "output").read_text(), 15, "setpriv complains")
        assert ask(directory / "confined.sock", "/") == b""
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)
