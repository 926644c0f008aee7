"""What tells one state of the records from the next."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from assistant.records.store import Store


def stamp(store: Store) -> object:
    """A value that differs after each change of a home's database; equal values mean that nothing has changed."""
    engine = store.writing
    if engine.dialect.name == "postgresql":
        with engine.execution_options(deferred=True).connect() as connection:
            return str(connection.execute(select(func.pg_current_wal_insert_lsn())).scalar_one())
    path = Path(engine.url.database or "")
    files = [path, path.with_name(path.name + "-wal")]
    return tuple((one.stat().st_mtime_ns, one.stat().st_size) for one in files if one.exists())
