"""Tells how a file's bytes are to be read as text."""

from __future__ import annotations

import codecs
from pathlib import Path

from assistant.errors import UnreadableFile

HEAD_BYTES = 65536
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FOREIGN = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook; save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook; save the sheet as CSV"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
)
TEXT_CONTROLS = frozenset(b"\t\n\r\f\x0b\x1a\x00")
CONTROL_SHARE = 0.01  # of the head; text files hold a stray control character, binary ones are full of them
STRAY_CONTROLS = 8  # so many say nothing, however short the file
NUL_SHARE = 0.1


def detect_encoding(path: Path, *, asked: str = "") -> str:
    """Name the codec of a file.

    Args:
        path: The file; only its first 64 KiB are read.
        asked: The encoding a person named; empty: UTF-8, or UTF-16 where the bytes say so.

    Raises:
        UnreadableFile: The file cannot be opened, is empty, is no text, or the encoding asked for is unknown.
    """
    head = _head(path)
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise UnreadableFile(path.name, f"this is no table but {what}.")
    if asked:
        return _known_codec(path, asked)
    for mark, codec in MARKS:
        if head.startswith(mark):
            return codec
    unmarked = _unmarked_utf16(head)
    if unmarked:
        return unmarked
    controls = sum(1 for byte in head if byte < 32 and byte not in TEXT_CONTROLS)
    if controls > max(STRAY_CONTROLS, CONTROL_SHARE * len(head)) or head.count(0) > NUL_SHARE * len(head):
        raise UnreadableFile(path.name, "this is a binary file, no table; give a CSV, TSV or JSON lines file.")
    return "utf-8"


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            head = handle.read(HEAD_BYTES)
    except OSError as error:
        raise UnreadableFile(
            path.name, f"cannot be opened ({error.strerror}); check its path and permissions."
        ) from error
    if not head.strip():
        raise UnreadableFile(path.name, "the file is empty; export it again with its header row.")
    return head


def _known_codec(path: Path, asked: str) -> str:
    try:
        name = codecs.lookup(asked).name
    except LookupError as error:
        raise UnreadableFile(path.name, f"there is no encoding {asked!r}; try --encoding cp1252.") from error
    return "utf-8-sig" if name == "utf-8" else name


def _unmarked_utf16(head: bytes) -> str:
    """Western text in UTF-16 has a zero in nearly every second byte."""
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > 0.7 * pairs and head[0::2].count(0) == 0:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > 0.7 * pairs and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""
