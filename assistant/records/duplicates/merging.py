"""Merges two records into one, which can be parted again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from assistant.errors import CannotMerge, NotFound
from assistant.records.batches.catalog import table_of
from assistant.records.batches.cleaning import restored, stored
from assistant.records.duplicates.proposals import pointing_to
from assistant.records.schema import AuditEvent, Merge, SourceAlias
from assistant.records.store import Store
from assistant.views import UserView

OWN = frozenset({"id", "source_system", "source_id", "import_batch_id", "custom"})
PIECE = 500


def merge(store: Store, user: UserView, merge_id: int, *, keep: int | None = None) -> None:
    """Make one record of a proposed pair.

    What points to the record that goes points to the one that stays; blank fields of the one that stays are filled
    from the other; its key stands for the one that stays, so that the next import updates that one.

    Args:
        store: The home's database.
        user: Who decides.
        merge_id: Of the proposal.
        keep: The id of the record that stays; None: the one the proposal names first.

    Raises:
        NotFound: There is no such proposal, or one of its records is gone.
        CannotMerge: It is decided already.
    """
    with store.write() as session:
        proposal = _proposal(session, merge_id, "proposed")
        if keep not in (None, proposal.kept_id, proposal.merged_id):
            raise CannotMerge(f"Record {keep} is not one of this pair; look at the list again.")
        if keep == proposal.merged_id:
            proposal.kept_id, proposal.merged_id = proposal.merged_id, proposal.kept_id
        table = table_of(proposal.object)
        kept, gone = _row(session, table, proposal.kept_id), _row(session, table, proposal.merged_id)
        if kept.get("parent_id") == gone["id"] or gone.get("parent_id") == kept["id"]:
            raise CannotMerge("One of them is the other's parent company; change that first.")
        moved = _move(session, proposal.object, gone["id"], kept["id"])
        filled = _fill(session, table, kept, gone)
        custom = {"was": kept["custom"] or {}, "is": _both(kept, gone)}
        aliases = _move_keys(session, proposal, gone)
        session.execute(delete(table).where(table.c.id == gone["id"]))
        proposal.before = {"row": _plain(gone), "filled": filled, "moved": moved, "aliases": aliases, "custom": custom}
        _decide(session, proposal, user, "merged")
        others = (Merge.kept_id == gone["id"]) | (Merge.merged_id == gone["id"])
        session.execute(delete(Merge).where(Merge.object == proposal.object, Merge.status == "proposed", others))


def unmerge(store: Store, user: UserView, merge_id: int) -> None:
    """Part two merged records: the one that went comes back with all that pointed to it.

    What was added to the kept record since stays with it; a field filled by the merge is blank again unless somebody
    has changed it.

    Raises:
        NotFound: There is no such merge, or the kept record is gone.
        CannotMerge: It was not merged, or the record that stayed was merged into a third one.
    """
    with store.write() as session:
        proposal = _proposal(session, merge_id, "merged")
        table = table_of(proposal.object)
        kept = _row(session, table, proposal.kept_id)
        before: Mapping[str, Any] = proposal.before
        row = {name: restored(table.c[name], value) for name, value in before["row"].items() if name in table.c}
        session.execute(delete(SourceAlias).where(SourceAlias.merge_id == merge_id))
        _settle_references(session, table, row)
        if session.execute(select(table.c.id).where(table.c.id == row["id"])).first():
            del row["id"]  # a new record has taken the number meanwhile
        row["id"] = session.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
        proposal.merged_id = row["id"]
        for place, ids in before["moved"].items():
            name, _, column = place.partition(".")
            _point(session, table_of(name), column, ids, was=kept["id"], to=row["id"])
        _point(session, table_of("source_alias"), "row_id", before["aliases"], was=kept["id"], to=row["id"])
        blank: dict[str, Any] = {
            name: None for name, value in before["filled"].items() if _plain(kept).get(name) == value
        }
        if kept["custom"] == before["custom"]["is"]:
            blank["custom"] = before["custom"]["was"]
        if blank:
            session.execute(update(table).where(table.c.id == kept["id"]).values(blank))
        _decide(session, proposal, user, "proposed")


def dismiss(store: Store, user: UserView, merge_id: int) -> None:
    """Say that two records are two; they are not proposed again.

    Raises:
        NotFound: There is no such proposal.
        CannotMerge: It is decided already.
    """
    with store.write() as session:
        _decide(session, _proposal(session, merge_id, "proposed"), user, "dismissed")


def reconsider(store: Store, user: UserView, merge_id: int) -> None:
    """Take back that two records are two; they are proposed again.

    Raises:
        NotFound: There is no such proposal.
        CannotMerge: It was not dismissed.
    """
    with store.write() as session:
        _decide(session, _proposal(session, merge_id, "dismissed"), user, "proposed")


def _proposal(session: Session, merge_id: int, status: str) -> Merge:
    found = session.get(Merge, merge_id)
    if found is None:
        raise NotFound("proposal", str(merge_id))
    if found.status != status:
        raise CannotMerge(f"Proposal {merge_id} is {found.status}, not {status}; look at the list again.")
    return found


def _row(session: Session, table: Table, row_id: int) -> dict[str, Any]:
    found = session.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if found is None:
        raise NotFound(table.name, str(row_id))
    return dict(found)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: stored(value) for name, value in row.items()}


def _move(session: Session, name: str, gone: int, kept: int) -> dict[str, list[int]]:
    """Turn every reference from one record to the other; which rows were turned, by table and column."""
    moved: dict[str, list[int]] = {}
    for table, column in pointing_to(name):
        ids = list(session.scalars(select(table.c.id).where(table.c[column] == gone)))
        if not ids:
            continue
        moved[f"{table.name}.{column}"] = ids
        _point(session, table, column, ids, was=gone, to=kept)
    predictions = table_of("prediction")
    about = predictions.c.subject_id == gone
    ids = list(session.scalars(select(predictions.c.id).where(predictions.c.subject_type == name, about)))
    if ids:
        moved["prediction.subject_id"] = ids
        _point(session, predictions, "subject_id", ids, was=gone, to=kept)
    return moved


def _point(session: Session, table: Table, column: str, ids: list[int], *, was: int, to: int) -> None:
    """Turn those of some rows that still point where they did."""
    for start in range(0, len(ids), PIECE):
        these = table.c.id.in_(ids[start : start + PIECE])
        session.execute(update(table).where(these, table.c[column] == was).values({column: to}))


def _fill(session: Session, table: Table, kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """Fill blank fields of the kept record; what was filled in."""
    blank = [name for name, value in kept.items() if value is None and name not in OWN]
    values = {name: gone[name] for name in blank if gone[name] is not None}
    if kept.get("is_primary") is False and gone.get("is_primary"):
        values["is_primary"] = True
    if "parent_id" in values and _is_above(session, table, kept["id"], values["parent_id"]):
        del values["parent_id"]  # the kept record would become its own ancestor
    changes: dict[str, Any] = {**values, "custom": _both(kept, gone)}
    session.execute(update(table).where(table.c.id == kept["id"]).values(changes))
    return _plain(values)


def _is_above(session: Session, table: Table, record: int, start: int) -> bool:
    """Whether a record is met on the way up from another one."""
    seen: set[int] = set()
    here: int | None = start
    while here is not None and here not in seen:
        if here == record:
            return True
        seen.add(here)
        here = session.execute(select(table.c.parent_id).where(table.c.id == here)).scalar()
    return False


def _settle_references(session: Session, table: Table, row: dict[str, Any]) -> None:
    """References of a record that comes back: to what has been merged since, to nothing where that is gone."""
    for key in table.foreign_keys:
        target, value = key.column.table, row.get(key.parent.name)
        while value is not None and not session.execute(select(target.c.id).where(target.c.id == value)).first():
            merged = (Merge.object == target.name) & (Merge.merged_id == value) & (Merge.status == "merged")
            value = session.scalar(select(Merge.kept_id).where(merged))
        row[key.parent.name] = value


def _both(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """The custom fields of both, those of the kept record first."""
    return {**(gone["custom"] or {}), **(kept["custom"] or {})}


def _move_keys(session: Session, proposal: Merge, gone: Mapping[str, Any]) -> list[int]:
    """Let the keys of the record that goes stand for the one that stays; the aliases it had already."""
    mine = (SourceAlias.object == proposal.object) & (SourceAlias.row_id == gone["id"])
    held = list(session.scalars(select(SourceAlias.id).where(mine)))
    session.execute(update(SourceAlias).where(mine).values(row_id=proposal.kept_id))
    if gone["source_id"] is not None:
        alias = SourceAlias(
            object=proposal.object,
            source_system=gone["source_system"],
            source_id=gone["source_id"],
            row_id=proposal.kept_id,
            merge_id=proposal.id,
        )
        session.add(alias)
        session.flush()
    return held


def _decide(session: Session, proposal: Merge, user: UserView, status: str) -> None:
    now = datetime.now(UTC)
    proposal.status, proposal.decided_by, proposal.decided_at = status, user.id or None, now
    detail = {"kept": proposal.kept_id, "merged": proposal.merged_id}
    event = AuditEvent(at=now, user_id=user.id or None, action=f"merge.{status}", subject_type=proposal.object)
    event.subject_id, event.detail = proposal.kept_id, detail
    session.add(event)
