"""Takes an import back: created rows go, updated rows get their old values, settings what they were.

A revert undoes the import, nothing that people did since. If a row is not as the import left it (its digest differs),
or something made since refers to it, the revert refuses and names such rows; with `keep_touched` it leaves them, with
what they refer to, and takes back all others. Rows that a later import changed have lost their base: it goes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import CannotRevert, NotFound
from assistant.records.batches.catalog import in_order, table_of
from assistant.records.batches.changelog import as_it_was
from assistant.records.batches.overtaken import (
    Touched,
    edited_since,
    held_by_others,
    later_import,
    merged_since,
    named,
    needed_by,
)
from assistant.records.batches.report import RevertReport
from assistant.records.batches.settings import take_back
from assistant.records.batches.stages import forget_stages
from assistant.records.schema import RECORDS
from assistant.records.store import Store

PIECE = 2000
BESIDES = ("source_alias", "import_mapping")
"""Tables besides the records that an import writes, in the order in which a revert goes over them."""


def revert(store: Store, batch_id: int, *, keep_touched: bool = False) -> RevertReport:
    """Take one import back, whole or, with `keep_touched`, all that nobody touched since; or not at all.

    Args:
        store: The home's database.
        batch_id: As printed by the import.
        keep_touched: Leave rows that were edited since, or that later records refer to, instead of refusing.

    Raises:
        NotFound: There is no such batch.
        CannotRevert: It is not done, a later import changed its rows, or they were edited, merged or referred to since.
    """
    try:
        with store.write() as session:
            return _revert(session, batch_id, keep_touched=keep_touched)
    except IntegrityError as error:
        raise CannotRevert(
            f"Batch {batch_id} cannot be reverted: other records refer to its rows; revert later imports first."
        ) from error


def _revert(session: Session, batch_id: int, *, keep_touched: bool) -> RevertReport:
    batches = table_of("import_batch")
    batch = session.execute(select(batches.c.status, batches.c.report).where(batches.c.id == batch_id)).first()
    if batch is None:
        raise NotFound("import batch", str(batch_id))
    if batch.status != "done":
        raise CannotRevert(f"Batch {batch_id} is {batch.status}: only an import that is done can be reverted.")
    undo = batch.report["undo"]
    kept = _touched(session, batch_id, undo.get("sealed_columns", {}), keep_touched=keep_touched)
    _let_stay(session, batch_id, kept)
    removed = updated = 0
    for name in _written(session, batch_id):
        updated += _restore(session, table_of(name), batch_id)
        removed += _remove(session, table_of(name), batch_id)
    for name in BESIDES:
        _restore(session, table_of(name), batch_id)
        _remove(session, table_of(name), batch_id)
    take_back(session, undo["settings_before"], undo.get("settings_after", {}))
    forget_stages(session, undo["stages_added"])
    _wait_again(session, batch_id)
    values = {"status": "reverted", "finished_at": datetime.now(UTC)}
    session.execute(update(batches).where(batches.c.id == batch_id).values(values))
    return RevertReport(batch_id, removed, updated, len(kept))


def _touched(
    session: Session, batch_id: int, columns: Mapping[str, Sequence[str]], *, keep_touched: bool
) -> list[Touched]:
    """The rows that stay as they are.

    Raises:
        CannotRevert: There are some, and they were not asked to be kept; or their base is gone.
    """
    later = later_import(session, batch_id)
    if later is not None:
        raise CannotRevert(f"Batch {later} changed rows of batch {batch_id} later: revert batch {later} first.")
    merged = merged_since(session, batch_id)
    if merged:
        raise CannotRevert(f"Rows of batch {batch_id} were merged since ({named(merged)}): unmerge them first.")
    edited, held = edited_since(session, batch_id, columns), held_by_others(session, batch_id)
    if not keep_touched:
        remedy = "add --keep-touched to leave those rows and take back the others."
        if edited:
            raise CannotRevert(f"Rows of batch {batch_id} were edited since ({named(edited)}): {remedy}")
        if held:
            raise CannotRevert(f"Later records refer to rows of batch {batch_id} ({named(held)}): {remedy}")
    kept = {(one.object, one.id): one for one in (*edited, *held)}
    kept |= {(one.object, one.id): one for one in needed_by(session, batch_id, kept.values())}
    return list(kept.values())


def _let_stay(session: Session, batch_id: int, kept: Sequence[Touched]) -> None:
    changes = table_of("import_change")
    for name in {one.object for one in kept}:
        ids = [one.id for one in kept if one.object == name]
        for start in range(0, len(ids), PIECE):
            session.execute(
                delete(changes).where(
                    changes.c.batch_id == batch_id,
                    changes.c.table_name == name,
                    changes.c.row_id.in_(ids[start : start + PIECE]),
                )
            )


def _written(session: Session, batch_id: int) -> list[str]:
    """The objects an import wrote, those that refer to others first."""
    changes = table_of("import_change")
    names = session.execute(select(changes.c.table_name).where(changes.c.batch_id == batch_id).distinct()).scalars()
    return list(reversed(in_order(name for name in names if name in RECORDS)))


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
        values = as_it_was(table, change.before)
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


def _wait_again(session: Session, batch_id: int) -> None:
    """Rows of the quarantine that the import had taken in are in quarantine again."""
    rows = table_of("quarantine")
    session.execute(update(rows).where(rows.c.repaired_by_id == batch_id).values(status="waiting", repaired_by_id=None))
