"""Tells which lines of a table each of its layouts takes.

A line that no layout takes is left out with a note or put into quarantine by one of them, so that none is lost without
a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.records.batches.fieldtext import text_of
from assistant.records.batches.layout import Layout, Only
from assistant.records.batches.reading import Line, Table

LeftOut = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Share:
    """One layout's part of a table, cut so that every line is some layout's, or is reported by exactly one."""

    layout: Layout
    reports: bool  # whether lines that cannot be read, or that no layout takes, are this one's to report
    others: tuple[Layout, ...] = ()  # what else the reporting one must ask before it reports a line as nobody's


def shares(layouts: Sequence[Layout]) -> tuple[Share, ...]:
    """Divide a table among its layouts: the first that does not merely imply its object reports what is left."""
    main = [layout for layout in layouts if not layout.distinct] or list(layouts)
    return tuple(Share(layout, layout is main[0], tuple(main[1:]) if layout is main[0] else ()) for layout in layouts)


def lines_of(table: Table, share: Share, left_out: LeftOut) -> Iterator[Line]:
    """The lines of a table that are a layout's, as they stand; one that is nobody's comes with its `problem`.

    Args:
        table: As its file has it.
        share: The layout's part.
        left_out: Told the table's name with what a line is, of each line that a condition leaves out.
    """
    lines = _shared(table, share, left_out)
    return _distinct(lines, table, share) if share.layout.distinct else lines


def _shared(table: Table, share: Share, left_out: LeftOut) -> Iterator[Line]:
    takes = _taker(table, share.layout)
    others = [_taker(table, layout) for layout in share.others]
    for line in table.lines():
        if line.problem:
            if share.reports:
                yield line
        elif takes is None or takes(line.cells):
            yield line
        elif share.reports and all(other is not None and not other(line.cells) for other in others):
            if what := _otherwise(table, line, share.layout.only):
                left_out(table.name, what)
            else:
                yield Line(line.number, line.cells, _nobodys(table, line, share))


def _taker(table: Table, layout: Layout) -> Callable[[Sequence[str]], bool] | None:
    """Whether a line is a layout's; None: every line."""
    conditions: list[tuple[int, Callable[[str], bool]]] = []
    only = layout.only
    while only:
        conditions.append((table.head.columns.index(only.column), only.holds))
        only = only.also
    if not conditions:
        return None
    return lambda cells: all(holds(cells[place].strip()) for place, holds in conditions)


def _otherwise(table: Table, line: Line, only: Only | None) -> str:
    """What a line is by the first condition that it does not meet; empty where that says nothing."""
    while only:
        if not only.holds(line.cells[table.head.columns.index(only.column)].strip()):
            return only.otherwise
        only = only.also
    return ""


def _nobodys(table: Table, line: Line, share: Share) -> str:
    column = share.layout.only.column if share.layout.only else ""
    cell = line.cells[table.head.columns.index(column)].strip()
    return f"{column}: {cell[:40]!r} is no kind of row that I know" if cell else f"{column} is blank"


def _distinct(lines: Iterator[Line], table: Table, share: Share) -> Iterator[Line]:
    """The lines that name another implied record than all before; lines that name none are left out."""
    layout, columns = share.layout, table.head.columns
    name_of = text_of(layout.fields[0], columns)
    places = [columns.index(name) for field in layout.fields for name in (field.column, *field.also_from) if name]
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        if line.problem:
            yield line
            continue
        cells = tuple([line.cells[place].strip() for place in places])
        if cells not in seen:
            seen.add(cells)
            if name_of(line.cells).strip():
                yield line
