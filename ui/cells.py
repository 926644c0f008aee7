"""Values of a table as a reader expects them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from assistant.messages import Cell, Table

NOTHING = "—"
MONEY = 2  # decimals of a column with broken amounts
FINE = 4  # decimals of a column whose values are all below 1
_FRACTION = re.compile(r"\b(rate|share|probability|chance|percentage|confidence|fraction)\b")


def shown(value: Cell) -> str:
    """One value on its own: thousands separated from 10,000 on, so that a year has no comma."""
    return column_shown("", [value])[0]


def column_shown(name: str, values: Sequence[Cell]) -> list[str]:
    """A column's values in one form: the same decimals, the same separators, fractions as per cent."""
    numbers = [float(value) for value in values if isinstance(value, int | float) and is_number(value)]
    if numbers and _FRACTION.search(heading(name)) and all(0 <= number <= 1 for number in numbers):
        return [f"{value:.1%}" if is_number(value) else _text(value) for value in values]
    broken = any(not number.is_integer() for number in numbers)
    decimals = 0 if not broken else FINE if max(map(abs, numbers)) < 1 else MONEY
    separator = "," if broken or any(abs(number) >= 10_000 for number in numbers) else ""
    return [f"{value:{separator}.{decimals}f}" if is_number(value) else _text(value) for value in values]


def shown_rows(table: Table, limit: int | None = None) -> list[list[str]]:
    """The first rows as text, column by column in one form."""
    rows = table.rows[:limit]
    columns = [column_shown(name, [row[i] for row in rows]) for i, name in enumerate(table.columns)]
    return [list(row) for row in zip(*columns, strict=True)] if rows else []


def heading(column: str) -> str:
    """A column's name for a reader: `won_amount` becomes `won amount`."""
    return column.replace("_", " ")


def is_number(value: Cell) -> bool:
    """Whether a cell lines up on the right."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def moment(at: datetime | None) -> str:
    """A time to the minute, in UTC, or a dash."""
    return at.strftime("%Y-%m-%d %H:%M") if at else NOTHING


def day(at: datetime | None) -> str:
    """A date, or a dash."""
    return at.strftime("%Y-%m-%d") if at else NOTHING


def _text(value: Cell) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
