"""A fresh home for each test of an import format."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.records.batches import import_paths
from assistant.records.store import Store
from tests.importers.salesforce_set import EXPORT


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a new home, made once."""
    home = tmp_path_factory.mktemp("new")
    Store.open(home).close()
    return home / "crm.db"


@pytest.fixture
def store(tmp_path: Path, empty_database: Path) -> Iterator[Store]:
    """An empty home."""
    (tmp_path / "home").mkdir()
    shutil.copy(empty_database, tmp_path / "home" / "crm.db")
    opened = Store.open(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def halden(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Store]:
    """A home with the whole export of a company from Salesforce; not to be changed."""
    home = tmp_path_factory.mktemp("halden")
    shutil.copy(empty_database, home / "crm.db")
    opened = Store.open(home)
    import_paths(opened, [EXPORT])
    yield opened
    opened.close()
