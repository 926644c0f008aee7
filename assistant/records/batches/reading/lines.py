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
            raise not_in(self._handle, self._name, self.number + 1) from error
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


def not_in(handle: TextIO, name: str, line: int) -> UnreadableFile:
    """The refusal of bytes that are no text in the encoding of an open file, found near a line."""
    encoding = handle.encoding.upper().removesuffix("-SIG")
    if encoding != "UTF-8":
        return UnreadableFile(name, f"near line {line} is text that is not {encoding}; save the file as UTF-8.")
    return UnreadableFile(
        name,
        f"line {_first_not_utf8(handle)} is text that is not UTF-8; "
        "name the encoding it was saved in, such as --encoding cp1252.",
    )


def _first_not_utf8(handle: TextIO) -> int:
    """The line in which decoding fails; text is decoded in pieces, so where reading stopped tells it only roughly."""
    with Path(handle.name).open("rb") as raw:
        number = 1
        decoder = codecs.getincrementaldecoder("utf-8")()
        while piece := raw.read(PIECE_BYTES):
            try:
                number += len(LINE_END.findall(decoder.decode(piece)))
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode("utf-8")
                return number + len(LINE_END.findall(before))
    return number
