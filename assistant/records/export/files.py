"""Writes tables to files: CSV, a workbook, a folder of CSV files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from assistant.atomic import replacing_bytes
from assistant.messages import Cell
from assistant.records.export.delimited import write_csv
from assistant.records.export.sheet import Sheet
from assistant.records.export.workbook import write_xlsx

Progress = Callable[[str, int], None]
"""Told the table and how many of its rows are written; may raise to stop."""

EVERY = 1000


def write_sheet(sink: IO[bytes], sheet: Sheet, kind: str) -> int:
    """Write one table as `csv` (UTF-8 with the mark that spreadsheets look for) or `xlsx`; the number of rows."""
    if kind == "xlsx":
        return write_xlsx(sink, [sheet])
    text = io.TextIOWrapper(sink, encoding="utf-8-sig", newline="")
    try:
        return write_csv(text, sheet.columns, sheet.rows)
    finally:
        text.detach()  # which flushes, and leaves the sink open


def write_file(path: Path, sheet: Sheet, *, progress: Progress | None = None) -> int:
    """Write one table as the kind its suffix names, CSV unless that is .xlsx; whole or not at all.

    Raises:
        CannotWrite: The place cannot be written to.
    """
    with replacing_bytes(path) as sink:
        return write_sheet(sink, _watched(sheet, progress), path.suffix.lower().removeprefix("."))


def write_workbook(path: Path, sheets: Iterable[Sheet], *, progress: Progress | None = None) -> int:
    """Write tables as one workbook, whole or not at all.

    Raises:
        CannotWrite: The place cannot be written to.
    """
    with replacing_bytes(path) as sink:
        return write_xlsx(sink, (_watched(sheet, progress) for sheet in sheets))


def write_folder(folder: Path, sheets: Iterable[Sheet], *, progress: Progress | None = None) -> int:
    """Write each table as a CSV file of its name; a file is replaced only once its successor is complete.

    Raises:
        CannotWrite: The place cannot be written to.
    """
    return sum(write_file(folder / f"{sheet.name}.csv", sheet, progress=progress) for sheet in sheets)


def _watched(sheet: Sheet, progress: Progress | None) -> Sheet:
    return sheet if progress is None else replace(sheet, rows=_counted(sheet.name, sheet.rows, progress))


def _counted(name: str, rows: Iterable[Sequence[Cell]], progress: Progress) -> Iterator[Sequence[Cell]]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % EVERY == 0:
            progress(name, number)
