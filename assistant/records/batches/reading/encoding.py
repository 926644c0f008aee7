"""Tells how a file's bytes are to be read as text."""

from __future__ import annotations

import codecs
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.records.batches.reading.kind import read_head

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
TEXT_CONTROLS = frozenset(b"\t\n\r\f\x0b\x1a\x00")
CONTROL_SHARE = 0.01  # of the head; text files hold a stray control character, binary ones are full of them
STRAY_CONTROLS = 8  # so many say nothing, however short the file
NUL_SHARE = 0.1


def detect_encoding(path: Path, *, asked: str = "") -> str:
    """Name the codec of a text file.

    Args:
        path: The file; only its first 64 KiB are read.
        asked: The encoding a person named, for files that do not begin with a byte order mark; empty: UTF-8, or
            UTF-16 and UTF-32 where the bytes say so.

    Raises:
        UnreadableFile: The file cannot be opened, is empty, is no text, or the encoding asked for is unknown.
    """
    head = read_head(path)
    for mark, codec in MARKS:
        if head.startswith(mark):
            return codec
    if asked:
        return _known_codec(path, asked)
    wide = next((codec for codec in WIDE if 0 in head and _is_wide(head, codec)), "")
    if wide:
        return wide
    controls = sum(1 for byte in head if byte < 32 and byte not in TEXT_CONTROLS)
    if controls > max(STRAY_CONTROLS, CONTROL_SHARE * len(head)) or head.count(0) > NUL_SHARE * len(head):
        raise UnreadableFile(path.name, "this is a binary file, no table; give a CSV, TSV, JSON or Excel (.xlsx) file.")
    return "utf-8"


def _known_codec(path: Path, asked: str) -> str:
    try:
        if "id".encode(asked).decode(asked) == "id":
            name = codecs.lookup(asked).name
            return "utf-8-sig" if name == "utf-8" else name
    except (LookupError, ValueError):  # no such codec, or one that is not for text
        pass
    raise UnreadableFile(path.name, f"there is no encoding {asked[:40]!r}; try --encoding cp1252.")


def _is_wide(head: bytes, codec: str) -> bool:
    """Whether the head is text of several bytes a character: it has line ends as such, and no NUL characters."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(head)
    except UnicodeDecodeError:
        return False
    return ("\n" in text or "\r" in text) and "\x00" not in text
