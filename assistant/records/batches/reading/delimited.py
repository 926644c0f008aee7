"""Reads records of delimited text (CSV, TSV)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.records.batches.reading.header import SAMPLE_ROWS, header_at, in_step
from assistant.records.batches.reading.lines import MARK, Lines, not_in
from assistant.records.batches.reading.row import Line

DELIMITERS = (",", ";", "\t", "|")
SAID = re.compile(r'"?sep=(.)"?[ \t]*[\r\n]')  # Excel's own first line
HEAD_CHARACTERS = 1 << 20
LONGEST_FIELD = 16_000_000  # characters; what is longer is an unclosed quote
DOUBT = 0.9  # worth of a delimiter that makes the first line a mere title


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the text of a file is cut into records."""

    encoding: str
    delimiter: str
    header: Line | None  # None: the file has no record


def sniff(path: Path, encoding: str) -> Dialect:
    """Choose the delimiter that cuts the first rows into the most columns, in the same number as the header.

    Raises:
        UnreadableFile: Bytes that are no text in this encoding, or a quote that swallows other rows.
    """
    head, is_whole = _head(path, encoding)
    said = SAID.match(head)
    delimiter = said[1] if said else max(DELIMITERS, key=lambda one: _agreement(_sample(path, head, one)))
    rows = _sample(path, head, delimiter, is_whole=is_whole)[1 if said else 0 :]
    if not rows:  # a first record of more than a million characters, or none
        rows = list(islice(read_delimited(path, encoding, delimiter), 1))
    return Dialect(encoding, delimiter, rows[header_at([row.cells for row in rows])] if rows else None)


def rows_below(path: Path, dialect: Dialect) -> Iterator[Line]:
    """Stream the records below the header; one that cannot be used comes with its `problem`.

    Raises:
        UnreadableFile: Bytes that are no text in this encoding, or a quote that swallows other rows.
    """
    header = dialect.header
    if header is None:
        return
    width, first = len(header.cells), header.cells[0]
    for line in read_delimited(path, dialect.encoding, dialect.delimiter):
        if line.number > header.number:
            fits = len(line.cells) == width and (line.cells[0] != first or line.cells != header.cells)
            yield line if fits else in_step(line, header.cells)


def read_delimited(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    """Stream all records of a file; blank lines, or those of delimiters only, are left out.

    A line that is too long comes with its `problem`.

    Raises:
        UnreadableFile: Bytes that are no text in this encoding, or a quote that swallows other rows.
    """
    with path.open(encoding=encoding, newline="") as handle:
        yield from _records(Lines(handle, path.name), path.name, delimiter)


def _records(lines: Lines, name: str, delimiter: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        start = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unclosed(name, start) from error
        if lines.ended:  # the reader asked for one more line in the middle of a text
            raise _unclosed(name, start)
        if lines.cut and lines.take_cut():
            yield Line(start, cells, "the line is too long to be read whole")
        elif any(map(str.strip, cells)):
            yield Line(start, cells)


def _unclosed(name: str, line: int) -> UnreadableFile:
    return UnreadableFile(
        name, f"the quoted text that opens in line {line} is not closed where it should be; mend that line."
    )


def _head(path: Path, encoding: str) -> tuple[str, bool]:
    """The first lines of a file, at most a million characters, the last line whole; whether that is the whole file."""
    with path.open(encoding=encoding, newline="") as handle:
        try:
            head = handle.read(HEAD_CHARACTERS)
            is_whole = not handle.read(1)
        except UnicodeError as error:
            raise not_in(handle, path.name) from error
    if not is_whole:
        head = head[: max(head.rfind("\n"), head.rfind("\r")) + 1]
    return head.removeprefix(MARK), is_whole


def _sample(path: Path, head: str, delimiter: str, *, is_whole: bool = False) -> list[Line]:
    """The first records; of a mere part of the file only those whose texts end in it.

    Raises:
        UnreadableFile: A text does not end in the whole file.
    """
    rows: list[Line] = []
    try:
        lines = Lines(io.StringIO(head, newline=""), path.name)
        rows.extend(islice(_records(lines, path.name, delimiter), SAMPLE_ROWS))
    except UnreadableFile:
        if is_whole:
            raise
    return rows


def _agreement(rows: Sequence[Line]) -> tuple[float, int]:
    place = header_at([row.cells for row in rows])
    width = len(rows[place].cells) if rows else 0
    if width < 2:
        return (0.0, 0)
    share = sum(not in_step(row, rows[place].cells).problem or row is rows[place] for row in rows) / len(rows)
    return (share * DOUBT if place else share, width)
