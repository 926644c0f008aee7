"""Proposed and decided merges, as a person decides on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.phrases import full_name, key_of
from assistant.records.schema import Account, Contact, Merge
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

SHOWN = {
    "account": ("domain", "industry", "employees", "country", "city", "founded_year", "created_at"),
    "contact": ("email", "phone", "title", "language", "created_at"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records."""

    id: int
    key: str
    name: str
    facts: tuple[tuple[str, str], ...]  # field, value; both sides have the same fields
    depends: int  # records that point to it


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two records that may be one."""

    id: int
    object: str  # account | contact
    status: str  # proposed | merged | dismissed
    probability: float  # 0 to 1
    evidence: tuple[str, ...]
    kept: Side
    merged: Side | None  # None once it is merged: the record is gone
    merged_name: str
    pair: tuple[int, int]  # ids, kept then merged


def proposals(
    store: Store, user: UserView, *, status: str = "proposed", limit: int = 100, merge_id: int | None = None
) -> tuple[Proposal, ...]:
    """Proposals both of whose records `user` may see, surest first; of merged ones the record that was kept."""
    statement = select(Merge).where(Merge.status == status).order_by(Merge.probability.desc(), Merge.id)
    if merge_id is not None:
        statement = statement.where(Merge.id == merge_id)
    with store.read(LOCAL_ADMIN) as session:
        found = session.scalars(statement.limit(limit)).all()
        rows = [(one.id, one.object, one.status, one.probability, tuple(one.evidence), one.kept_id, one.merged_id,
                 one.before.get("row", {})) for one in found]  # fmt: skip
    with store.read(user) as session:
        sides = {
            name: _sides(session, name, {id_ for row in rows if row[1] == name for id_ in row[5:7]}) for name in SHOWN
        }
    shown = []
    for id_, name, state, chance, evidence, kept, merged, gone in rows:
        other = sides[name].get(merged)
        if kept in sides[name] and (other or state == "merged"):
            called = other.name if other else _name(gone)
            shown.append(
                Proposal(id_, name, state, float(chance), evidence, sides[name][kept], other, called, (kept, merged))
            )
    return tuple(shown)


def _name(row: dict[str, Any]) -> str:
    parts = (row.get("name"), row.get("first_name"), row.get("last_name"))
    return " ".join(str(part) for part in parts if part)


def _sides(session: Session, name: str, ids: set[int]) -> dict[int, Side]:
    entity: Any = Account if name == "account" else Contact
    called = Account.name if name == "account" else full_name(Contact)
    columns = [getattr(entity, field) for field in SHOWN[name]]
    statement = select(entity.id, key_of(entity), called, *columns).where(entity.id.in_(sorted(ids)))
    return {
        row[0]: Side(row[0], row[1], row[2] or "", _facts(SHOWN[name], row[3:]), _depends(session, name, row[0]))
        for row in session.execute(statement).all()
    }


def _facts(names: Sequence[str], values: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, "" if value is None else str(value)[:60]) for name, value in zip(names, values, strict=True))


def _depends(session: Session, name: str, row_id: int) -> int:
    total = 0
    for table, column in pointing_to(name):
        total += len(session.execute(select(table.c.id).where(table.c[column] == row_id).limit(1000)).all())
    return total


def pointing_to(name: str) -> list[tuple[Any, str]]:
    """Every table with a column that refers to an object's records."""
    return [
        (table, key.parent.name)
        for table in table_of(name).metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == name
    ]
