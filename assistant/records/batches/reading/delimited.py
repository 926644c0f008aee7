"""Reads records of delimited text (CSV, TSV)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.records.batches.reading.header import SAMPLE_ROWS, header_at, in_step
from assistant.records.batches.reading.lines import Lines
from assistant.records.batches.reading.row import Line

DELIMITERS = (",", ";", "\t", "|")
SAID = re.compile(r'"?sep=(.)"?\s*')  # Excel's own first line
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
    said = _said(path, encoding)
    delimiter = said or max(DELIMITERS, key=lambda delimiter: _agreement(_sample_or_none(path, encoding, delimiter)))
    rows = _sample(path, encoding, delimiter)
    if said:
        rows = rows[1:]
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
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding=encoding, newline="") as handle:
        lines = Lines(handle, path.name)
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            start = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _unclosed(path, start) from error
            if lines.ended:  # the reader asked for one more line in the middle of a text
                raise _unclosed(path, start)
            if lines.cut and lines.take_cut():
                yield Line(start, cells, "the line is too long to be read whole")
            elif any(map(str.strip, cells)):
                yield Line(start, cells)


def _unclosed(path: Path, line: int) -> UnreadableFile:
    return UnreadableFile(
        path.name, f"the quoted text that opens in line {line} is not closed where it should be; mend that line."
    )


def _said(path: Path, encoding: str) -> str:
    """The delimiter that the first line names as Excel does; empty when it names none."""
    with path.open(encoding=encoding, newline="") as handle:
        found = SAID.fullmatch(next(Lines(handle, path.name), ""))
    return found[1] if found else ""


def _sample(path: Path, encoding: str, delimiter: str) -> list[Line]:
    return list(islice(read_delimited(path, encoding, delimiter), SAMPLE_ROWS))


def _sample_or_none(path: Path, encoding: str, delimiter: str) -> list[Line]:
    try:
        return _sample(path, encoding, delimiter)
    except UnreadableFile:  # a quote that only this delimiter sees open; whoever reads the file meets it again
        return []


def _agreement(rows: Sequence[Line]) -> tuple[float, int]:
    place = header_at([row.cells for row in rows])
    width = len(rows[place].cells) if rows else 0
    if width < 2:
        return (0.0, 0)
    share = sum(not in_step(row, rows[place].cells).problem or row is rows[place] for row in rows) / len(rows)
    return (share * DOUBT if place else share, width)
