"""Rows in quarantine as tables that a person mends in a spreadsheet, for the import to take back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.messages import Cell
from assistant.records.batches.quarantine import RowAside, rows_aside
from assistant.records.batches.returning import COLUMNS
from assistant.records.batches.tableread import table_read
from assistant.records.export.sheet import Sheet
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

UNSAFE = re.compile(r"[^\w .()-]")


def quarantine(store: Store, batch_id: int | None = None) -> Iterator[Sheet]:
    """The waiting rows, one table for each they came from, named as that is; for administrators.

    Args:
        store: The home's database.
        batch_id: Only those of one import; None: of all, in a folder for each import.
    """
    with store.read(LOCAL_ADMIN) as session:
        first: dict[tuple[int, str], RowAside] = {}
        for row in rows_aside(session, batch_id=batch_id):
            first.setdefault((row.batch_id, row.file), row)
        heads = {
            (batch, file): table_read(session, batch, file, tuple(row.cells)).head
            for (batch, file), row in first.items()
        }
    for (batch, file), head in heads.items():
        name = UNSAFE.sub("_", head.stem)
        rows = _rows(store, batch, file, head.columns)
        yield Sheet(name if batch_id is not None else f"batch-{batch}/{name}", (*head.columns, *COLUMNS), rows)


def _rows(store: Store, batch_id: int, file: str, columns: Sequence[str]) -> Iterator[Sequence[Cell]]:
    with store.read(LOCAL_ADMIN) as session:
        for row in rows_aside(session, batch_id=batch_id, file=file):
            more = [cell for column, cell in row.cells.items() if column not in columns]
            reason = f"{row.reason} (also: {' | '.join(more)})" if more else row.reason
            yield (*(row.cells.get(column, "") for column in columns), row.id, row.line, reason)


__all__ = ["quarantine"]
