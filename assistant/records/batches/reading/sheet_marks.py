"""Finds in a sheet's XML what a row-by-row reader cannot tell: merged cells, formulas nobody has computed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils import column_index_from_string

PIECE_BYTES = 1 << 20
LONGEST_TAG = 1 << 16  # bytes that a mark may span
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
NOT_COMPUTED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="[A-Z]{1,3}(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


@dataclass(slots=True)
class SheetMarks:
    """Marks by row, 1-based as in the sheet."""

    merged: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    """First row of a range over several rows → its first column (0-based), its last row."""
    not_computed: set[int] = field(default_factory=set)  # rows with a formula that has no value


def find_marks(handle: IO[bytes]) -> SheetMarks:
    """Read a sheet once, in bounded memory."""
    marks = SheetMarks()
    for text in _windows(handle):
        for column, first, last in MERGE.findall(text):
            ends = (column_index_from_string(column.decode()) - 1, int(last))
            if int(last) > int(first) and ends not in marks.merged[int(first)]:
                marks.merged[int(first)].append(ends)
        if b"f>" in text or b"<f" in text:
            marks.not_computed.update(int(row) for row in NOT_COMPUTED.findall(text))
    return marks


def _windows(handle: IO[bytes]) -> Iterator[bytes]:
    """Pieces that overlap, so that no mark is cut in two."""
    rest = b""
    while piece := handle.read(PIECE_BYTES):
        yield rest + piece
        rest = piece[-LONGEST_TAG:]
