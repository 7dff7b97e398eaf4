"""`nexus backup`, `nexus backup verify` and `nexus restore`, on a real store with believable data."""

import hashlib
import os
import socket
import stat
import subprocess
import threading
from pathlib import Path

import pytest

from client import Client
from places import Place
from store import Store, nexus

ORDERS = 2_000


@pytest.fixture(scope="module")
def shop(new_store) -> Store:
    store = new_store()
    store.start()
    done = nexus("seed", "--sellers", "5", "--products", "40", "--orders", str(ORDERS), **store.settings())
    assert done.returncode == 0, done.stderr
    return store


@pytest.fixture(scope="module")
def original(shop) -> Place:
    return Place(shop, "nexus")


@pytest.fixture(scope="module")
def backup(original, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "store.backup"
    done = original.nexus("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def empty(shop) -> Place:
    return Place(shop, "empty").make()


@pytest.fixture
def copy(shop, backup) -> Place:
    """A copy of the store with nobody connected to it."""
    place = Place(shop, "copy").make()
    done = place.nexus("restore", str(backup))
    assert done.returncode == 0, done.stderr
    return place


def parts(file: Path) -> tuple[bytes, bytes]:
    """The archive of a backup and its manifest."""
    whole = file.read_bytes()
    inner, _, last = whole.removesuffix(b"\n").rpartition(b"\n")
    length = int(last.split(b"\t")[1])
    return whole[:length], inner[length:] + b"\n"


def sealed(file: Path, archive: bytes, manifest: bytes) -> Path:
    """A backup in good order, of whatever these are."""
    inner = archive + manifest
    file.write_bytes(inner + f"end\t{len(archive)}\t{hashlib.sha256(inner).hexdigest()}\n".encode())
    return file


def test_a_restored_copy_is_the_store_row_by_row_with_its_rules_and_rights(original, copy):
    assert copy.sql("SELECT count(*) >= 2000 FROM orders") == "t"
    assert copy.rows() == original.rows()
    assert copy.schema() == original.schema()
    assert "GRANT" in copy.schema() and "SECURITY DEFINER" in copy.schema()
    assert copy.sql("SELECT count(*) FROM products", role="nexus_app") != "0"


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


def test_a_backup_made_while_the_store_sells_is_of_one_moment(original, shop, tmp_path):
    over = threading.Event()

    def sell() -> None:
        while not over.is_set():
            original.sql("INSERT INTO orders (product_id, email, name, checkout_key)"
                         " SELECT 1, 'a@example.com', '', gen_random_uuid()")

    seller = threading.Thread(target=sell)
    seller.start()
    try:
        done = original.nexus("backup", str(tmp_path / "busy"))
    finally:
        over.set()
        seller.join()
    assert done.returncode == 0, done.stderr
    verified = original.nexus("backup", "verify", str(tmp_path / "busy"))
    assert verified.returncode == 0, verified.stderr


def test_a_database_with_anything_in_it_is_refused_and_stays_as_it_is(copy, empty, backup):
    copy.sql("CREATE TABLE mine (id int); INSERT INTO mine VALUES (1)")
    before = copy.rows()
    done = copy.nexus("restore", str(backup))
    assert done.returncode == 1 and "not empty" in done.stderr and "--replace" in done.stderr
    assert copy.rows() == before
    empty.sql("CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    assert "mine()" in empty.nexus("restore", str(backup)).stderr
    assert empty.rows() == {}


@pytest.mark.parametrize("answer", ["", "no\n", "y\n"])
def test_replacing_needs_a_yes(copy, backup, answer):
    before = copy.rows()
    done = copy.nexus("restore", "--replace", str(backup), input=answer)
    assert done.returncode == 1 and "nothing was changed" in done.stderr
    assert copy.rows() == before


@pytest.mark.parametrize("arguments, answer", [(["--yes"], None), ([], "yes\n")])
def test_replacing_puts_the_backup_in_and_leaves_nothing_of_what_was(original, copy, backup, arguments, answer):
    copy.sql("CREATE TABLE stray (id bigint REFERENCES products); UPDATE products SET name = 'wrong'")
    done = copy.nexus("restore", "--replace", *arguments, str(backup), input=answer)
    assert done.returncode == 0, done.stderr
    assert copy.schema() == original.schema()
    assert copy.nexus("backup", "verify", str(backup)).returncode == 0
    assert copy.sql("SELECT count(*) FROM products WHERE name = 'wrong'") == "0"
    assert copy.sql("SELECT string_agg(nspname, ' ') FROM pg_namespace WHERE nspname LIKE 'nexus%'") == ""


def test_a_store_that_runs_is_not_replaced(original, shop, backup):
    before = original.rows()
    done = original.nexus("restore", "--replace", "--yes", str(backup))
    assert done.returncode == 75 and "stop the workers" in done.stderr
    assert original.rows() == before
    assert Client(shop).get("/").status_code == 200


def test_a_restore_that_fails_half_way_leaves_what_was(copy, empty, backup, tmp_path):
    archive, manifest = parts(backup)
    broken = sealed(tmp_path / "broken", archive[:-2_000], manifest)
    copy.sql("UPDATE products SET name = 'mine'")
    before, schema = copy.rows(), copy.schema()
    done = copy.nexus("restore", "--replace", "--yes", str(broken))
    assert done.returncode == 1 and "nothing was restored" in done.stderr
    assert copy.rows() == before and copy.schema() == schema
    assert empty.nexus("restore", str(broken)).returncode == 1
    assert empty.rows() == {}


def test_after_a_restore_that_was_killed_both_ways_out_are_told(copy, backup):
    copy.sql("ALTER SCHEMA public RENAME TO nexus_replaced; CREATE SCHEMA public")
    done = copy.nexus("restore", "--replace", "--yes", str(backup))
    assert done.returncode == 1
    assert "ALTER SCHEMA nexus_replaced RENAME TO public" in done.stderr
    assert copy.sql("SELECT count(*) FROM nexus_replaced.orders") != "0"


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


def crafted(shop, backup: Path, tmp_path: Path, statement: str) -> Path:
    """A backup in good order, except that it does what its maker wants when it is restored."""
    evil = Place(shop, "evil").make()
    assert evil.nexus("restore", str(backup)).returncode == 0
    evil.sql(
        "CREATE FUNCTION harm(bigint) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF"
        f" current_database() <> 'evil' THEN {statement}; END IF; RETURN true; END $$;"
        "ALTER TABLE products ADD CONSTRAINT harmless CHECK (harm(id))")
    file = tmp_path / "crafted"
    assert evil.nexus("backup", str(file)).returncode == 0
    return file


@pytest.mark.parametrize("statement", [
    "ALTER ROLE nexus_owner SET search_path = pg_temp", "ALTER ROLE nexus_app SET search_path = pg_temp",
    "ALTER DATABASE nexus SET default_transaction_read_only = on", "COPY products TO PROGRAM 'touch /var/tmp/harmed'",
    "CREATE ROLE intruder SUPERUSER", "PERFORM pg_terminate_backend(pid) FROM pg_stat_activity",
])
def test_verify_runs_nothing_of_the_file_where_the_store_is(original, shop, backup, tmp_path, statement):
    """Attack 10: a crafted archive changed the live database, as its owner."""
    file = crafted(shop, backup, tmp_path, statement)
    before = original.rows(), shop.sql("SELECT * FROM pg_db_role_setting"), shop.sql("SELECT rolname FROM pg_roles")
    done = original.nexus("backup", "verify", str(file))
    assert (original.rows(), shop.sql("SELECT * FROM pg_db_role_setting"), shop.sql("SELECT rolname FROM pg_roles")) == before
    # There is no role of the store there, no database, and no right to the rest.
    assert done.returncode == 1 and "cannot be restored" in done.stderr
    assert not Path("/var/tmp/harmed").exists() and not list(Path("/var/tmp").glob("nexus-trial-*"))


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
