"""A store with believable data, its backup, and databases to restore it to, as `conftest.py` hands them to the tests."""

import hashlib
from pathlib import Path

import pytest

from places import Place
from store import Store, nexus

ORDERS = 2_000


@pytest.fixture(scope="session")
def shop(new_store) -> Store:
    store = new_store()
    store.start()
    done = nexus("seed", "--sellers", "5", "--products", "40", "--orders", str(ORDERS), **store.settings())
    assert done.returncode == 0, done.stderr
    return store


@pytest.fixture(scope="session")
def original(shop) -> Place:
    return Place(shop, "nexus")


@pytest.fixture(scope="session")
def backup(original, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "store.backup"
    done = original.nexus("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def empty(shop) -> Place:
    return Place(shop, "empty").make()


@pytest.fixture(scope="session")
def restored(shop, backup) -> Place:
    """What `nexus restore` makes of the backup; only to be copied."""
    place = Place(shop, "restored").make()
    done = place.nexus("restore", str(backup))
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def copy(shop, restored) -> Place:
    """A copy of the store with nobody connected to it."""
    return Place(shop, "copy").make(restored)


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
