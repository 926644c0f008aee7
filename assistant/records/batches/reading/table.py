"""Opens a file as tables with named columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from assistant.records.batches.layout import TableHead
from assistant.records.batches.reading.delimited import rows_below, sniff
from assistant.records.batches.reading.encoding import detect_encoding
from assistant.records.batches.reading.header import checked, named, told_apart
from assistant.records.batches.reading.json_records import LINE_SUFFIXES
from assistant.records.batches.reading.json_tables import sort_records
from assistant.records.batches.reading.kind import kind_of
from assistant.records.batches.reading.row import Line
from assistant.records.batches.reading.workbook import read_sheets

JSON_SUFFIXES = LINE_SUFFIXES | {".json"}
SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm"}) | JSON_SUFFIXES
"""Files of a folder that are taken for tables."""
UNNAMED = re.compile(r"(sheet|tabelle|feuil|hoja|foglio|planilha|folha|blad|ark|arkusz|лист) ?\d*", re.IGNORECASE)
"""Names that spreadsheets give to a sheet by themselves; the file's name tells more."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is known."""

    path: Path  # of its file
    name: str  # how reports call it: the file's name, or “book.xlsx › Accounts” where a file holds several
    head: TableHead
    rows: Callable[[], Iterator[Line]] = field(compare=False)
    delimiter: str = ""  # of delimited text

    def lines(self) -> Iterator[Line]:
        """Stream the records below the header from the start; one that cannot be used comes with its `problem`.

        Raises:
            UnreadableFile: Bytes that are no text in this encoding.
        """
        return self.rows()


def open_tables(path: Path, *, encoding: str = "") -> tuple[Table, ...]:
    """Find out which tables a file holds, at least one.

    Args:
        path: A CSV, TSV, JSON, JSON lines or Excel file; what it is, its bytes say.
        encoding: The codec of text that a person named; empty: found out.

    Raises:
        UnreadableFile: It is empty, no table, damaged, wrongly encoded, or its header is no header.
        NoRoomLeft: A workbook or JSON file cannot be unpacked.
    """
    if kind_of(path) == "zip":
        return _sheets(path)
    codec = detect_encoding(path, asked=encoding)
    return _from_json(path, codec) if path.suffix.lower() in JSON_SUFFIXES else (_from_text(path, codec),)


def _from_text(path: Path, encoding: str) -> Table:
    dialect = sniff(path, encoding)
    header = dialect.header
    columns = checked(path.name, named(header.cells if header and not header.problem else []))
    head = TableHead(path.stem.lower(), columns)
    return Table(path, path.name, head, partial(rows_below, path, dialect), dialect.delimiter)


def _from_json(path: Path, encoding: str) -> tuple[Table, ...]:
    tables = []
    for stem, table in sort_records(path, encoding).items():
        columns = checked(path.name, named(table.columns()))
        name = f"{path.name} › {stem}" if stem else path.name
        tables.append(Table(path, name, TableHead(stem or path.stem.lower(), columns), table.lines))
    return tuple(tables)


def _sheets(path: Path) -> tuple[Table, ...]:
    sheets = read_sheets(path)
    tables = []
    for sheet in sheets:
        name = f"{path.name} › {sheet.name}"
        stem = path.stem if len(sheets) == 1 and UNNAMED.fullmatch(sheet.name) else sheet.name
        columns = checked(name, told_apart(named(sheet.header)))
        rows = partial(sheet.rows.lines, len(columns))
        tables.append(Table(path, name, TableHead(stem.lower(), columns), rows))
    return tuple(tables)
