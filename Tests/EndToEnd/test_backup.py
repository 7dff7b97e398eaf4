"""`nexus backup` and `nexus backup verify`, on a real store with believable data."""

import os
import signal
import socket
import stat
import subprocess

import pytest

from archives import ORDERS, parts, sealed
from store import clean_environment, nexus


def test_verify_finds_nothing_and_leaves_nothing(original, backup):
    done = original.nexus("backup", "verify", str(backup))
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.split("\n") if line.startswith("public.orders ")).split()
    assert line[1] == line[2] and int(line[1]) >= ORDERS and line[3] == "same"
    assert original.sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'nexus\\_trial%'") == "0"


def test_the_file_is_its_owners_alone_and_pg_restore_reads_it(original, backup, tmp_path):
    file = tmp_path / "store.backup"
    file.write_text("an older one, open to all")
    file.chmod(0o644)
    before = os.umask(0)
    try:
        assert original.nexus("backup", str(file)).returncode == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    listed = subprocess.run(["pg_restore", "--list", file], text=True, capture_output=True, timeout=30)
    assert listed.returncode == 0 and "TABLE DATA public orders" in listed.stdout


def test_a_backup_that_cannot_be_made_leaves_the_older_one(shop, tmp_path):
    file = tmp_path / "store.backup"
    file.write_text("the older one")
    nowhere = shop.settings()["DATABASE_OWNER_URL"].replace("/nexus?", "/no_such_database?")
    assert nexus("backup", str(file), DATABASE_URL=nowhere).returncode == 1
    # The application's role may not read everything, so pg_dump refuses half way.
    assert nexus("backup", str(file), DATABASE_URL=shop.settings()["DATABASE_URL"]).returncode == 1
    assert file.read_text() == "the older one"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("place", ["first", "archive", "manifest", "last line"])
