"""What tests ask of a home besides what its store answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, select

from assistant.records.schema import Base
from assistant.records.store import Store


def where(store: Store) -> Path | str:
    """What opens the same home again."""
    url = store.writing.url
    return url.render_as_string(hide_password=False) if url.host or url.query else Path(str(url.database)).parent


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, by table; a table that is none of ours has no rows here."""
    with store.writing.connect() as connection:
        ours = Base.metadata.tables
        return {
            name: [tuple(row) for row in connection.execute(select(ours[name]).order_by(*ours[name].primary_key))]
            if name in ours
            else []
            for name in inspect(connection).get_table_names()
        }


def impatient(connection: Connection) -> Connection:
    """The same connection, which waits for other writers a twentieth of a second only."""
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        cursor.execute("PRAGMA busy_timeout=50")
    else:
        cursor.execute("SELECT set_config('lock_timeout', '50ms', true)")
    cursor.close()
    return connection
