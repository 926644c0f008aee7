"""Streams a text file line by line at bounded memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from assistant.errors import UnreadableFile

LONGEST_LINE = 16_000_000  # characters; longer lines are cut, and their rows reported


PIECE_BYTES = 1 << 16
LINE_END = re.compile(r"\r\n|\r|\n")
MARK = "\ufeff"  # opens a file; in the middle of one it shows where another was appended


class Lines(Iterator[str]):
    """The lines of an open file, with the count of those given out."""

    def __init__(self, handle: TextIO, name: str) -> None:
        self._handle = handle
        self._name = name
        self.number = 0  # of the line last given out, 1-based
        self.cut = False  # a line since the last `take_cut` was too long
        self.ended = False

    def __next__(self) -> str:
        try:
            line = self._handle.readline(LONGEST_LINE)
            if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
                self._skip_rest()
        except UnicodeError as error:
            raise not_in(self._handle, self._name) from error
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        return line[1:] if line[0] == MARK else line

    def take_cut(self) -> bool:
        """Whether a line was cut since the last call."""
        cut, self.cut = self.cut, False
        return cut

    def _skip_rest(self) -> None:
        self.cut = True
        while True:
            piece = self._handle.readline(LONGEST_LINE)
            if len(piece) < LONGEST_LINE or piece[-1] in "\r\n":
                return


def not_in(handle: TextIO, name: str) -> UnreadableFile:
    """The refusal of bytes that are no text in the encoding of an open file."""
    encoding = handle.encoding.upper().removesuffix("-SIG")
    remedy = (
        "name the encoding it was saved in, such as --encoding cp1252" if encoding == "UTF-8" else "save it as UTF-8"
    )
    return UnreadableFile(name, f"line {_first_wrong(handle)} is text that is not {encoding}; {remedy}.")


def _first_wrong(handle: TextIO) -> int:
    """The line in which decoding fails; text is decoded in pieces, so where reading stopped tells it only roughly."""
    decoder = codecs.getincrementaldecoder(handle.encoding)()
    ends = 0
    with Path(handle.name).open("rb") as raw:
        try:
            while piece := raw.read(PIECE_BYTES):
                ends += len(LINE_END.findall(decoder.decode(piece)))
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            ends += len(LINE_END.findall(error.object[: error.start].decode(handle.encoding, "replace")))
    return ends + 1
