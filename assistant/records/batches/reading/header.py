"""Finds the header of a table among its first rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from assistant.errors import UnreadableFile
from assistant.records.batches.reading.row import Line

MOST_COLUMNS = 2000
SAMPLE_ROWS = 50  # blank rows aside; a header stands among them


def header_at(rows: Sequence[Sequence[str]]) -> int:
    """The place of the header: the first row that is no title above a table.

    A row is above the table when it fills about a third of the table's width at most (1 cell of 2, 2 of 5, 3 of 8);
    the table is as wide as the narrower one of some two neighbouring rows, so that a stray cell in a single row does
    not widen it.

    Args:
        rows: The first rows of a file that are not blank.
    """
    widths = [_width(row) for row in rows]
    table = max((min(pair) for pair in pairwise(widths)), default=0)
    return next((place for place, width in enumerate(widths) if 3 * width > table + 1), 0)


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Headers without surrounding blanks; a blank one is named after its place."""
    return tuple(cell.strip() or f"column {place}" for place, cell in enumerate(cells, start=1))


def told_apart(columns: Sequence[str]) -> tuple[str, ...]:
    """The columns, repeated names numbered: a workbook's other sheets should not be lost for one of them."""
    seen: Counter[str] = Counter()
    names = []
    for column in columns:
        seen[column] += 1
        names.append(column if seen[column] == 1 else f"{column} ({seen[column]})")
    return tuple(names)


def checked(name: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a table, if they can be told apart.

    Raises:
        UnreadableFile: There are none, too many, two of one name, or some that are no text.
    """
    if not columns:
        raise UnreadableFile(name, "there is no header row; the first line must name the columns.")
    if len(columns) > MOST_COLUMNS:
        raise too_wide(name, len(columns))
    column, times = Counter(columns).most_common(1)[0]
    if times > 1:
        raise UnreadableFile(name, f"{times} columns are named {column[:60]!r}; give each column its own name.")
    if any("\x00" in column for column in columns):
        raise UnreadableFile(name, "the header holds NUL characters; this is no table.")
    return columns


def in_step(line: Line, header: Sequence[str]) -> Line:
    """The line if its cells fit the header, else with the reason why it cannot be used.

    Blank cells past the header are only a delimiter too many; a line like the header tells where another export begins.
    """
    cells, width = line.cells, len(header)
    if line.problem:
        return line
    if cells == header:
        return Line(line.number, cells, "it repeats the header")
    if len(cells) == width:
        return line
    if len(cells) > width and not any(map(str.strip, cells[width:])):
        return Line(line.number, cells[:width])
    return Line(line.number, cells, f"{len(cells)} columns where the header has {width}")


def too_wide(name: str, columns: int) -> UnreadableFile:
    """The refusal of a table with more columns than any that people keep."""
    return UnreadableFile(name, f"the header has {columns:,} columns and I read up to {MOST_COLUMNS:,}.")


def _width(row: Sequence[str]) -> int:
    """Cells up to the last one that is not blank."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)
