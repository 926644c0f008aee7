"""A layout compiled for one table: cells in, typed values out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.records.batches.catalog import table_of
from assistant.records.batches.cleaning import Clean, cleaner, reconciler
from assistant.records.batches.custom import CONVERT, CustomType, CustomValue
from assistant.records.batches.layout import Field, Layout, as_it_is
from assistant.records.batches.problem import BadCell
from assistant.records.batches.profile import Profile, unknown_columns
from assistant.records.batches.reading import Line, Table
from assistant.records.batches.typed import Meant, Origin, TypedRow

LONGEST_ROW = 1_000_000  # characters
SECRET = frozenset({"password_hash", "password"})
"""Columns that no import takes, not even as custom fields."""


@dataclass(frozen=True, slots=True)
class _Plain:
    place: int
    name: str
    take: Callable[[str], str]
    convert: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class _Known:
    place: int
    name: str
    take: Callable[[str], str]
    convert: Callable[[str], Clean]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that names other records."""

    place: int
    field: Field

    def text(self, cells: list[str]) -> str:
        """What a row says there; empty for nothing."""
        text = cells[self.place].strip()
        return self.field.take(text) if text else text


@dataclass(frozen=True, slots=True)
class _Custom:
    place: int
    name: str
    convert: Callable[[str], CustomValue]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the cells of one table become values."""

    table: Table
    layout: Layout
    origin: Origin
    constants: Mapping[str, Any]
    plain: tuple[_Plain, ...]
    known: tuple[_Known, ...]
    pointers: tuple[Pointer, ...]
    custom: tuple[_Custom, ...]
    used: tuple[int, ...]  # places of the cells that a distinct layout looks at

    def fields(self) -> frozenset[str]:
        """Every field that a row may get."""
        named = {source.name for source in self.layout.fields}
        return frozenset(named | set(self.constants))

    def read(self, line: Line) -> TypedRow:
        """Clean one record.

        Raises:
            BadCell: A value cannot become its field's; the reason names the column.
        """
        cells = line.cells
        if line.problem:
            raise BadCell(line.problem)
        whole = "".join(cells)
        if "\x00" in whole:
            raise BadCell("a cell holds a NUL character")
        if len(whole) > LONGEST_ROW:
            raise BadCell(f"the row has {len(whole):,} characters and I take up to {LONGEST_ROW:,}")
        wanted = tuple([pointer.text(cells) for pointer in self.pointers])
        row = TypedRow(self.origin, line.number, cells, dict(self.constants), {}, wanted)
        self._clean_plain(cells, row)
        for known in self.known:
            text = known.take(cells[known.place].strip())
            if text:
                clean = _convert(known.convert, text, self.table.head.columns[known.place])
                row.values[known.name] = clean.value
                if clean.meant:
                    row.meant = (*row.meant, Meant(known.name, text, clean.meant))
        for extra in self.custom:
            text = cells[extra.place].strip()
            if text:
                row.custom[extra.name] = extra.convert(text)
        return row

    def _clean_plain(self, cells: list[str], row: TypedRow) -> None:
        values = row.values
        for plain in self.plain:
            text = plain.take(cells[plain.place].strip())
            if text:
                try:
                    values[plain.name] = plain.convert(text)
                except BadCell as error:
                    raise BadCell(f"{self.table.head.columns[plain.place]}: {error}") from error


def compile_plan(table: Table, layout: Layout, found: Profile, types: Mapping[str, CustomType], *, number: int) -> Plan:
    """Bind a layout to a table's columns.

    Args:
        table: The file.
        layout: What it holds.
        found: What its whole columns say.
        types: Type of each custom field, earlier imports considered.
        number: The layout's place among those of its object.
    """
    columns = table_of(layout.object).c
    places = {name: place for place, name in enumerate(table.head.columns)}
    plain, known, pointers = [], [], []
    for source in layout.fields:
        place = places[source.column]
        words = reconciler(layout.object, source.name)
        if source.refers_to:
            pointers.append(Pointer(place, source))
        elif words:
            known.append(_Known(place, source.name, source.take, words))
        elif source.name == "source_id":
            plain.append(_Plain(place, source.name, source.take, as_it_is))
        else:
            order = found.orders.get(source.column, "unknown")
            plain.append(_Plain(place, source.name, source.take, cleaner(columns[source.name], order)))
    extras = [name for name in unknown_columns(table, layout) if name.strip().lower() not in SECRET]
    return Plan(
        table=table,
        layout=layout,
        origin=Origin(table.name, table.head.columns, number, {one.field.column: one.field.name for one in pointers}),
        constants=dict(layout.constants),
        plain=tuple(plain),
        known=tuple(known),
        pointers=tuple(pointers),
        custom=tuple(_Custom(places[name], name, CONVERT[types[name]]) for name in extras),
        used=tuple(places[source.column] for source in layout.fields),
    )


def _convert(convert: Callable[[str], Clean], text: str, column: str) -> Clean:
    try:
        return convert(text)
    except BadCell as error:
        raise BadCell(f"{column}: {error}") from error
