"""Writes many new rows of one table at the speed of the database's own driver."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import JSON, Column, Date, Table, bindparam, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

DAYS_REMEMBERED = 16_384


class BulkInsert:
    """An INSERT compiled once; rows are turned into the driver's values column by column.

    SQLAlchemy does the same row by row, with a dictionary each, which takes as long as SQLite needs to write them.
    Elsewhere the way to the server is what takes time: the engine sends the rows in one go (`records.postgres.bulk`).
    """

    def __init__(self, session: Session, table: Table, names: Sequence[str]) -> None:
        self._session = session
        self._table = table
        dialect = session.connection().dialect
        self._is_native = dialect.name == "sqlite"
        compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
        self._sql = str(compiled)
        self._order: Sequence[str] = compiled.positiontup or ()
        values = {name: bindparam(name, type_=_blank_is_null(table.c[name])) for name in names}
        self._portable = insert(table).values(values).returning(table.c.id)
        self._convert = [_converter(table.c[name], dialect) for name in self._order]

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that all have the names given."""
        if not self._is_native:
            self._session.execute(insert(self._table), list(rows))
            return
        columns = []
        for name, convert in zip(self._order, self._convert, strict=True):
            values = [row[name] for row in rows]
            columns.append(values if convert is None else list(map(convert, values)))
        self._session.connection().exec_driver_sql(self._sql, list(zip(*columns, strict=True)))


def _converter(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns a value into the driver's; None for nothing to do."""
    found = cast(Callable[[Any], Any] | None, column.type.dialect_impl(dialect).bind_processor(dialect))
    if found is None:
        return None
    if isinstance(column.type, Date):
        return lru_cache(maxsize=DAYS_REMEMBERED)(found)
    if isinstance(column.type, JSON):
        empty = found({})
        return lambda value: None if value is None else empty if value == {} else found(value)
    return found


def _blank_is_null(column: Column[Any]) -> TypeEngine[Any]:
    """A column's type, with nothing for a blank list rather than the JSON text `null`."""
    return JSON(none_as_null=True) if isinstance(column.type, JSON) else column.type
