"""Cuts or undoes what an export put into a table besides its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.records.batches.layout import Importer, as_it_is, never
from assistant.records.batches.reading import Line, Table

GUARD = "'"
MOST_TITLES = 50  # lines of a report's footer that only their place shows to be such: its name, its filters, a company


def without_footer(table: Table, importer: Importer, left_out: Callable[[str, int], None]) -> Table:
    """A table whose lines end where its report's own remarks begin.

    Args:
        table: As its file has it.
        importer: Knows what its reports end with.
        left_out: Told the table's name with the number of lines left out, whenever the table was read.
    """
    if importer.is_footer is never:
        return table

    def rows() -> Iterator[Line]:
        left, footers = 0, 0
        titles: list[Line] = []  # part of the footer if one of its own lines stands among them and no record behind
        for line in table.lines():
            if importer.is_footer(line.cells):
                footers += 1
            elif _is_title(line) and len(titles) < MOST_TITLES:
                titles.append(line)
            else:
                yield from titles
                yield line
                left, footers, titles = left + footers, 0, []
        if footers:
            left += footers + len(titles)
        else:
            yield from titles
        if left:
            left_out(table.name, left)

    return replace(table, rows=rows)


def as_written(table: Table, importer: Importer) -> Table:
    """Delimited text with the cells as they were before the format's own export made them safe for spreadsheets."""
    if importer.as_written is as_it_is or not table.delimiter:
        return table
    undo = importer.as_written

    def rows() -> Iterator[Line]:
        for line in table.lines():
            if GUARD in "".join(line.cells):
                yield Line(line.number, [undo(cell) for cell in line.cells], line.problem)
            else:
                yield line

    head = replace(table.head, columns=tuple(map(undo, table.head.columns)))
    return replace(table, head=head, rows=rows)


def _is_title(line: Line) -> bool:
    """Whether a line has one cell where the header has more, as the name of a report or of its company has."""
    return bool(line.problem) and len(line.cells) == 1
