"""Makes the nasty files that are too large or too crafty to be kept as files."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

DIRECTORY_ENTRY = 46  # bytes of an entry of the directory before its name (APPNOTE.TXT 4.3.12)
PACKED_SIZE = 20  # where the entry tells it; the unpacked size follows
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOOK = {
    "[Content_Types].xml": (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/xl/workbook.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
}


def old_workbook(path: Path) -> None:
    """Excel's format of before 2007."""
    path.write_bytes(OLD_EXCEL + "Workbook".encode("utf-16-le") + bytes(2000))


def locked_workbook(path: Path) -> None:
    """A workbook that a password protects: the older container around an encrypted package."""
    path.write_bytes(OLD_EXCEL + bytes(3 << 19) + "EncryptedPackage".encode("utf-16-le") + bytes(2000))


def bomb(path: Path) -> None:
    """A workbook of some 40 kB whose only sheet unpacks to 40 MB."""
    _zip(path, BOOK | {"xl/worksheets/sheet1.xml": bytes(40 << 20)})


def many_bombs(path: Path) -> None:
    """A workbook whose directory lists one and the same packed sheet 3,000 times, a million bytes each."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in BOOK.items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet1.xml", bytes(1 << 20))
        one = archive.infolist()[-1]
        for number in range(3000):
            other = zipfile.ZipInfo(f"xl/worksheets/s{number}.xml")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(other, field, getattr(one, field))
            archive.filelist.append(other)
    path.write_bytes(sink.getvalue())


def liar(path: Path) -> None:
    """A workbook whose sheet unpacks to 40 MB where the directory says 100 bytes."""
    bomb(path)
    content = bytearray(path.read_bytes())
    at = content.rfind(b"xl/worksheets/sheet1.xml") - DIRECTORY_ENTRY
    struct.pack_into("<L", content, at + PACKED_SIZE + 4, 100)
    path.write_bytes(content)


def endless_directory(path: Path) -> None:
    """An archive whose directory lists 100,000 parts."""
    entries = (b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"p") * 100_000
    start = b"PK\x03\x04" + bytes(27)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), len(start), 0)
    path.write_bytes(start + entries + end)


def archive(path: Path) -> None:
    """A zip archive with a table in it."""
    _zip(path, {"account.csv": b"id,name\nA1,Alpha\n"})


def open_document(path: Path) -> None:
    """A spreadsheet of LibreOffice."""
    _zip(path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})


def binary_workbook(path: Path) -> None:
    """Excel's binary format."""
    _zip(path, {"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": bytes(50)})


def cut_workbook(path: Path) -> None:
    """A workbook whose download broke off."""
    bomb(path)
    path.write_bytes(path.read_bytes()[:-2000])


def swollen_texts(path: Path) -> None:
    """A workbook that says to hold 65 MB of text, packed no better than usual."""
    _zip(path, BOOK | {"xl/sharedStrings.xml": b"x"})
    content = bytearray(path.read_bytes())
    at = content.rfind(b"xl/sharedStrings.xml") - DIRECTORY_ENTRY
    struct.pack_into("<2L", content, at + PACKED_SIZE, 20 << 20, 65 << 20)
    path.write_bytes(content)


def deep(path: Path) -> None:
    """JSON of 200,000 arrays, one in the other."""
    path.write_text('[{"id": 1, "a": ' + "[" * 200_000 + "]" * 200_000 + "}]", encoding="utf-8")


def wide(path: Path) -> None:
    """A header of 10,000 columns."""
    path.write_text(",".join(f"c{number}" for number in range(10_000)) + "\n", encoding="utf-8")


def noise(path: Path) -> None:
    """Bytes of every kind."""
    path.write_bytes(bytes(range(256)) * 40)


def zeros(path: Path) -> None:
    """Two gigabytes of nothing behind a header; the file takes no room on disk."""
    with path.open("wb") as file:
        file.write(b"id,name\nA1,")
        file.truncate(2 << 30)


def _zip(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
