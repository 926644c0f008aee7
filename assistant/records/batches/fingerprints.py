"""Tells in SQL whether a row still is what an import left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import blake2b
from typing import cast

from sqlalchemy import ColumnElement, String, Table, func
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

DIGEST_BYTES = 16


def digest_of(session: Session, table: Table, columns: Sequence[str]) -> ColumnElement[str]:
    """The digest of some columns of a row, as an expression.

    Args:
        session: On whose connection the expression will run.
        table: An object's table.
        columns: Their names; the same ones in the same order give comparable digests.
    """
    cells = [table.c[name] for name in columns]
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return cast(ColumnElement[str], func.md5(as_type(func.json_build_array(*cells), String)))
    raw = cast(sqlite3.Connection, connection.connection.driver_connection)
    raw.create_function("crm_digest", 1, _digest, deterministic=True)
    return cast(ColumnElement[str], func.crm_digest(func.json_array(*cells)))


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()
