"""The row that each import leaves behind, from running to done, failed or reverted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.choosing import Choice
from assistant.records.batches.report import ImportReport
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN


def open_batch(session: Session, choice: Choice, user_id: int | None) -> int:
    """Announce an import; its rows come in a transaction of their own."""
    row = {
        "source_system": choice.importer.name,
        "files": sorted({source.table.path.name for source in choice.sources}),
        "started_at": datetime.now(UTC),
        "status": "running",
        "report": {},
        "user_id": user_id,
    }
    table = table_of("import_batch")
    return int(session.execute(insert(table).values(row).returning(table.c.id)).scalar_one())


def close_batch(
    session: Session,
    batch_id: int,
    status: str,
    report: ImportReport | None = None,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Say how an import ended.

    Args:
        session: A transaction.
        batch_id: The import.
        status: done or failed.
        report: What it did.
        more: What is kept beside the report, as JSON: `undo` for a revert, `read` for its rows in quarantine.
    """
    values: dict[str, Any] = {"status": status, "finished_at": datetime.now(UTC)}
    if report is not None:
        values |= {
            "rows_in": report.rows_in,
            "created": sum(count.created for count in report.objects),
            "updated": sum(count.updated for count in report.objects),
            "duplicates": sum(count.duplicates for count in report.objects),
            "quarantined": report.quarantined,
            "report": asdict(report) | dict(more or {}),
        }
    table = table_of("import_batch")
    session.execute(update(table).where(table.c.id == batch_id).values(values))


def mark_interrupted(store: Store) -> int:
    """Mark imports that were cut off as failed; none of their rows are there.

    Returns:
        How many there were.
    """
    table = table_of("import_batch")
    running = select(table.c.id).where(table.c.status == "running")
    with store.read(LOCAL_ADMIN) as reading:
        if reading.execute(running).first() is None:
            return 0
    with store.write() as session:
        cut_off = list(session.execute(running).scalars())
        for batch_id in cut_off:
            close_batch(session, batch_id, "failed")
    return len(cut_off)
