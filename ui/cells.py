"""Values of a table as a reader expects them."""

from __future__ import annotations

from datetime import datetime

from assistant.messages import Cell


def shown(value: Cell) -> str:
    """A cell as text: thousands separated from 10,000 on (a year has no comma), four decimals, a dash for nothing."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, float):
        return shown(int(value)) if value.is_integer() else f"{value:,.4f}".rstrip("0").rstrip(".")
    return value


def heading(column: str) -> str:
    """A column's name for a reader: `won_amount` becomes `won amount`."""
    return column.replace("_", " ")


def is_number(value: Cell) -> bool:
    """Whether a cell lines up on the right."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def moment(at: datetime | None) -> str:
    """A time to the minute, in UTC, or a dash."""
    return at.strftime("%Y-%m-%d %H:%M") if at else "—"


def day(at: datetime | None) -> str:
    """A date, or a dash."""
    return at.strftime("%Y-%m-%d") if at else "—"
