"""Opens a file as a table with named columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.records.batches.layout import TableHead
from assistant.records.batches.reading.delimited import read_delimited, sniff_delimiter
from assistant.records.batches.reading.encoding import detect_encoding
from assistant.records.batches.reading.json_lines import json_columns, read_json_lines
from assistant.records.batches.reading.row import Line

SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".jsonl", ".ndjson"})
JSON_SUFFIXES = frozenset({".jsonl", ".ndjson"})
MOST_COLUMNS = 2000

__all__ = ["SUFFIXES", "Line", "Table", "open_table", "open_tables"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is known; `lines` reads it from the start each time."""

    path: Path  # of its file
    name: str  # how reports call it: the file's name, or “book.xlsx › Accounts” where a file holds several
    head: TableHead
    encoding: str
    delimiter: str  # empty: JSON lines

    def lines(self) -> Iterator[Line]:
        """Stream the records below the header; a ragged one comes with its `problem`.

        Raises:
            UnreadableFile: Bytes that are no text in this encoding.
        """
        if not self.delimiter:
            yield from read_json_lines(self.path, self.encoding, self.head.columns)
            return
        width = len(self.head.columns)
        records = read_delimited(self.path, self.encoding, self.delimiter)
        next(records, None)
        for line in records:
            yield line if len(line.cells) == width or line.problem else _ragged(line, width)


def open_table(path: Path, *, encoding: str = "") -> Table:
    """The first table of a file; see `open_tables`."""
    return open_tables(path, encoding=encoding)[0]


def open_tables(path: Path, *, encoding: str = "") -> tuple[Table, ...]:
    """Find out which tables a file holds, at least one.

    Args:
        path: A .csv, .tsv or .jsonl file.
        encoding: The codec a person named; empty: found out.

    Raises:
        UnreadableFile: It is empty, binary, wrongly encoded, or its header is no header.
    """
    codec = detect_encoding(path, asked=encoding)
    if path.suffix.lower() in JSON_SUFFIXES:
        columns, delimiter = json_columns(path, codec), ""
    else:
        delimiter = sniff_delimiter(path, codec)
        header = next(read_delimited(path, codec, delimiter), None)
        columns = _named(header.cells if header and not header.problem else [])
    _check(path, columns)
    return (Table(path, path.name, TableHead(path.stem.lower(), columns), codec, delimiter),)


def _named(cells: list[str]) -> tuple[str, ...]:
    """Headers without surrounding blanks; a blank one is named after its place."""
    return tuple(cell.strip() or f"column {place}" for place, cell in enumerate(cells, start=1))


def _check(path: Path, columns: tuple[str, ...]) -> None:
    if not columns:
        raise UnreadableFile(path.name, "there is no header row; the first line must name the columns.")
    if len(columns) > MOST_COLUMNS:
        raise UnreadableFile(path.name, f"the header has {len(columns):,} columns and I read up to {MOST_COLUMNS:,}.")
    name, times = Counter(columns).most_common(1)[0]
    if times > 1:
        raise UnreadableFile(path.name, f"{times} columns are named {name[:60]!r}; give each column its own name.")
    if any("\x00" in column for column in columns):
        raise UnreadableFile(path.name, "the header holds NUL characters; this is no table.")


def _ragged(line: Line, width: int) -> Line:
    """Blank cells past the header are only a delimiter too many; anything else is a row out of step."""
    if len(line.cells) > width and not any(cell.strip() for cell in line.cells[width:]):
        return Line(line.number, line.cells[:width])
    return Line(line.number, line.cells, f"{len(line.cells)} columns where the header has {width}")
