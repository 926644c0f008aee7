"""Reads the sheets of an Excel workbook."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import WorkSheetParser

from assistant.errors import UnreadableFile
from assistant.records.batches.reading.archive import check_archive, damaged
from assistant.records.batches.reading.header import MOST_COLUMNS, SAMPLE_ROWS, header_at, in_step
from assistant.records.batches.reading.row import Line
from assistant.records.batches.reading.sheet_cells import Styles, text_of_cell
from assistant.records.batches.reading.sheet_marks import SheetMarks, find_marks
from assistant.records.batches.reading.spool import Spool

LAST_ROW = 1_048_576  # of Excel
MOST_WIDE_ROWS = 10_000  # with a cell beyond the widest table
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
    OSError,
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

    Dates become ISO text, booleans true or false, percentages carry their sign, amounts the currency that their
    format names, formulas give the values that were stored with them; a value merged over several rows is each row's.
    Rows keep the numbers they have in the sheet.

    Raises:
        UnreadableFile: It is no workbook, damaged, protected, a zip bomb, or without any table.
        NoRoomLeft: There is no room to unpack it.
    """
    check_archive(path)
    try:
        with warnings.catch_warnings(), path.open("rb") as file:  # a path would have to end in .xlsx
            warnings.simplefilter("ignore")  # about colours, charts, print areas
            sheets = _sheets(path, ExcelReader(file, read_only=True, data_only=True, keep_links=False))
    except DAMAGE as error:
        raise damaged(path) from error
    except MemoryError as error:
        raise UnreadableFile(
            path.name, "this workbook needs more memory than there is; save the sheet as CSV."
        ) from error
    if not sheets:
        raise UnreadableFile(path.name, "every sheet is empty; export it again with its header row.")
    return sheets


def _sheets(path: Path, reader: ExcelReader) -> list[Sheet]:
    """The sheets without openpyxl's own objects for them, which parse a sheet twice where it does not tell its size."""
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    found = [
        _sheet(path, reader, sheet.name, part.target, is_hidden=sheet.state != "visible")
        for sheet, part in reader.parser.find_sheets()
        if "worksheet" in part.Type and part.target in reader.valid_files
    ]
    return [sheet for sheet in found if sheet is not None]


def _sheet(path: Path, reader: ExcelReader, name: str, part: str, *, is_hidden: bool) -> Sheet | None:
    with reader.archive.open(part) as content:
        marks = find_marks(content)
    book: Any = reader.wb  # what is needed of it is not public
    with reader.archive.open(part) as content:
        parser = WorkSheetParser(
            content,
            reader.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        rows = _filled(_rows(path, name, parser.parse(), Styles(book), marks), marks)
        sample = list(islice(rows, SAMPLE_ROWS))
        if not sample:
            return None
        place = header_at([line.cells for line in sample])
        margin = min(_first(line.cells) for line in sample[place:])
        header = [" ".join(cell.split()) for cell in sample[place].cells[margin:]]
        while not header[-1]:
            header.pop()
        spool = Spool()
        for line in chain(sample[place + 1 :], rows):
            spool.add(in_step(_beside(line, margin, len(header)), header))
    return Sheet(f"{name} (hidden)" if is_hidden else name, header, spool)


def _rows(path: Path, name: str, rows: Iterable[Any], styles: Styles, marks: SheetMarks) -> Iterator[Line]:
    """The rows of a sheet as text, blank cells at the end cut off."""
    wide = 0
    for number, row in rows:
        width = max((cell["column"] for cell in row if cell["value"] is not None), default=0)
        wide += width > MOST_COLUMNS
        if number > LAST_ROW or wide > MOST_WIDE_ROWS:
            raise UnreadableFile(path.name, f"the sheet {name[:40]!r} is larger than any table; save it as CSV.")
        cells = [""] * width
        for cell in row:
            if cell["value"] is not None:
                cells[cell["column"] - 1] = text_of_cell(cell["value"], styles.dress(cell["style_id"]))
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


def _first(cells: Sequence[str]) -> int:
    """The place of the first cell that is not blank."""
    return next((place for place, cell in enumerate(cells) if cell.strip()), len(cells))


def _beside(line: Line, margin: int, width: int) -> Line:
    """The line without the empty cells left of the table, as wide as the table at least."""
    stray = any(map(str.strip, line.cells[:margin]))
    cells = line.cells[margin:] + [""] * (margin + width - len(line.cells))
    return Line(line.number, cells, line.problem or ("a value stands left of the table" if stray else ""))
