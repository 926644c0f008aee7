"""Keeps the rows of a table on disk while they are needed."""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Iterator
from typing import BinaryIO

from assistant.errors import NoRoomLeft
from assistant.records.batches.reading.row import Line

PIECE_BYTES = 1 << 20


class Spool:
    """Rows in a nameless temporary file: written once, then read as often as needed; gone with this object."""

    def __init__(self) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed when this object is collected
        weakref.finalize(self, self._file.close)

    def add(self, line: Line) -> None:
        """Keep one more row.

        Raises:
            NoRoomLeft: The disk of the temporary folder is full.
        """
        try:
            self._file.write(json.dumps([line.number, line.cells, line.problem]).encode() + b"\n")
        except OSError as error:
            raise NoRoomLeft(tempfile.gettempdir()) from error

    def lines(self, width: int) -> Iterator[Line]:
        """Read the rows from the start, blank cells added up to `width`.

        Several readers may take turns; nothing may be added while one reads.
        """
        for row in self._rows():
            number, cells, problem = json.loads(row)
            if len(cells) < width and not problem:
                cells += [""] * (width - len(cells))
            yield Line(number, cells, problem)

    def _rows(self) -> Iterator[bytes]:
        at = 0
        rest = b""
        while True:
            self._file.seek(at)  # another reader may have moved it
            piece = self._file.read(PIECE_BYTES)
            if not piece:
                return
            at += len(piece)
            *rows, rest = (rest + piece).split(b"\n")
            yield from rows
