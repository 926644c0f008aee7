"""What tests of import formats look up in a home."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.records.batches import ImportReport, ObjectCount
from assistant.records.store import Store
from tests.records.batches.tables import rows


def names(store: Store, table: str, column: str = "name") -> dict[int | None, str]:
    """Id → name; nothing has none."""
    return {None: "", **dict(rows(store, table, "id", column))}


def utc(*parts: int) -> datetime:
    """A moment."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def counted(report: ImportReport) -> tuple[ObjectCount, ...]:
    """The row accounts of objects that had rows."""
    return tuple(one for one in report.objects if one.rows_in)
