"""What the database says about itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from assistant.records.postgres import soundness
from assistant.records.store import Store


def integrity(store: Store) -> str:
    """Check that a database is whole, with all its references; "ok", or the first thing that is wrong."""
    if store.writing.dialect.name != "sqlite":
        return soundness(store.writing)
    with closing(sqlite3.connect(str(store.writing.url.database))) as connection:
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            return f"a row of {broken[0]} refers to a missing row of {broken[2]}"
        return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
