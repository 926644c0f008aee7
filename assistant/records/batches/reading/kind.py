"""Tells what a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from assistant.errors import UnreadableFile

Kind = Literal["text", "zip"]

HEAD_BYTES = 65536
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's container of .xls files; encrypted .xlsx come in it too
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
    (b"PAR1", "a Parquet file; save it as CSV"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"BZh", "a compressed file; unpack it first"),
    (b"\xfd7zXZ", "a compressed file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "a compressed file; unpack it first"),
    (b"Rar!", "a compressed file; unpack it first"),
)
PAGES = (b"<!doctype html", b"<html", b"<table", b"<head", b"<?xml", b"mime-version:")


def kind_of(path: Path) -> Kind:
    """Tell text from a zip archive, which a workbook is too.

    Raises:
        UnreadableFile: The file cannot be opened, is empty, or is neither.
    """
    head = read_head(path)
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(COMPOUND):
        raise UnreadableFile(path.name, _compound(path))
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise UnreadableFile(path.name, f"this is no table but {what}.")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:14].lower().startswith(PAGES):
        raise UnreadableFile(
            path.name, "this is a web page or XML with a table's name; open it in Excel and save it as .xlsx or CSV."
        )
    return "text"


def read_head(path: Path) -> bytes:
    """The first 64 KiB of a file.

    Raises:
        UnreadableFile: The file cannot be opened, or is empty.
    """
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


def _compound(path: Path) -> str:
    """The names of the container's parts stand in its directory, which may be anywhere in the file."""
    with path.open("rb") as handle:
        while piece := handle.read(1 << 20):
            if ENCRYPTED in piece:
                return "this workbook is protected by a password; save it without one, then import it again."
            handle.seek(-len(ENCRYPTED), 1) if len(piece) == 1 << 20 else None
    return "this is an old Excel workbook (.xls); open it in Excel and save it as .xlsx or CSV."
