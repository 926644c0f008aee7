"""Makes sure that unpacking a workbook cannot fill memory, disk or time."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from assistant.errors import UnreadableFile

MOST_BYTES = 2 << 30  # of all parts, unpacked
MOST_TEXT_BYTES = 64 << 20  # of the table of shared texts, which is held in memory
MOST_RATIO = 200  # unpacked to packed; sheets of equal rows reach about 100
SMALL_BYTES = 10 << 20  # parts up to this size may have any ratio
MOST_DIRECTORY_BYTES = 4 << 20
PIECE_BYTES = 1 << 20
END = struct.Struct("<4s4H2LH")  # end record of the directory (APPNOTE.TXT 4.3.16)
LONGEST_COMMENT = 65535
READ = (".xml", ".rels")
ENCRYPTED = 0x1
DAMAGE = (BadZipFile, zlib.error, EOFError, OSError)
PACKINGS = frozenset({ZIP_STORED, ZIP_DEFLATED})  # what spreadsheets use
OTHER = {
    "xl/workbook.bin": "a binary Excel workbook (.xlsb); save it as .xlsx",
    "content.xml": "an OpenDocument file; save the sheet as .xlsx or CSV",
    "word/document.xml": "a text document",
    "Index/Document.iwa": "a Numbers or Pages document; export it as .xlsx or CSV",
}


def check_archive(path: Path) -> None:
    """Look at every part of a workbook without keeping any of it.

    Raises:
        UnreadableFile: It is another kind of archive, damaged, encrypted, or unpacks to too much.
    """
    try:
        if _directory_bytes(path) > MOST_DIRECTORY_BYTES:
            raise _bomb(path)
        with ZipFile(path) as archive:
            parts = archive.infolist()
            _check_kind(path, {part.filename for part in parts})
            _check_declared(path, parts)
            _check_unpacked(path, archive)
    except DAMAGE as error:
        raise damaged(path) from error


def damaged(path: Path) -> UnreadableFile:
    """The refusal of a workbook that cannot be unpacked or holds nonsense."""
    return UnreadableFile(path.name, "this workbook is damaged; open it in Excel and save it again, or save it as CSV.")


def _directory_bytes(path: Path) -> int:
    """Size of the archive's list of parts, which is read into memory whole."""
    with path.open("rb") as handle:
        size = handle.seek(0, 2)
        handle.seek(max(0, size - LONGEST_COMMENT - END.size))
        tail = handle.read()
    at = tail.rfind(b"PK\x05\x06")
    return int(END.unpack_from(tail, at)[5]) if 0 <= at <= len(tail) - END.size else 0


def _check_kind(path: Path, names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    what = next((what for name, what in OTHER.items() if name in names), "a zip archive; unpack it first")
    raise UnreadableFile(path.name, f"this is no table but {what}.")


def _check_declared(path: Path, parts: list[ZipInfo]) -> None:
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise UnreadableFile(
            path.name, "this workbook is protected by a password; save it without one, then import it again."
        )
    if any(part.compress_type not in PACKINGS for part in parts):
        raise damaged(path)
    swollen = any(
        part.file_size > SMALL_BYTES and part.file_size > MOST_RATIO * max(1, part.compress_size) for part in parts
    )
    if swollen or sum(part.file_size for part in parts) > MOST_BYTES:
        raise _bomb(path)
    if any(part.file_size > MOST_TEXT_BYTES and part.filename.endswith("sharedStrings.xml") for part in parts):
        raise UnreadableFile(path.name, "this workbook holds too much text to be read at once; save the sheet as CSV.")


def _check_unpacked(path: Path, archive: ZipFile) -> None:
    """Count what really comes out, whatever the directory says; a wrong checksum shows here too."""
    left = MOST_BYTES
    for part in archive.infolist():
        if part.filename.endswith(READ):
            with archive.open(part) as handle:
                while piece := handle.read(PIECE_BYTES):
                    left -= len(piece)
                    if left < 0:
                        raise _bomb(path)


def _bomb(path: Path) -> UnreadableFile:
    return UnreadableFile(
        path.name, "this workbook unpacks to far more than a table holds, as a zip bomb does; save the sheet as CSV."
    )
