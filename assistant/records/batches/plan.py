"""A layout compiled for one table: cells in, typed values out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.records.batches.cleaning import Clean
from assistant.records.batches.custom import CustomValue
from assistant.records.batches.fieldtext import TextOf
from assistant.records.batches.layout import Field, Layout
from assistant.records.batches.problem import BadCell
from assistant.records.batches.reading import Line, Table
from assistant.records.batches.rows import LeftOut, Share, lines_of
from assistant.records.batches.typed import Meant, Origin, TypedRow
from assistant.records.batches.vocabulary import fold

LONGEST_ROW = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class Plain:
    """A field with a conversion of its own."""

    name: str
    column: str
    text: TextOf
    convert: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A field with known words."""

    name: str
    column: str
    text: TextOf
    convert: Callable[[str], Clean]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that names other records."""

    field: Field
    text: TextOf


@dataclass(frozen=True, slots=True)
class Kept:
    """A column whose cell stays as a custom field where its field says something else."""

    place: int
    name: str
    text: TextOf


@dataclass(frozen=True, slots=True)
class Custom:
    """A column that becomes a custom field."""

    place: int
    name: str
    convert: Callable[[str], CustomValue]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the cells of one table become values."""

    table: Table
    layout: Layout
    share: Share
    origin: Origin
    constants: Mapping[str, Any]
    plain: tuple[Plain, ...]
    known: tuple[Known, ...]
    pointers: tuple[Pointer, ...]
    custom: tuple[Custom, ...]
    kept: tuple[Kept, ...]

    def lines(self, left_out: LeftOut) -> Iterator[Line]:
        """The lines of the table that are this layout's."""
        return lines_of(self.table, self.share, left_out)

    def fields(self) -> frozenset[str]:
        """Every field that a row may get."""
        named = {source.name for source in self.layout.fields} | {one.name for one in self.plain}
        named |= {told.field for source in self.layout.fields for told in source.implies}
        return frozenset(named | set(self.constants))

    def read(self, line: Line) -> TypedRow:
        """Clean one record.

        Raises:
            BadCell: A value cannot become its field's; the reason names the column.
        """
        if line.problem:
            raise BadCell(line.problem)
        whole = "".join(line.cells)
        if "\x00" in whole:
            raise BadCell("a cell holds a NUL character")
        if len(whole) > LONGEST_ROW:
            raise BadCell(f"the row has {len(whole):,} characters and I take up to {LONGEST_ROW:,}")
        cells = [cell.strip() for cell in line.cells]
        wanted = tuple([pointer.text(cells) for pointer in self.pointers])
        row = TypedRow(self.origin, line.number, line.cells, dict(self.constants), {}, wanted)
        self._clean_plain(cells, row)
        for known in self.known:
            text = known.text(cells)
            if text:
                clean = _convert(known.convert, text, known.column)
                row.values[known.name] = clean.value
                if clean.meant:
                    row.meant = (*row.meant, Meant(known.name, text, clean.meant))
        for extra in self.custom:
            text = cells[extra.place]
            if text:
                row.custom[extra.name] = extra.convert(text)
        for whole_cell in self.kept:
            text = cells[whole_cell.place]
            if text and fold(text) != fold(whole_cell.text(cells)):
                row.custom[whole_cell.name] = text
        return row

    def _clean_plain(self, cells: list[str], row: TypedRow) -> None:
        values = row.values
        for plain in self.plain:
            text = plain.text(cells)
            if text:
                try:
                    values[plain.name] = plain.convert(text)
                except BadCell as error:
                    raise BadCell(f"{plain.column}: {error}") from error


def _convert(convert: Callable[[str], Clean], text: str, column: str) -> Clean:
    try:
        return convert(text)
    except BadCell as error:
        raise BadCell(f"{column}: {error}") from error
