"""Closes rows in quarantine that come back in a file: exported, mended in a spreadsheet, imported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.records.batches.layout import Layout
from assistant.records.batches.reading import Table
from assistant.records.schema import ImportBatch, Quarantine

ID, LINE, REASON = "quarantine_id", "quarantine_line", "quarantine_reason"
COLUMNS = (ID, LINE, REASON)
"""What an exported quarantine says about each row; an import reads nothing else of them."""
PIECE = 500


def without_remarks(layouts: Iterable[Layout]) -> tuple[Layout, ...]:
    """Layouts that take no quarantine's remarks for custom fields."""
    return tuple(replace(layout, ignored=layout.ignored | {*COLUMNS}) for layout in layouts)


def comes_back(table: Table) -> bool:
    """Whether a table's rows were in quarantine."""
    return ID in table.head.columns


def close_returned(
    session: Session, batch_id: int, system: str, tables: Iterable[Table], failed: Collection[tuple[str, int]]
) -> None:
    """Say what became of the rows that came back; one that failed again waits as the new import's row.

    Args:
        session: The import's own transaction.
        batch_id: The import.
        system: Whose rows it imports.
        tables: Those that `comes_back` knows.
        failed: Table name with line of each row that went to quarantine again.
    """
    for table in tables:
        ids = _ids(table, failed)
        while piece := list(islice(ids, PIECE)):
            for status in ("repaired", "dismissed"):
                mine = select(ImportBatch.id).where(ImportBatch.source_system == system, ImportBatch.id != batch_id)
                session.execute(
                    update(Quarantine)
                    .where(
                        Quarantine.id.in_([row_id for row_id, passed in piece if passed == (status == "repaired")]),
                        Quarantine.status == "waiting",
                        Quarantine.batch_id.in_(mine),
                    )
                    .values(status=status, repaired_by_id=batch_id)
                )


def _ids(table: Table, failed: Collection[tuple[str, int]]) -> Iterator[tuple[int, bool]]:
    """The id of each row with whether it passed."""
    place = table.head.columns.index(ID)
    for line in table.lines():
        cell = line.cells[place].strip() if place < len(line.cells) else ""
        if cell.isascii() and cell.isdigit():
            yield int(cell), (table.name, line.number) not in failed
