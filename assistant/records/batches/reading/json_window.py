"""Reads JSON values one after another out of a text of any length."""

from __future__ import annotations

import json
import re
from typing import TextIO

from assistant.errors import UnreadableFile
from assistant.records.batches.reading.lines import not_in

PIECE = 1 << 20  # characters
LONGEST_VALUE = 16_000_000  # characters of one record
PARTIAL = 16  # an error so close to the end of what was read may only be a value cut in two
LETTER = re.compile(r"[^ \t\r\n\ufeff]")
DECODER = json.JSONDecoder()


class Window:
    """The part of a JSON text that is being read; it never holds much more than one record."""

    def __init__(self, handle: TextIO, name: str) -> None:
        self._handle = handle
        self._name = name
        self._text = ""
        self._at = 0
        self._ended = False
        self._line = 1  # of the first character held

    def peek(self, *, ahead: int = 0) -> str:
        """The next character that is no blank, or the one after it; empty at the end."""
        while True:
            found = LETTER.search(self._text, self._at)
            self._at = found.start() if found else len(self._text)
            if found and ahead:
                found = LETTER.search(self._text, self._at + 1)
            if found or self._ended:
                return found[0] if found else ""
            self._more()

    def take(self, expected: str) -> str:
        """Step over one of some characters.

        Raises:
            UnreadableFile: Another one stands there.
        """
        letter = self.peek()
        if not letter or letter not in expected:
            raise self._broken()
        self._at += 1
        return letter

    def value(self) -> object:
        """Read one whole value.

        Raises:
            UnreadableFile: It is no JSON, nested too deeply, or longer than 16 million characters.
        """
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                end = len(self._text.rstrip()) if self._ended else len(self._text) - PARTIAL
                cut = error.msg.startswith("Unterminated string") or error.pos >= end
                if self._ended or not cut:
                    raise self._broken(cut=cut) from error
            except RecursionError as error:
                raise self._refuse("is nested too deeply to be read; export it again") from error
            except ValueError as error:  # a number of thousands of digits
                raise self._broken() from error
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            if len(self._text) - self._at > LONGEST_VALUE:
                raise self._refuse(f"is a record of more than {LONGEST_VALUE:,} characters; export it in smaller parts")
            self._more()

    def _more(self) -> None:
        held = len(self._text) - self._at
        try:
            piece = self._handle.read(max(PIECE, held))
        except UnicodeError as error:
            raise not_in(self._handle, self._name) from error
        self._ended = not piece
        self._line = self._line_here()
        self._text = self._text[self._at :] + piece
        self._at = 0

    def _line_here(self) -> int:
        return self._line + self._text.count("\n", 0, self._at)

    def _broken(self, *, cut: bool = False) -> UnreadableFile:
        if cut or not self.peek():
            return UnreadableFile(self._name, "the JSON ends in the middle; export or download the file again.")
        return self._refuse("is no valid JSON; export the file again")

    def _refuse(self, why: str) -> UnreadableFile:
        return UnreadableFile(self._name, f"what stands near line {self._line_here():,} {why}.")
