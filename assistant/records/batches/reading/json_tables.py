"""Sorts the records of a JSON file into tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.records.batches.reading.flatten import Flat, flatten
from assistant.records.batches.reading.header import MOST_COLUMNS, too_wide
from assistant.records.batches.reading.json_records import no_records, read_records
from assistant.records.batches.reading.row import Line
from assistant.records.batches.reading.spool import Spool

PARENT = "parent.id"


@dataclass(slots=True)
class Collected:
    """One table of the file while its rows are collected."""

    rows: Spool = field(default_factory=Spool)
    places: dict[str, int] = field(default_factory=dict)  # column → place, in order of the first value
    blank: dict[str, None] = field(default_factory=dict)  # columns without any value yet
    lists: set[str] = field(default_factory=set)  # keys whose objects are a table of their own

    def columns(self) -> tuple[str, ...]:
        """Columns with values, then the blank ones, save those that others stand for (`via.channel` for `via`)."""
        parted = {name.rpartition(".")[0] for name in self.places} | self.lists
        return (*self.places, *(name for name in self.blank if name not in parted))

    def lines(self) -> Iterator[Line]:
        """Stream the rows."""
        return self.rows.lines(len(self.columns()))


def sort_records(path: Path, encoding: str) -> Mapping[str, Collected]:
    """Read a JSON file once into its tables by name, in order of appearance.

    A list of objects inside a record is a table of its own, named `<table>.<key>`, whose column `parent.id` holds the
    record's `id`.

    Raises:
        UnreadableFile: The file is no JSON text, holds no object, or has too many different keys.
    """
    sorter = _Sorter(path)
    for record in read_records(path, encoding):
        sorter.add(record.table.lower(), record.number, record.value, "line" if record.is_line else "entry")
    tables = {name: table for name, table in sorter.tables.items() if table.columns()}
    if not tables:
        raise no_records(path.name)
    return tables


class _Sorter:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.tables: dict[str, Collected] = {}

    def add(self, name: str, number: int, value: object, what: str) -> None:
        """Give one record, called a line or an entry, its place, with all that is inside it."""
        if name not in self.tables:
            self.tables[name] = Collected()
        table = self.tables[name]
        if not isinstance(value, dict):
            table.rows.add(Line(number, [], f"the {what} is no JSON object"))
            return
        flat = flatten(value)
        self._place(table, number, flat)
        for key, children in flat.children.items():
            table.lists.add(key)
            parent = next((text for column, text in flat.cells.items() if column.lower() == "id"), "")
            for child in children:
                self.add(f"{name or self._path.stem}.{key}".lower(), number, {PARENT: parent, **child}, what)

    def _place(self, table: Collected, number: int, flat: Flat) -> None:
        places = table.places
        cells = [""] * len(places)
        for column, text in flat.cells.items():
            place = places.get(column)
            if place is not None:
                cells[place] = text
            elif text:
                table.blank.pop(column, None)
                places[column] = len(places)
                cells.append(text)
            else:
                table.blank[column] = None
        if len(places) + len(table.blank) > MOST_COLUMNS:
            raise too_wide(self._path.name, len(places) + len(table.blank))
        table.rows.add(Line(number, cells, flat.problem))
