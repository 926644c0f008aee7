"""The one writer of Excel workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from assistant.messages import Cell
from assistant.records.export.sheet import Sheet

MOST_ROWS = 1_048_575  # of a worksheet, below its header
LONGEST_TEXT = 32_767  # characters of a cell
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
EXACT = 2**53  # integers beyond it lose digits in a spreadsheet: they are written as text


def write_xlsx(sink: IO[bytes], sheets: Iterable[Sheet]) -> int:
    """Write tables as the sheets of a workbook; texts are never formulas, numbers stay numbers.

    A table with more rows than a sheet can hold goes on in a second sheet. A text longer than a cell can hold is cut,
    and ends with “…”; control characters, which the format has no place for, are left out.

    Returns:
        The number of rows written, without the headers.
    """
    book = Workbook(write_only=True)
    written = 0
    names: set[str] = set()
    for sheet in sheets:
        rows = iter(sheet.rows)
        part = 0
        while True:
            piece = islice(rows, MOST_ROWS)
            first = next(piece, None)
            if first is None and part:
                break
            part += 1
            some = chain([first], piece) if first is not None else iter(())
            written += _write(book, _name(sheet.name, part, names), sheet.columns, some)
    if not names:
        book.create_sheet("empty")
    book.save(sink)
    return written


def _write(book: Any, name: str, columns: Sequence[str], rows: Iterator[Sequence[Cell]]) -> int:
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    header = [_text(page, column) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    page.append(header)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 - the last value is the answer
        page.append([_cell(page, value) for value in row])
    return count


def _cell(page: Any, value: Cell) -> Any:
    if isinstance(value, str):
        return _text(page, value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > EXACT:
        return _text(page, str(value))
    return value


def _text(page: Any, text: str) -> Any:
    plain = UNPRINTABLE.sub("", text)
    cell = WriteOnlyCell(page, value=plain if len(plain) <= LONGEST_TEXT else f"{plain[: LONGEST_TEXT - 1]}…")
    cell.data_type = "s"  # whatever it begins with
    return cell


def _name(wanted: str, part: int, taken: set[str]) -> str:
    """A sheet name that Excel accepts and that no other sheet has."""
    plain = FORBIDDEN.sub(" ", wanted).strip() or "table"
    number = part
    while True:
        suffix = "" if number == 1 else f" {number}"
        name = f"{plain[: LONGEST_NAME - len(suffix)]}{suffix}"
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        number += 1
