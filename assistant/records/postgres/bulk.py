"""Sends many rows of one table in one go, where the driver would send them one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, event

VALUE = r"%s(?:::([A-Z][A-Z ]*(?:\([\d, ]*\))?))?"
INSERT = re.compile(rf'INSERT INTO ("?\w+"?) (\([^()]*\)) VALUES \((?:{VALUE}(?:, )?)+\)')  # noqa: S608 - a pattern
UPDATE = re.compile(rf'UPDATE ("?\w+"?) SET ((?:"?\w+"?={VALUE}(?:, )?)+) WHERE \1\.id = %s::INTEGER')  # noqa: S608
"""Statements of nothing but bound values: no expression, no answer, no rule for rows that are there already."""

ASSIGNED = re.compile(rf'("?\w+"?)={VALUE}')
FEWEST = 20  # rows; with fewer there is nothing to gain
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
Rows = Sequence[Sequence[Any]]


def send_together(engine: Engine) -> None:
    """Turn inserts of many rows into a COPY, changes of many rows into one UPDATE; the same rules hold for both."""

    @event.listens_for(engine, "do_executemany")
    def send(cursor: Any, statement: str, parameters: Rows, context: Any) -> bool:
        if len(parameters) < FEWEST or not hasattr(cursor, "paramstyle"):  # which pg8000's alone have
            return False
        if found := INSERT.fullmatch(statement):
            _copy(cursor, found[1], found[2], parameters)
            return True
        found = UPDATE.fullmatch(statement)
        if found is None or len({row[-1] for row in parameters}) < len(parameters):
            return False
        _change(cursor, found[1], ASSIGNED.findall(found[2]), parameters)
        return True


def _copy(cursor: Any, table: str, columns: str, rows: Rows) -> None:
    """COPY reads tab-separated lines, several times faster than the server reads an INSERT."""
    lines = "".join("\t".join(map(_field, row)) + "\n" for row in rows)
    cursor.execute(f"COPY {table} {columns} FROM STDIN", (), stream=[lines.encode()])


def _change(cursor: Any, table: str, assigned: Sequence[tuple[str, str]], rows: Rows) -> None:
    """The new values go as one array a column, the ids in the last one."""
    places = range(len(assigned))
    values = ", ".join(f"{column}=new.v{place}::{kind}" for place, (column, kind) in zip(places, assigned, strict=True))
    arrays = "%s::TEXT[], " * len(assigned)
    names = "".join(f"v{place}, " for place in places)
    cursor.execute(
        f"UPDATE {table} SET {values} "  # noqa: S608 - the names of the statement in whose place it stands
        f"FROM unnest({arrays}%s::INTEGER[]) AS new({names}id) WHERE {table}.id = new.id",
        [*([_text(row[place]) for row in rows] for place in places), [row[-1] for row in rows]],
    )


def _field(value: Any) -> str:
    """One value as the text format of COPY has it."""
    text = _text(value)
    return r"\N" if text is None else text.translate(ESCAPES)


def _text(value: Any) -> str | None:
    """One value as PostgreSQL reads it from text.

    Raises:
        TypeError: No column of the records holds such values.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | int | float | Decimal | datetime | date):
        return str(value)
    raise TypeError(f"no column of the records holds {type(value).__name__}")
