"""What a PostgreSQL database says about itself."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, inspect, literal, select

from assistant.records.authorizer import CREDENTIAL_COLUMNS, CREDENTIAL_TABLES
from assistant.records.postgres.access import Access, ensure_access
from assistant.records.postgres.grants import DIALECT
from assistant.records.schema import Base

NEXT_IS_TAKEN = """
SELECT coalesce((SELECT max(id) FROM {table}), 0)
    > coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')), 0)
"""


def soundness(engine: Engine) -> str:
    """Check every reference, the ids that new rows would get, the rights of the reading roles.

    Returns:
        "ok", or the first thing that is wrong.
    """
    access = ensure_access(engine)
    with engine.execution_options(deferred=True).connect() as connection:
        return next(_wrong(connection, access), "ok")


def _wrong(connection: Connection, access: Access) -> Iterator[str]:
    yield from _references(connection)
    yield from _numbers(connection)
    yield from _rights(connection, access)


def _references(connection: Connection) -> Iterator[str]:
    """The server keeps references by itself, unless somebody dropped a rule or loaded rows past it."""
    looking = inspect(connection)
    for table in Base.metadata.sorted_tables:
        kept = {key["constrained_columns"][0] for key in looking.get_foreign_keys(table.name)}
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            if key.parent.name not in kept:
                yield f"nothing keeps {table.name}.{key.parent.name} from referring to missing rows"
            target = key.column.table.alias("target")
            there = select(literal(1)).where(target.c[key.column.name] == key.parent).correlate(table).exists()
            if connection.scalar(select(literal(1)).where(key.parent.is_not(None), ~there).limit(1)):
                yield f"a row of {table.name} refers to a missing row of {key.column.table.name}"


def _numbers(connection: Connection) -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        if "id" in table.c:
            name = DIALECT.identifier_preparer.quote(table.name)
            if connection.exec_driver_sql(NEXT_IS_TAKEN.format(table=name), (name,)).scalar():
                yield f"a new row of {table.name} would get an id that is taken"


def _rights(connection: Connection, access: Access) -> Iterator[str]:
    credentials = [
        *CREDENTIAL_COLUMNS,
        *((table, column.name) for table in CREDENTIAL_TABLES for column in Base.metadata.tables[table].columns),
    ]
    may = "SELECT has_column_privilege(%s, %s, %s, 'SELECT')"
    for role in (access.reader, access.guarded):
        for table, column in sorted(credentials):
            name = f"{access.search_path(access.reader)}.{DIALECT.identifier_preparer.quote(table)}"
            if connection.exec_driver_sql(may, (role, name, column)).scalar():
                yield f"the role {role} may read {table}.{column}"
