"""The imports of a home, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from assistant.errors import NotFound
from assistant.records.schema import ImportBatch, Quarantine, User
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import."""

    id: int
    source_system: str
    files: tuple[str, ...]
    started_at: datetime
    by: str  # the user's name; empty at the command line
    status: str  # running | done | failed | reverted
    rows_in: int
    created: int
    updated: int
    duplicates: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row in quarantine."""

    file: str
    line: int
    reason: str
    status: str  # waiting | repaired | dismissed


def batches(store: Store, *, limit: int = 50) -> tuple[BatchRow, ...]:
    """The newest imports; for those who may import."""
    return _batches(store, None, limit)


def batch(store: Store, batch_id: int) -> BatchRow:
    """One import.

    Raises:
        NotFound: There is none.
    """
    found = _batches(store, batch_id, 1)
    if not found:
        raise NotFound("import batch", str(batch_id))
    return found[0]


def quarantined(store: Store, batch_id: int, *, limit: int = 200) -> tuple[WaitingRow, ...]:
    """The first rows of an import that could not be taken in."""
    columns = (Quarantine.file, Quarantine.line, Quarantine.reason, Quarantine.status)
    statement = select(*columns).where(Quarantine.batch_id == batch_id).order_by(Quarantine.id).limit(limit)
    with store.read(LOCAL_ADMIN) as session:
        return tuple(WaitingRow(*row) for row in session.execute(statement))


def _batches(store: Store, batch_id: int | None, limit: int) -> tuple[BatchRow, ...]:
    person = aliased(User)
    columns: tuple[Any, ...] = (
        ImportBatch.id, ImportBatch.source_system, ImportBatch.files, ImportBatch.started_at, person.name,
        ImportBatch.status, ImportBatch.rows_in, ImportBatch.created, ImportBatch.updated, ImportBatch.duplicates,
        ImportBatch.quarantined,
    )  # fmt: skip
    statement = select(*columns).outerjoin(person, person.id == ImportBatch.user_id).order_by(ImportBatch.id.desc())
    if batch_id is not None:
        statement = statement.where(ImportBatch.id == batch_id)
    with store.read(LOCAL_ADMIN) as session:
        rows = session.execute(statement.limit(limit)).all()
    return tuple(BatchRow(row[0], row[1], tuple(row[2]), row[3], row[4] or "", *row[5:]) for row in rows)
