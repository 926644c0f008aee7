"""Takes an import back: created rows go, updated rows get their old values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import CannotRevert, NotFound
from assistant.records.batches.catalog import in_order, table_of
from assistant.records.batches.cleaning import restored
from assistant.records.batches.report import RevertReport
from assistant.records.batches.settings import take_back
from assistant.records.batches.stages import forget_stages
from assistant.records.store import Store

PIECE = 2000


def revert(store: Store, batch_id: int) -> RevertReport:
    """Take one import back, whole or not at all.

    Args:
        store: The home's database.
        batch_id: As printed by the import.

    Raises:
        NotFound: There is no such batch.
        CannotRevert: It is not done, a later import changed its rows, or other records refer to them.
    """
    try:
        with store.write() as session:
            return _revert(session, batch_id)
    except IntegrityError as error:
        raise CannotRevert(
            f"Batch {batch_id} cannot be reverted: other records refer to its rows; revert later imports first."
        ) from error


def _revert(session: Session, batch_id: int) -> RevertReport:
    batches = table_of("import_batch")
    batch = session.execute(select(batches.c.status, batches.c.report).where(batches.c.id == batch_id)).first()
    if batch is None:
        raise NotFound("import batch", str(batch_id))
    if batch.status != "done":
        raise CannotRevert(f"Batch {batch_id} is {batch.status}: only an import that is done can be reverted.")
    _refuse_if_overtaken(session, batch_id)
    changes = table_of("import_change")
    names = session.execute(select(changes.c.table_name).where(changes.c.batch_id == batch_id).distinct()).scalars()
    removed = updated = 0
    for name in reversed(in_order(names)):
        updated += _restore(session, table_of(name), batch_id)
        removed += _remove(session, table_of(name), batch_id)
    undo = batch.report["undo"]
    take_back(session, undo["settings_before"])
    forget_stages(session, undo["stages_added"])
    session.execute(update(batches).where(batches.c.id == batch_id).values(status="reverted"))
    return RevertReport(batch_id, removed, updated)


def _refuse_if_overtaken(session: Session, batch_id: int) -> None:
    """A later import that changed the same rows would lose its base."""
    mine, later, batches = table_of("import_change"), table_of("import_change").alias("later"), table_of("import_batch")
    overtaking = (
        select(func.min(later.c.batch_id))
        .join_from(
            mine,
            later,
            (later.c.table_name == mine.c.table_name)
            & (later.c.row_id == mine.c.row_id)
            & (later.c.batch_id > mine.c.batch_id),
        )
        .join(batches, batches.c.id == later.c.batch_id)
        .where(mine.c.batch_id == batch_id, batches.c.status == "done")
    )
    found = session.execute(overtaking).scalar()
    if found is not None:
        raise CannotRevert(f"Batch {found} changed rows of batch {batch_id} later: revert batch {found} first.")


def _remove(session: Session, table: Table, batch_id: int) -> int:
    changes = table_of("import_change")
    created = select(changes.c.row_id).where(
        changes.c.batch_id == batch_id, changes.c.table_name == table.name, changes.c.before.is_(None)
    )
    removed = session.execute(delete(table).where(table.c.id.in_(created)))
    return int(removed.rowcount)  # type: ignore[attr-defined]


def _restore(session: Session, table: Table, batch_id: int) -> int:
    """Give rows their old values, latest change first; the number of distinct rows."""
    rows: set[int] = set()
    for change in _changes(session, table.name, batch_id):
        values = {name: restored(table.c[name], value) for name, value in change.before.items()}
        session.execute(update(table).where(table.c.id == change.row_id).values(values))
        rows.add(change.row_id)
    return len(rows)


def _changes(session: Session, name: str, batch_id: int) -> Iterator[Any]:
    changes = table_of("import_change")
    below: int | None = None
    while True:
        query = select(changes.c.id, changes.c.row_id, changes.c.before).where(
            changes.c.batch_id == batch_id, changes.c.table_name == name, changes.c.before.is_not(None)
        )
        if below is not None:
            query = query.where(changes.c.id < below)
        piece = session.execute(query.order_by(changes.c.id.desc()).limit(PIECE)).all()
        if not piece:
            return
        yield from piece
        below = piece[-1].id
