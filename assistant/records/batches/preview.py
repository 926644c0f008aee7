"""Shows what becomes of each column of some tables, for a person to look at or to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Literal

from assistant.records.batches.choosing import Choice
from assistant.records.batches.compiling import custom_columns
from assistant.records.batches.layout import Layout
from assistant.records.batches.reading import Table
from assistant.records.batches.report import ColumnMapping, TableMapping
from assistant.records.batches.suggesting import likely_object, suggested_all
from assistant.records.batches.targets import CUSTOM, IGNORE, Target

SAMPLES = 3
SAMPLE_LINES = 200
LONGEST_SAMPLE = 80  # characters

Decided = Literal["format", "kept", "asked", "suggested"]


def preview(
    choice: Choice, decided: Mapping[str, Mapping[str, Decided]], types: Mapping[tuple[str, str], Mapping[str, str]]
) -> tuple[TableMapping, ...]:
    """Every table of an import, those left aside too.

    Args:
        choice: What is imported.
        decided: Table name → column → who decided, where it was not the format.
        types: Table name, object → column → type of its custom field.
    """
    return tuple(_table(table, choice, decided.get(table.name, {}), types) for table in choice.tables)


def _table(
    table: Table,
    choice: Choice,
    decided: Mapping[str, Decided],
    types: Mapping[tuple[str, str], Mapping[str, str]],
) -> TableMapping:
    layouts = [one.layout for one in choice.sources if one.table is table]
    layouts.sort(key=lambda layout: layout.distinct)
    filled = {column: _filled(layouts, column) for column in table.head.columns}
    name = layouts[0].object if layouts else likely_object(table.head.columns)
    suggestions = _suggestions(name, table, filled)
    samples = _samples(table)
    custom = {column: layout for layout in reversed(layouts) for column in custom_columns(table, layout)}
    columns = []
    for column in table.head.columns:
        target = filled[column][0] if filled[column] else CUSTOM if column in custom else IGNORE
        who = decided.get(column, "suggested" if column in suggestions else "format")
        columns.append(
            ColumnMapping(
                column,
                target,
                who,
                also=filled[column][1:],
                type=types.get((table.name, custom[column].object), {}).get(column, "") if target == CUSTOM else "",
                suggestion=suggestions[column].text() if who == "suggested" else "",
                samples=samples[column],
            )
        )
    return TableMapping(table.name, tuple(dict.fromkeys(layout.object for layout in layouts)), tuple(columns))


def _filled(layouts: Sequence[Layout], column: str) -> tuple[str, ...]:
    """The fields that a column fills, its table's own object first."""
    found = (
        Target(layout.object, field.name, field.by if field.refers_to else "key").text()
        for layout in layouts
        for field in layout.fields
        if column in (field.column, *field.also_from)
    )
    return tuple(dict.fromkeys(found))


def _suggestions(name: str, table: Table, filled: Mapping[str, Sequence[str]]) -> dict[str, Target]:
    """What the columns that nobody knows resemble, save fields that are filled already."""
    unknown = [column for column in table.head.columns if not filled[column]]
    taken = {target for several in filled.values() for target in several}
    found = suggested_all(name, unknown) if name else {}
    return {column: target for column, target in found.items() if target.text() not in taken}


def _samples(table: Table) -> dict[str, tuple[str, ...]]:
    """A few different cells of each column."""
    found: dict[str, dict[str, None]] = {column: {} for column in table.head.columns}
    for line in islice(table.lines(), SAMPLE_LINES):
        if not line.problem:
            for (_, cells), cell in zip(found.items(), line.cells, strict=True):
                text = cell.strip()
                if text and len(cells) < SAMPLES:
                    cells[text[:LONGEST_SAMPLE]] = None
    return {column: tuple(cells) for column, cells in found.items()}
