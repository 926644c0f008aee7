"""Workbooks to read, with what comes out of them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from assistant.records.batches.reading import Table, open_tables

Rows = Iterable[Iterable[Any]]
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
STRINGS = "xl/sharedStrings.xml"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def book(path: Path, **sheets: Rows) -> Path:
    """Write a workbook of these sheets."""
    made = Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with other bytes in one of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_shared_texts(path: Path) -> Path:
    """The same workbook as Excel writes it: its texts stand in a part of their own."""
    with zipfile.ZipFile(path) as archive:
        texts = re.findall(rb"<is>(.*?)</is>", archive.read(SHEET))
    numbers = iter(range(len(texts)))
    changed(path, SHEET, lambda xml: re.sub(rb"<is>.*?</is>", lambda _: b"<v>%d</v>" % next(numbers), xml))
    changed(path, SHEET, lambda xml: xml.replace(b't="inlineStr"', b't="s"'))
    override = f'<Override PartName="/{STRINGS}" ContentType="{STRINGS_TYPE}"/></Types>'.encode()
    changed(path, TYPES, lambda xml: xml.replace(b"</Types>", override))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        items = b"".join(b"<si>%s</si>" % text for text in texts)
        namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        archive.writestr(STRINGS, b'<sst xmlns="%s">%s</sst>' % (namespace, items))
    return path


def read(path: Path) -> dict[str, list[list[str]]]:
    """Every table of a file by its name: the header, then the cells of its rows."""
    return {table.name: [list(table.head.columns), *cells(table)] for table in open_tables(path)}


def cells(table: Table) -> list[list[str]]:
    """The cells of each row; what is wrong with it instead where it cannot be used."""
    return [[line.problem] if line.problem else line.cells for line in table.lines()]
