"""A fresh home for each test of an import format."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.records.store import Store


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
