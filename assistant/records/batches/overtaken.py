"""Finds what happened to an import's rows since, which a revert must not undo by the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, Table, and_, cast, exists, func, select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import catalog, table_of
from assistant.records.batches.fingerprints import digest_of
from assistant.records.batches.references import CALLED
from assistant.records.schema import RECORDS

NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Touched:
    """A row of an import that is not as the import left it, or that others hold on to."""

    object: str
    id: int
    called: str  # its name or key


def later_import(session: Session, batch_id: int) -> int | None:
    """The first later import that changed rows of this one, and would lose its base."""
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
    return session.execute(overtaking).scalar()


def merged_since(session: Session, batch_id: int) -> list[Touched]:
    """Records of an import that were merged, whichever side they were on."""
    merges = table_of("merge")
    found: dict[tuple[str, int], Touched] = {}
    for side in (merges.c.kept_id, merges.c.merged_id):
        query = select(merges.c.object, side).where(
            merges.c.status == "merged", _of_batch(batch_id, merges.c.object, side)
        )
        for name, row_id in session.execute(query).all():
            table = table_of(name)
            called = session.execute(select(_called(table)).where(table.c.id == row_id)).scalar()
            found.setdefault((name, row_id), Touched(name, row_id, called or str(row_id)))
    return list(found.values())


def edited_since(session: Session, batch_id: int, columns: Mapping[str, Sequence[str]]) -> list[Touched]:
    """Records that people changed after an import wrote them.

    Args:
        session: A transaction.
        batch_id: The import.
        columns: Object → the columns that its digests are made of, as `sealing.seal` gave them.
    """
    changes = table_of("import_change")
    found: list[Touched] = []
    for name, names in columns.items():
        table = table_of(name)
        if not set(names) <= {column.name for column in table.columns}:
            continue  # the table was rebuilt by a later release: its digests tell nothing any more
        query = (
            select(table.c.id, _called(table))
            .join(changes, changes.c.row_id == table.c.id)
            .where(
                changes.c.batch_id == batch_id,
                changes.c.table_name == name,
                changes.c.after.is_not(None),
                changes.c.after != digest_of(session, table, names),
            )
            .distinct()
            .order_by(table.c.id)
        )
        found += [Touched(name, row_id, called) for row_id, called in session.execute(query)]
    return found


def held_by_others(session: Session, batch_id: int) -> list[Touched]:
    """Records this import created that others, made by people or other imports, refer to."""
    changes = table_of("import_change")
    found: dict[tuple[str, int], Touched] = {}
    for child in sorted(RECORDS):
        for field, parent in sorted(catalog()[child].references.items()):
            table, others = table_of(parent), table_of(child).alias("other")
            created = exists().where(
                changes.c.batch_id == batch_id,
                changes.c.table_name == parent,
                changes.c.before.is_(None),
                changes.c.row_id == table.c.id,
            )
            mine = exists().where(
                changes.c.batch_id == batch_id, changes.c.table_name == child, changes.c.row_id == others.c.id
            )
            query = select(table.c.id, _called(table)).join(others, others.c[field] == table.c.id)
            for row_id, called in session.execute(query.where(created, ~mine).distinct().order_by(table.c.id)):
                found.setdefault((parent, row_id), Touched(parent, row_id, called))
    return list(found.values())


def needed_by(session: Session, batch_id: int, kept: Iterable[Touched]) -> list[Touched]:
    """Records this import created that some of its records refer to, directly or over others."""
    changes = table_of("import_change")
    found: dict[tuple[str, int], Touched] = {}
    waiting = list(kept)
    seen = {(one.object, one.id) for one in waiting}
    while waiting:
        one = waiting.pop()
        table = table_of(one.object)
        for field, parent in catalog()[one.object].references.items():
            above = table_of(parent).alias("above")
            query = (
                select(above.c.id, above.c.source_id)
                .join(table, table.c[field] == above.c.id)
                .join(changes, changes.c.row_id == above.c.id)
                .where(
                    table.c.id == one.id,
                    changes.c.batch_id == batch_id,
                    changes.c.table_name == parent,
                    changes.c.before.is_(None),
                )
            )
            for row_id, key in session.execute(query):
                if (parent, row_id) not in seen:
                    seen.add((parent, row_id))
                    found[parent, row_id] = Touched(parent, row_id, key or str(row_id))
                    waiting.append(found[parent, row_id])
    return list(found.values())


def named(rows: Sequence[Touched]) -> str:
    """The first few rows in words."""
    some = ", ".join(f"{one.object} “{one.called[:40]}”" for one in rows[:NAMED_AT_MOST])
    return some if len(rows) <= NAMED_AT_MOST else f"{some} and {len(rows) - NAMED_AT_MOST:,} more"


def _of_batch(batch_id: int, name: ColumnElement[str], row_id: ColumnElement[int]) -> ColumnElement[bool]:
    changes = table_of("import_change")
    return exists().where(
        and_(changes.c.batch_id == batch_id, changes.c.table_name == name, changes.c.row_id == row_id)
    )


def _called(table: Table) -> ColumnElement[str]:
    """What people call a record: its name, else its source's key, else its number here."""
    names = [table.c[name] for name in CALLED.get(table.name, ("name", "subject")) if name in table.c]
    return func.coalesce(*reversed(names), table.c.source_id, cast(table.c.id, String))
