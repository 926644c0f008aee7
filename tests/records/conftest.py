"""A fresh home for each test of the records, with two teams on request."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, DateTime, Numeric, String, Table, insert

from assistant.records.records import RecordsStore
from assistant.records.schema import Base, Team, User
from assistant.records.schema.base import UtcDateTime
from assistant.records.store import Store
from assistant.records.visibility import RULED
from tests.postgres_server import PostgresServer
from tests.records.small_company import rows

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


BOTH = ("sqlite", "postgresql")
IN_FOLDERS = frozenset({"test_upsert", "test_revert", "test_references", "test_batch_row_account"})
"""Tests below this folder that run on both databases, as those in the folder itself do."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Say on which databases a test of the records runs."""
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", _databases(metafunc.definition.path), indirect=True, scope="module")


def _databases(test: Path) -> tuple[str, ...]:
    if test.parent.name == "postgres":
        return ("postgresql",)
    return BOTH if test.parent == Path(__file__).parent or test.stem in IN_FOLDERS else ("sqlite",)


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest) -> str:
    """The database system that a test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a new home, made once."""
    home = tmp_path_factory.mktemp("new")
    Store.open(home).close()
    return home / "crm.db"


@pytest.fixture
def store(database: str, request: pytest.FixtureRequest) -> Store:
    """An empty home."""
    found = request.getfixturevalue("postgres_store" if database == "postgresql" else "sqlite_store")
    assert isinstance(found, Store)
    return found


@pytest.fixture
def sqlite_store(tmp_path: Path, new_database: Path) -> Iterator[Store]:
    """An empty home in a file."""
    (tmp_path / "home").mkdir()
    shutil.copy(new_database, tmp_path / "home" / "crm.db")
    opened = Store.open(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def two_teams(store: Store) -> Store:
    """Ada alone in team 1, Ben alone in team 2."""
    add_two_teams(store)
    return store


@pytest.fixture(scope="module", params=["owned", "inherited"])
def canaries(
    database: str, tmp_path_factory: pytest.TempPathFactory, new_database: Path, request: pytest.FixtureRequest
) -> Iterator[Store]:
    """One row for each team in every table under the row rule, its texts saying `CANARY-<team>`; not to be changed.

    In the variant "inherited" only the rows that have no parent name an owner.
    """
    with ExitStack() as stack:
        if database == "postgresql":
            server: PostgresServer = request.getfixturevalue("postgres_server")
            opened = Store.open(stack.enter_context(server.database()))
        else:
            home = tmp_path_factory.mktemp("canaries")
            shutil.copy(new_database, home / "crm.db")
            opened = Store.open(home)
        stack.callback(opened.close)
        add_two_teams(opened)
        with opened.write() as session:
            for table in Base.metadata.sorted_tables:
                if table.name in RULED | {"campaign", "own_intent", "product"}:
                    for team in (1, 2):
                        session.execute(insert(table).values(_canary(table, team, owned=request.param == "owned")))
        yield opened


def add_two_teams(store: Store) -> None:
    with store.write() as session:
        session.add_all([Team(id=1, name="North"), Team(id=2, name="South")])
        session.flush()
        session.add_all([User(id=1, name="Ada", team_id=1, password_hash="secret-1")])
        session.add_all([User(id=2, name="Ben", team_id=2, password_hash="secret-2")])


def _canary(table: Table, team: int, *, owned: bool) -> dict[str, Any]:
    values = {column.name: _value(column, team) for column in table.columns}
    values.pop("import_batch_id", None)
    if not owned and table.name not in ("account", "lead", "quota") and "owner_id" in table.c:
        values["owner_id"] = None
    if not owned and table.name == "ticket":
        values["assignee_id"] = None
    if table.name == "prediction":
        values["subject_type"] = "account"
    return values


def _value(column: Any, team: int) -> Any:
    kind = column.type
    if column.primary_key or column.foreign_keys or column.name == "subject_id":
        return team
    if isinstance(kind, UtcDateTime | DateTime):
        return NOON
    if isinstance(kind, Date):
        return date(2024, 3, 1)
    if isinstance(kind, String):
        return f"CANARY-{team}"
    if isinstance(kind, Boolean):
        return True
    return 0.5 if isinstance(kind, Numeric) else ({} if column.name in ("custom", "reasons") else team)


@pytest.fixture
def records(two_teams: Store) -> RecordsStore:
    """The small company."""
    with two_teams.write() as session:
        for group in rows():
            session.add_all(group)
            session.flush()
    return RecordsStore(two_teams)
