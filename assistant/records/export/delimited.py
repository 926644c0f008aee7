"""The one writer of CSV files that spreadsheets may open."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.messages import Cell

RISKY = frozenset("=+-@\t\r＝＋－＠")
"""First letters that make a spreadsheet read a text as a formula, their full-width forms included."""
GUARD = "'"
_BLANKS = " \n\v\f\xa0\u3000\ufeff"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?%?")
_THREE_DECIMALS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
"""A fraction that half of the world reads as thousands; 1.2340 is one to everybody."""


class Sink(Protocol):
    """Anything text can be written to."""

    def write(self, text: str, /) -> object:
        """Take some text."""
        ...


def write_csv(sink: Sink, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a header with its rows, commas between, lines ending in CRLF (RFC 4180).

    A text that a spreadsheet would run as a formula gets a leading apostrophe, header cells too; numbers are left
    alone, None is an empty cell, booleans are `true` and `false`.

    Returns:
        The number of rows written, without the header.
    """
    csv.writer(sink).writerow([harmless(column) for column in columns])
    return append_csv(sink, rows)


def append_csv(sink: Sink, rows: Iterable[Sequence[Cell]]) -> int:
    """Write rows as `write_csv` does, below a header that is there already.

    Returns:
        Their number.
    """
    writer = csv.writer(sink)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the last value is the answer
        writer.writerow([_cell(value) for value in row])
    return count


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet runs.

    One that starts, after any blanks and apostrophes, with a risky letter gets an apostrophe in front; a plain
    number such as -5 is no formula. Different texts stay different: `as_written` undoes it.
    """
    return GUARD + text if _risky(text) else text


def as_written(cell: str) -> str:
    """The text that `harmless` made this cell of."""
    return cell[1:] if cell[:1] == GUARD and _risky(cell[1:]) else cell


def _risky(text: str) -> bool:
    start = text.lstrip(_BLANKS + GUARD)[:1]
    if start not in RISKY and text[:1] not in RISKY:
        return False
    return bool(text) and not _NUMBER.fullmatch(text)


def _cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(value)
    return f"{value}0" if _THREE_DECIMALS.fullmatch(str(value)) else value
