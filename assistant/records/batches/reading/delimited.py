"""Reads records of delimited text (CSV, TSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.records.batches.reading.lines import Lines
from assistant.records.batches.reading.row import Line

DELIMITERS = (",", ";", "\t")
LONGEST_FIELD = 16_000_000  # characters; what is longer is an unclosed quote
SAMPLE_ROWS = 20


def sniff_delimiter(path: Path, encoding: str) -> str:
    """Choose the delimiter that cuts the first rows into the most columns, in the same number as the header."""
    return max(DELIMITERS, key=lambda delimiter: _agreement(path, encoding, delimiter))


def read_delimited(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    """Stream the records of a file, the header first; blank lines are left out.

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
            if lines.ended and lines.number > start:  # the reader asked for more lines in the middle of a text
                raise _unclosed(path, start)
            if lines.cut and lines.take_cut():
                yield Line(start, cells, "the line is too long to be read whole")
            elif cells and (len(cells) > 1 or cells[0].strip()):
                yield Line(start, cells, "")


def _unclosed(path: Path, line: int) -> UnreadableFile:
    return UnreadableFile(
        path.name, f"the quoted text that opens in line {line} is not closed where it should be; mend that line."
    )


def _agreement(path: Path, encoding: str, delimiter: str) -> tuple[float, int]:
    lines = read_delimited(path, encoding, delimiter)
    try:
        widths = [len(line.cells) for line in islice(lines, SAMPLE_ROWS)]
    except UnreadableFile:  # a quote that only this delimiter sees open; whoever reads the file meets it again
        return (0.0, 0)
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])
