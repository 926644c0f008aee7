"""The migrations lead to the schema of the models, from every earlier release, with all that a home held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    Numeric,
    Table,
    inspect,
    select,
    update,
)

from assistant.records import postgres, sqlite
from assistant.records.migrate import NEWEST, alembic_config
from assistant.records.schema import Base
from assistant.records.store import Store
from tests.postgres_server import PostgresServer

EARLIER = ("0001", "0002", "0003", "0004", "0005", "0006")


@pytest.fixture
def blank(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path | str]:
    """Where a home will be."""
    if database == "sqlite":
        yield tmp_path
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(template="template1") as url:
        yield url


def test_autogenerate_finds_no_difference_between_a_new_home_and_the_models(store: Store) -> None:
    with store.writing.connect() as connection:
        assert differences(connection) == []


def test_the_newest_revision_is_the_one_that_opening_looks_for(store: Store) -> None:
    with store.writing.connect() as connection:
        assert ScriptDirectory.from_config(alembic_config(connection)).get_current_head() == NEWEST


def test_every_earlier_revision_is_tried(store: Store) -> None:
    with store.writing.connect() as connection:
        revisions = ScriptDirectory.from_config(alembic_config(connection)).walk_revisions()
    assert sorted(script.revision for script in revisions) == sorted((*EARLIER, NEWEST))


def test_every_reference_of_the_models_is_kept_by_the_database(store: Store) -> None:
    assert references(store) == expected_references()


@pytest.mark.parametrize("revision", EARLIER)
def test_a_home_of_an_earlier_release_opens_with_every_row_it_held(blank: Path | str, revision: str) -> None:
    held = old_home(blank, revision)
    store = Store.open(blank)
    with store.writing.connect() as connection:
        assert {name: whole(connection, table) for name, (table, _) in held.items()} == {
            name: rows for name, (_, rows) in held.items()
        }
        assert differences(connection) == []
    assert references(store) == expected_references()
    store.close()


def old_home(where: Path | str, revision: str) -> dict[str, tuple[Table, list[dict[str, Any]]]]:
    """Make a home of a revision with a row in every table; the tables with what they hold."""
    engine = (
        postgres.writing_engine(postgres.Address.parse(where))
        if isinstance(where, str)
        else sqlite.writing_engine(where / "crm.db")
    )
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), revision)
    with engine.begin() as connection:
        tables = reflected(connection)
        for table in tables:
            fill(connection, table)
        for table in tables:
            point(connection, table)
        held = {table.name: (table, whole(connection, table)) for table in tables}
    engine.dispose()
    assert all(len(rows) == 1 for _, rows in held.values())
    return held


def reflected(connection: Connection) -> list[Table]:
    """The tables as they are, each after those it cannot do without."""
    metadata = MetaData()
    metadata.reflect(connection)
    metadata.remove(metadata.tables["alembic_version"])
    waiting, placed = dict(metadata.tables), list[Table]()
    while waiting:
        needed = {
            name: {key.column.table.name for column in table.columns for key in column.foreign_keys if needs(column)}
            for name, table in waiting.items()
        }
        ready = sorted(name for name, others in needed.items() if not others & waiting.keys() - {name})
        placed += [waiting.pop(name) for name in ready]
    return placed


def needs(column: Column[Any]) -> bool:
    return not column.nullable


def fill(connection: Connection, table: Table) -> None:
    """Insert one row; what it refers to may come later."""
    values = {column.name: value(column) for column in table.columns if not column.foreign_keys or needs(column)}
    connection.execute(table.insert().values(values))


def point(connection: Connection, table: Table) -> None:
    """Let every reference of the row refer to the one row of its table."""
    keys = {column.name: 1 for column in table.columns if column.foreign_keys}
    if keys:
        connection.execute(update(table).values(keys))


def value(column: Column[Any]) -> Any:
    if isinstance(column.type, Integer):
        return 1  # the one row of its table, where it refers to one, whether or not the revision knows
    of_kind: list[tuple[type, Any]] = [
        (Boolean, True),
        (Float, 0.25),
        (Numeric, Decimal("12.50")),
        (DateTime, datetime(2024, 2, 29, 12, 30)),
        (Date, date(2024, 2, 29)),
        (JSON, {"names": ["Ä", 1, None]}),
    ]
    return next((made for kind, made in of_kind if isinstance(column.type, kind)), f"{column.name} – Zoë")


def whole(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def references(store: Store) -> set[tuple[str, str, str]]:
    return {
        (table, key["constrained_columns"][0], key["referred_table"])
        for table in inspect(store.writing).get_table_names()
        for key in inspect(store.writing).get_foreign_keys(table)
    }


def expected_references() -> set[tuple[str, str, str]]:
    return {
        (table.name, key.parent.name, key.column.table.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
    }
