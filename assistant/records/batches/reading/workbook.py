"""Reads the sheets of an Excel workbook."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from assistant.errors import UnreadableFile
from assistant.records.batches.numbers import SYMBOLS, currencies
from assistant.records.batches.reading.archive import check_archive, damaged
from assistant.records.batches.reading.header import MOST_COLUMNS, SAMPLE_ROWS, header_at, in_step
from assistant.records.batches.reading.numerals import plain_number
from assistant.records.batches.reading.row import Line
from assistant.records.batches.reading.sheet_marks import SheetMarks, find_marks
from assistant.records.batches.reading.spool import Spool

LAST_ROW = 1_048_576  # of Excel
MOST_WIDE_ROWS = 10_000  # with a cell beyond the widest table
CURRENCY = re.compile(r'\[\$([^\]-]+)|"\s*([^"\d]{1,4}?)\s*"')  # [$€-407], "zł"
HALF_SECOND = timedelta(milliseconds=500)
DAMAGE = (
    BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    IndexError,
    ValueError,  # entities that no workbook has are one of them
    TypeError,
    AttributeError,
    SyntaxError,  # XML that is none
    OverflowError,
    RecursionError,
)
NO_VALUE = "a formula has no value yet; open the file in Excel, save it, then import it again"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook."""

    name: str
    header: list[str]  # empty cells left of the table are cut off
    rows: Spool


def read_sheets(path: Path) -> list[Sheet]:
    """Read every sheet that is not empty, once, row by row.

    Dates become ISO text, booleans true or false, percentages carry their sign, formulas give the values that were
    stored with them; a value merged over several rows is each row's. Rows keep the numbers they have in the sheet.

    Raises:
        UnreadableFile: It is no workbook, damaged, protected, a zip bomb, or without any table.
        NoRoomLeft: There is no room to unpack it.
    """
    check_archive(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about colours, charts, print areas
            sheets = _sheets(path)
    except DAMAGE as error:
        raise damaged(path) from error
    if not sheets:
        raise UnreadableFile(path.name, "every sheet is empty; export it again with its header row.")
    return sheets


def _sheets(path: Path) -> list[Sheet]:
    with path.open("rb") as file:  # a path would have to end in .xlsx
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        found = [_sheet(path, sheet) for sheet in book.worksheets]
    return [sheet for sheet in found if sheet is not None]


def _sheet(path: Path, sheet: Any) -> Sheet | None:
    with ZipFile(path) as archive, archive.open(sheet._worksheet_path) as part:  # openpyxl has no public name for it
        marks = find_marks(part)
    rows = _filled(_rows(path, sheet, marks), marks)
    sample = list(islice(rows, SAMPLE_ROWS))
    if not sample:
        return None
    place = header_at([line.cells for line in sample])
    margin = min(_first(line.cells) for line in sample[place:])
    header = [" ".join(cell.split()) for cell in sample[place].cells[margin:]]
    spool = Spool()
    for line in chain(sample[place + 1 :], rows):
        spool.add(in_step(_beside(line, margin, len(header)), header))
    hidden = "" if sheet.sheet_state == "visible" else " (hidden)"
    return Sheet(f"{sheet.title}{hidden}", header, spool)


def _rows(path: Path, sheet: Any, marks: SheetMarks) -> Iterator[Line]:
    """The rows of a sheet as text, blank cells at the end cut off; blank rows come without cells."""
    sheet.reset_dimensions()  # what the file says about its size may be wrong
    wide = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        wide += len(row) > MOST_COLUMNS
        if number > LAST_ROW or wide > MOST_WIDE_ROWS:
            raise UnreadableFile(path.name, f"the sheet {sheet.title[:40]!r} is larger than any table; save it as CSV.")
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        yield Line(number, cells, NO_VALUE if number in marks.not_computed else "")


def _filled(rows: Iterable[Line], marks: SheetMarks) -> Iterator[Line]:
    """Give each row of a merged range its value; leave blank rows out."""
    open_ranges: dict[int, tuple[int, str]] = {}  # column → last row, value
    for line in rows:
        for column, (last, value) in list(open_ranges.items()):
            if line.number > last:
                del open_ranges[column]
            elif value:
                line.cells.extend([""] * (column + 1 - len(line.cells)))
                line.cells[column] = line.cells[column] or value
        for column, last in marks.merged.get(line.number, ()):
            open_ranges[column] = (last, line.cells[column] if column < len(line.cells) else "")
        if any(map(str.strip, line.cells)) or line.problem:
            yield line


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file with a decimal point."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value) if "_x" in value else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _dressed(value, *_dress(cell.number_format))
    if isinstance(value, datetime):
        moment = (value + HALF_SECOND).replace(microsecond=0)  # a day's fraction is not exact
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _dressed(value: float, currency: str, percent: str) -> str:
    """A number with the digits that Excel keeps, and what its format shows around it."""
    if percent:
        return f"{plain_number(float(f'{100 * value:.15g}'))}%"
    digits = plain_number(float(f"{value:.15g}") if isinstance(value, float) else value)
    return f"{currency} {digits}" if currency else digits


@lru_cache(maxsize=256)
def _dress(number_format: str) -> tuple[str, str]:
    """The currency that a number's format names, as far as it means one; the percent sign if it has one."""
    named = [name or sign for name, sign in CURRENCY.findall(number_format)]
    codes = {SYMBOLS.get(name.strip(), name.strip()) for name in named}
    known = [code for code in codes if code in currencies()]
    return (known[0] if len(known) == 1 else ""), ("%" if "%" in number_format else "")


def _first(cells: Sequence[str]) -> int:
    """The place of the first cell that is not blank."""
    return next((place for place, cell in enumerate(cells) if cell.strip()), len(cells))


def _beside(line: Line, margin: int, width: int) -> Line:
    """The line without the empty cells left of the table, as wide as the table at least."""
    stray = any(map(str.strip, line.cells[:margin]))
    cells = line.cells[margin:] + [""] * (margin + width - len(line.cells))
    return Line(line.number, cells, line.problem or ("a value stands left of the table" if stray else ""))
