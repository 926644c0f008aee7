"""A home with people, empty of tickets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.records.store import Store
from tests.desk.teaching.teams import add_people


@pytest.fixture(scope="session")
def blank_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a new home, made once."""
    home = tmp_path_factory.mktemp("blank")
    Store.open(home).close()
    return home / "crm.db"


@pytest.fixture
def store(tmp_path: Path, blank_home: Path) -> Iterator[Store]:
    """A home with two teams."""
    (tmp_path / "crm.db").write_bytes(blank_home.read_bytes())
    opened = Store.open(tmp_path)
    add_people(opened)
    yield opened
    opened.close()
