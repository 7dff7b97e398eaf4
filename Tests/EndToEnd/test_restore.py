"""`nexus restore`: what it puts in, what it refuses, and what of a stranger's file is run."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archives import parts, sealed
from client import Client
from places import Place


def test_a_restored_copy_is_the_store_row_by_row_with_its_rules_and_rights(original, copy):
    assert copy.sql("SELECT count(*) >= 2000 FROM orders") == "t"
    assert copy.rows() == original.rows()
    assert copy.schema() == original.schema()
    assert "GRANT" in copy.schema() and "SECURITY DEFINER" in copy.schema()
    assert copy.sql("SELECT count(*) FROM products", role="nexus_app") != "0"


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


HARM = [
    "ALTER ROLE nexus_owner SET search_path = pg_temp", "ALTER ROLE nexus_app SET search_path = pg_temp",
    "ALTER DATABASE nexus SET default_transaction_read_only = on", "COPY public.products TO PROGRAM 'touch {place}/harmed'",
    "CREATE ROLE intruder SUPERUSER",
    "PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
]
TRIED = """
BEGIN
    {statement};
    done := done || '{number} was done. ';
EXCEPTION WHEN OTHERS THEN
    done := done || '{number} was refused. ';
END;"""
"""A statement whose failure keeps the next one from nothing."""


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder where PostgreSQL's user may write, and nobody else is at work."""
    with tempfile.TemporaryDirectory(prefix="nexus-") as place:
        Path(place).chmod(0o777)
        yield Path(place)


def crafted(evil: Place, file: Path, place: Path) -> Path:
    """A backup in good order, except that it does what its maker wants when it is restored, and says what of it was done."""
    tries = "".join(TRIED.format(number=number, statement=statement.format(place=place))
                    for number, statement in enumerate(HARM))
    evil.sql(
        f"CREATE FUNCTION harm(bigint) RETURNS boolean LANGUAGE plpgsql AS $$ DECLARE done text := ''; BEGIN"
        f" IF current_database() <> 'evil' THEN {tries} RAISE EXCEPTION '%', done; END IF; RETURN true; END $$;"
        "ALTER TABLE products ADD CONSTRAINT harmless CHECK (harm(id))")
    assert evil.nexus("backup", str(file)).returncode == 0
    return file


def test_verify_runs_nothing_of_the_file_where_the_store_is(original, shop, restored, tmp_path, open_place):
    """Attack 10: a crafted archive changed the live database, as its owner."""
    file = crafted(Place(shop, "evil").make(restored), tmp_path / "crafted", open_place)
    look = ["SELECT * FROM pg_db_role_setting", "SELECT rolname FROM pg_roles",
            "SELECT pid FROM pg_stat_activity WHERE usename = 'nexus_app' ORDER BY pid"]
    before = original.rows(), [shop.sql(question) for question in look]
    done = original.nexus("backup", "verify", str(file), TMPDIR=str(open_place))
    assert (original.rows(), [shop.sql(question) for question in look]) == before
    # There is no role of the store there, no database, and no right to the rest.
    assert done.returncode == 1 and "cannot be restored" in done.stderr
    assert list(open_place.iterdir()) == []
    for number, statement in enumerate(HARM):
        assert f"{number} was refused." in done.stderr, statement
