"""Reads a table once ahead of its import, where single cells do not tell their column's type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import Date

from assistant.records.batches.catalog import table_of
from assistant.records.batches.custom import CustomType, TypeGuess
from assistant.records.batches.dates import ISO_DAY, DayOrder, day_order
from assistant.records.batches.layout import Layout
from assistant.records.batches.reading import Table
from assistant.records.schema import UtcDateTime

SAMPLE_LINES = 1000


@dataclass(frozen=True, slots=True)
class Profile:
    """What a whole column says about its cells."""

    types: Mapping[str, CustomType] = field(default_factory=dict)  # unknown column that is not blank → type
    orders: Mapping[str, DayOrder] = field(default_factory=dict)  # date column → whether day or month comes first


def unknown_columns(table: Table, layout: Layout) -> tuple[str, ...]:
    """Columns that become custom fields."""
    known = {name for source in layout.fields for name in (source.column, *source.also_from)} | layout.ignored
    return tuple(column for column in table.head.columns if column not in known)


def profile(table: Table, layout: Layout) -> Profile:
    """Read the table once if it has unknown columns, or dates that are not ISO; else leave it alone."""
    unknown = unknown_columns(table, layout)
    dates = _date_columns(layout)
    if not unknown and not _has_other_dates(table, dates):
        return Profile()
    guesses = {name: TypeGuess() for name in unknown}
    samples: dict[str, set[str]] = {name: set() for name in dates}
    places = {name: table.head.columns.index(name) for name in (*unknown, *dates)}
    for line in table.lines():
        if not line.problem:
            for name, guess in guesses.items():
                cell = line.cells[places[name]].strip()
                if cell:
                    guess.feed(cell)
            for name, seen in samples.items():
                seen.add(line.cells[places[name]].strip()[:6])  # "13/02/" tells enough, and there are few such heads
    orders = {name: day_order(f"{head}0000" for head in seen) for name, seen in samples.items()}
    return Profile({name: guess.type() for name, guess in guesses.items() if guess.seen}, orders)


def _date_columns(layout: Layout) -> tuple[str, ...]:
    columns = table_of(layout.object).c
    return tuple(
        source.column
        for source in layout.fields
        if source.name in columns and isinstance(columns[source.name].type, Date | UtcDateTime)
    )


def _has_other_dates(table: Table, dates: tuple[str, ...]) -> bool:
    places = [table.head.columns.index(name) for name in dates]
    for line in islice(table.lines() if places else (), SAMPLE_LINES):
        if not line.problem and any(not _iso(line.cells[place].strip()) for place in places):
            return True
    return False


def _iso(cell: str) -> bool:
    return not cell or ISO_DAY.match(cell) is not None
