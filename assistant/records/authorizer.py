"""What SQLite may do on a reading connection, decided while it prepares a statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from assistant.records.schema import Base
from assistant.records.visibility import PUBLIC, RULED

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]

CREDENTIAL_TABLES = frozenset({"login_session", "access_token"})
CREDENTIAL_COLUMNS = frozenset({("user", "password_hash")})

_AGGREGATES = (
    "avg count group_concat max min sum total row_number rank dense_rank lag lead ntile first_value last_value"
)
_VALUES = "abs coalesce ifnull iif nullif round likely unlikely typeof hex quote sign"
_TEXT = "concat instr length like glob lower ltrim printf format replace rtrim substr substring trim unicode upper"
_DATES = "date datetime julianday strftime time unixepoch"
_JSON = "json json_array_length json_each json_extract json_type json_valid -> ->>"
_OURS = "crm_reader_id crm_reader_team"
FUNCTIONS = frozenset(" ".join((_AGGREGATES, _VALUES, _TEXT, _DATES, _JSON, _OURS)).split())
"""SQL functions that a reading statement may call: none of them reads files, loads code or allocates at will."""

_HARMLESS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_TRANSACTION})


def reading_only() -> Authorizer:
    """Allow reading every table but the credentials; for statements that carry the row rule themselves."""
    tables = frozenset(Base.metadata.tables) - CREDENTIAL_TABLES

    def decide(action: int, first: str | None, second: str | None, database: str | None, source: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            return _verdict(_column_allowed(first or "", second or "", tables))
        return _other(action, second)

    return decide


def through_views(prefix: str) -> Authorizer:
    """Allow public tables, besides whatever is read through views whose names start with `prefix`.

    Args:
        prefix: Unguessable, so that no statement can pass itself off as one of the views.
    """

    def decide(action: int, first: str | None, second: str | None, database: str | None, source: str | None) -> int:
        if action != sqlite3.SQLITE_READ:
            return _other(action, second)
        table, column = first or "", second or ""
        if table in RULED and not (source or "").startswith(prefix):
            return _verdict(database != "main" and (column == "" or database == "temp"))
        if table.startswith(prefix):
            return sqlite3.SQLITE_OK
        return _verdict(_column_allowed(table, column, PUBLIC | RULED))

    return decide


def _other(action: int, second: str | None) -> int:
    return _verdict(action in _HARMLESS or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in FUNCTIONS))


def _column_allowed(table: str, column: str, tables: frozenset[str]) -> bool:
    if table in tables or table == "json_each":
        return (table, column) not in CREDENTIAL_COLUMNS
    # A common table expression of which only rows are counted is reported as a table without a column.
    known = table in Base.metadata.tables or table.startswith(("sqlite_", "pragma_", "alembic_"))
    return column == "" and not known


def _verdict(allowed: bool) -> int:
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
