"""The one writer of CSV files that spreadsheets may open."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from assistant.messages import Cell

RISKY = frozenset("=+-@\t\r＝＋－＠")
"""First letters that make a spreadsheet read a text as a formula, their full-width forms included."""
GUARD = "'"
_QUOTES = GUARD + '"'
_EQUALS = frozenset("=＝")
_SEPARATOR = re.compile(r"([;\t\r\n])")
_PART_BEGINS = re.compile(r"[;\t\r\n][\s'\"\ufeff]*[=+@＝＋－＠-]")
_DOES = re.compile(r"[(|!]")
"""What a formula needs to call a function, start a program or read another file."""

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
    number such as -5 is no formula. So does what follows a semicolon, a tab or a line end within the text: where
    lists are separated by semicolons, a spreadsheet begins another cell there, whatever the quotes say. Different
    texts stay different: `as_written` undoes it.
    """
    inner = _parted(text, _guarded_part)
    return GUARD + inner if _risky(text) else inner


def as_written(cell: str) -> str:
    """The text that `harmless` made this cell of."""
    if GUARD not in cell:
        return cell
    inner = cell[1:] if cell[:1] == GUARD and _risky(cell[1:]) else cell
    return _parted(inner, _part_as_written)


def _risky(text: str) -> bool:
    start = text.lstrip(_BLANKS + GUARD)[:1]
    if start not in RISKY and text[:1] not in RISKY:
        return False
    return bool(text) and not _NUMBER.fullmatch(text)


def _parted(text: str, change: Callable[[str], str]) -> str:
    """A text of which each part behind a separator is changed."""
    if not _PART_BEGINS.search(text):
        return text
    first, *rest = _SEPARATOR.split(text)
    return first + "".join(part if place % 2 == 0 else change(part) for place, part in enumerate(rest))


def _guarded_part(part: str) -> str:
    return GUARD + part if _runs(part) else part


def _part_as_written(part: str) -> str:
    return part[1:] if part[:1] == GUARD and _runs(part[1:]) else part


def _runs(part: str) -> bool:
    """Whether a part would be a formula that does something; points of a list such as “- call Jo” are none."""
    plain = part.lstrip(_BLANKS + _QUOTES)
    return plain[:1] in _EQUALS or (plain[:1] in RISKY and bool(_DOES.search(plain)))


def _cell(value: Cell) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(value)
    return f"{value}0" if _THREE_DECIMALS.fullmatch(str(value)) else value