def test_a_flipped_bit_is_found_and_nothing_is_restored(empty, backup, tmp_path, place):
    whole = bytearray(backup.read_bytes())
    archive = len(parts(backup)[0])
    where = {"first": 0, "archive": archive // 2, "manifest": archive + 40, "last line": len(whole) - 3}[place]
    whole[where] ^= 1
    file = tmp_path / "flipped"
    file.write_bytes(whole)
    for command in [["backup", "verify"], ["restore"]]:
        done = empty.nexus(*command, str(file))
        assert done.returncode == 1 and "is damaged" in done.stderr, done.stderr
    assert empty.rows() == {}


@pytest.mark.parametrize("length", [0, 1, 300, -1, -100, -100_000])
def test_a_file_cut_short_is_no_backup(empty, backup, tmp_path, length):
    file = tmp_path / "short"
    file.write_bytes(backup.read_bytes()[:length])
    for command in [["backup", "verify"], ["restore"]]:
        done = empty.nexus(*command, str(file))
        assert done.returncode == 1 and "no backup" in done.stderr, done.stderr
    assert empty.rows() == {}


@pytest.mark.parametrize("change, table, fault", [
    ("UPDATE products SET description = description || '.' WHERE id = 1", "public.products", "has other rows"),
    ("DELETE FROM order_events WHERE ctid = (SELECT min(ctid) FROM order_events)", "public.order_events",
     "has another number of rows"),
    ("CREATE TABLE stray (id int)", "public.stray", "is not in the manifest"),
    ("DROP TABLE sales CASCADE", "public.sales", "is missing"),
    ("SELECT setval('products_id_seq', 1)", "public.products_id_seq", "is behind"),
])
def test_verify_tells_a_copy_that_is_not_what_was_backed_up(copy, backup, tmp_path, change, table, fault):
    copy.sql("ALTER TABLE products DISABLE TRIGGER USER; " + change + "; ALTER TABLE products ENABLE TRIGGER USER")
    other = tmp_path / "other"
    assert copy.nexus("backup", str(other)).returncode == 0
    assert copy.nexus("backup", "verify", str(other)).returncode == 0
    mixed = sealed(tmp_path / "mixed", parts(other)[0], parts(backup)[1])
    done = copy.nexus("backup", "verify", str(mixed))
    assert done.returncode == 1
    faults = [line for line in done.stderr.split("\n") if line.startswith("  - ")]
    assert len(faults) == 1 and faults[0].startswith(f"  - {table} {fault}"), done.stderr


SALES = """INSERT INTO orders (product_id, email, name, checkout_key)
SELECT 1, 'a@example.com', '', gen_random_uuid() RETURNING 'sold' \\watch 0.01
"""


def test_a_backup_made_while_the_store_sells_is_of_one_moment(copy, tmp_path):
    seller = subprocess.Popen(["psql", "-XqAt", "-d", copy.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              env=clean_environment())
    try:
        seller.stdin.write(SALES)
        seller.stdin.flush()
        assert seller.stdout.readline() == "sold\n"
        done = copy.nexus("backup", str(tmp_path / "busy"))
    finally:
        seller.send_signal(signal.SIGINT)
        said, _ = seller.communicate(timeout=10)
    assert said.count("sold") > 10
    assert done.returncode == 0, done.stderr
    verified = copy.nexus("backup", "verify", str(tmp_path / "busy"))
    assert verified.returncode == 0, verified.stderr


@pytest.mark.parametrize("kind", ["device", "pipe", "socket", "directory", "link to a pipe", "link to nothing", "draft"])
def test_nothing_but_a_plain_file_is_written(original, tmp_path, kind):
    """Case 14: `/dev/stdout` became a file, and whoever read a pipe got nothing, with exit 0."""
    place = tmp_path / "place"
    target = {"link to a pipe": tmp_path / "pipe", "draft": tmp_path / "place.tmp"}.get(kind, place)
    if kind in ("pipe", "link to a pipe", "draft"):
        os.mkfifo(target)
    if kind == "device":
        # A pseudo-terminal is a device that nobody misses.
        place.symlink_to(os.ttyname(os.openpty()[1]))
    if kind == "socket":
        socket.socket(socket.AF_UNIX).bind(str(place))
    if kind == "directory":
        place.mkdir()
    if kind == "link to a pipe":
        place.symlink_to(target)
    if kind == "link to nothing":
        place.symlink_to(tmp_path / "nothing")
    before = {path.name: path.lstat() for path in tmp_path.iterdir()}
    done = original.nexus("backup", str(place))
    assert done.returncode == 1 and done.stderr.strip(), done.stdout
    after = {path.name: path.lstat() for path in tmp_path.iterdir()}
    assert {name: (status.st_ino, status.st_mode, status.st_size) for name, status in after.items()} == {
        name: (status.st_ino, status.st_mode, status.st_size) for name, status in before.items()}


def test_a_link_to_a_file_is_followed(original, tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("an older one")
    link.symlink_to(real)
    assert original.nexus("backup", str(link)).returncode == 0
    assert link.is_symlink() and original.nexus("backup", "verify", str(real)).returncode == 0


def test_with_a_key_only_what_it_has_signed_is_taken(original, empty, backup, tmp_path):
    key, other = tmp_path / "key", tmp_path / "other"
    key.write_bytes(os.urandom(32))
    other.write_bytes(os.urandom(32))
    file, theirs = str(tmp_path / "store.backup"), str(tmp_path / "theirs")
    assert original.nexus("backup", file, NEXUS_BACKUP_KEY=str(key)).returncode == 0
    assert original.nexus("backup", theirs, NEXUS_BACKUP_KEY=str(other)).returncode == 0
    for refused in (str(backup), theirs):
        for command in (["backup", "verify"], ["restore"]):
            done = empty.nexus(*command, refused, NEXUS_BACKUP_KEY=str(key))
            assert done.returncode == 1 and "not signed with the key" in done.stderr
    assert empty.rows() == {}
    assert empty.nexus("backup", "verify", file, NEXUS_BACKUP_KEY=str(key)).returncode == 0
    assert empty.nexus("restore", file, NEXUS_BACKUP_KEY=str(key)).returncode == 0
    listed = subprocess.run(["pg_restore", "--list", file], text=True, capture_output=True, timeout=30)
    assert listed.returncode == 0
