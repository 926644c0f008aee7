"""Reads a table once ahead of its import, where single cells do not tell what their column means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain, islice

from sqlalchemy import Date, Float, Integer, Numeric

from assistant.records.batches.answers import Answers
from assistant.records.batches.catalog import table_of
from assistant.records.batches.cleaning import RATIO_SCALE
from assistant.records.batches.custom import CustomType, TypeGuess
from assistant.records.batches.evidence import DateColumn, NumberColumn
from assistant.records.batches.fieldtext import TextOf, text_of
from assistant.records.batches.formats import PLAIN, Format
from assistant.records.batches.layout import Field, Layout, as_it_is
from assistant.records.batches.reading import Line, Table
from assistant.records.batches.report import Question
from assistant.records.batches.settling import YEARS_AHEAD, settle
from assistant.records.schema import UtcDateTime

LINES_TOGETHER = 2000
ASKED: Mapping[str, tuple[CustomType, ...]] = {"numbers": ("int", "float"), "dates": ("date", "datetime")}
"""Types of unknown columns that a question is asked about."""
LONGEST_CELL = 64  # characters that are looked at; no number or date is longer


@dataclass(frozen=True, slots=True)
class Profile:
    """What a whole column says about its cells."""

    types: Mapping[str, CustomType] = field(default_factory=dict)  # unknown column that is not blank → type
    formats: Mapping[str, Format] = field(default_factory=dict)  # column → how it is written
    questions: tuple[Question, ...] = ()  # what nothing tells; cells concerned are refused until it is answered
    currencies: frozenset[str] = frozenset()  # columns of numbers whose cells name their currency

    def format(self, column: str) -> Format:
        """How a column is written; ISO dates and a decimal point unless it shows otherwise."""
        return self.formats.get(column, PLAIN)


def unknown_columns(table: Table, layout: Layout) -> tuple[str, ...]:
    """Columns that become custom fields."""
    known = {name for source in layout.fields for name in (source.column, *source.also_from)} | layout.ignored
    return tuple(column for column in table.head.columns if column not in known)


def profile(table: Table, layout: Layout, *, answers: Answers | None = None, today: date | None = None) -> Profile:
    """Find out how each column of numbers or dates is written, and of which type the unknown columns are.

    A column shows it itself, or the others of its table do, or a person has said it; what is left is a question.

    Args:
        table: The file; it is read once, in bounded memory.
        layout: What it holds.
        answers: What a person said.
        today: The home's data date, by which years of two digits are told: they lie at most 20 years after it.
    """
    columns = [_watched(table, source, layout) for source in layout.fields]
    numbers = {one.name: one.watch for one in columns if one and isinstance(one.watch, NumberColumn)}
    dates = {one.name: one.watch for one in columns if one and isinstance(one.watch, DateColumn)}
    unknown = unknown_columns(table, layout)
    guesses = {name: TypeGuess() for name in (*unknown, *(one for one in table.head.columns if one in layout.ignored))}
    watched = [one for one in columns if one]
    watched += [_Watched(name, table.head.columns.index(name), None, guess) for name, guess in guesses.items()]
    _watch(table, watched)
    settled = settle(
        table,
        numbers | {name: one.numbers for name, one in guesses.items() if one.numbers is not None},
        dates | {name: one.dates for name, one in guesses.items() if one.dates is not None},
        answers or Answers(),
        latest_year=(today or datetime.now(UTC).date()).year + YEARS_AHEAD,
    )
    types = {name: guesses[name].type(settled.formats.get(name, PLAIN)) for name in unknown if guesses[name].seen}
    return Profile(
        types=types,
        formats=settled.formats,
        questions=tuple(
            one
            for one in settled.questions
            if one.column in numbers or one.column in dates or types.get(one.column) in ASKED[one.kind]
        ),
        currencies=frozenset(name for name, one in numbers.items() if one.names_currency),
    )


_AddCell = tuple[Callable[[str], object], int]
_AddText = tuple[Callable[[str], object], TextOf]


@dataclass(slots=True)
class _Watched:
    name: str
    place: int
    text: TextOf | None  # None: the cell as it is
    watch: NumberColumn | DateColumn | TypeGuess
    cells: dict[str, None] = field(default_factory=dict)  # different ones, in order of appearance


def _watched(table: Table, source: Field, layout: Layout) -> _Watched | None:
    """A field of numbers or dates; None for others, which are read one way only."""
    columns = table_of(layout.object).c
    if source.refers_to or source.name not in columns:
        return None
    kind = columns[source.name].type
    watch: NumberColumn | DateColumn
    if isinstance(kind, Date | UtcDateTime):
        watch = DateColumn()
    elif isinstance(kind, Integer | Numeric | Float):
        is_ratio = isinstance(kind, Numeric) and kind.scale == RATIO_SCALE
        watch = NumberColumn("ratio" if is_ratio else "whole" if isinstance(kind, Integer) else "any")
    else:
        return None
    place = table.head.columns.index(source.column)
    is_part = source.join is not None or source.take is not as_it_is
    return _Watched(source.column, place, text_of(source, table.head.columns) if is_part else None, watch)


def _watch(table: Table, columns: Iterable[_Watched]) -> None:
    """Show every cell to its column, each different one about once; stop where nothing but text is left."""
    active = list(columns)
    lines = table.lines() if active else iter(())
    while active and (some := list(islice(_usable(lines), 1))):
        whole, parts = _adders(active)
        for cells in chain(some, islice(_usable(lines), LINES_TOGETHER)):
            for add, place in whole:
                add(cells[place][:LONGEST_CELL])
            for add, text in parts:
                add(text(cells)[:LONGEST_CELL])
        _flush(active)
        active = [one for one in active if not (isinstance(one.watch, TypeGuess) and one.watch.is_text)]


def _usable(lines: Iterable[Line]) -> Iterator[list[str]]:
    return (line.cells for line in lines if not line.problem)


def _adders(columns: Iterable[_Watched]) -> tuple[list[_AddCell], list[_AddText]]:
    """What takes a column's cells: by their place, or by the part of the row that counts."""
    whole: list[_AddCell] = [(one.cells.setdefault, one.place) for one in columns if one.text is None]
    parts: list[_AddText] = [(one.cells.setdefault, one.text) for one in columns if one.text is not None]
    return whole, parts


def _flush(columns: Iterable[_Watched]) -> None:
    for one in columns:
        one.watch.feed_all([text for cell in one.cells if (text := cell.strip())])
        one.cells.clear()
