"""Which objects a home holds: how many rows, from when to when, which fields are empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, func, select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import dependency_order, table_of
from assistant.records.schema import UtcDateTime
from assistant.records.store import Store
from assistant.views import UserView

WHEN = {
    "deal": "close_date", "ticket": "created_at", "message": "sent_at", "order": "ordered_at", "invoice": "issued_at",
    "subscription": "starts_at", "usage_event": "at", "activity": "done_at", "review": "posted_at",
    "campaign": "starts_at", "quota": "period_start", "deal_stage_history": "at", "lead": "created_at",
}  # fmt: skip
"""The date by which a row of an object is placed in time."""

KEY_FIELDS = {
    "account": ("industry", "country", "employees", "owner_id"),
    "contact": ("account_id", "email"),
    "deal": ("account_id", "amount", "close_date", "owner_id", "product_id"),
    "ticket": ("account_id", "contact_id", "created_at", "solved_at", "csat_score"),
    "message": ("sent_at",),
    "order": ("account_id", "ordered_at", "total"),
    "invoice": ("account_id", "due_at", "paid_at"),
    "subscription": ("account_id", "mrr", "starts_at"),
}
"""Fields that most questions lean on."""

MANY = 0.3  # of rows without a key field, from which on it is worth saying


@dataclass(frozen=True, slots=True)
class Came:
    """One object that is there."""

    object: str
    rows: int
    first: date | None
    last: date | None
    sparse: tuple[tuple[str, float], ...]  # key field, share of rows without it

    @property
    def sentence(self) -> str:
        """Say it."""
        words = f"{self.object.replace('_', ' ')}: {self.rows:,} row{'s' if self.rows != 1 else ''}"
        if self.first and self.last:
            words += f", {self.first.isoformat()} to {self.last.isoformat()}"
        if self.sparse:
            gaps = ", ".join(f"{field} missing in {share:.0%}" for field, share in self.sparse)
            words += f" ({gaps})"
        return words


def came(store: Store, user: UserView) -> tuple[Came, ...]:
    """Every object that has rows `user` may see."""
    with store.read(user) as session:
        found = [_came(session, name) for name in dependency_order()]
    return tuple(one for one in found if one.rows)


def _came(session: Session, name: str) -> Came:
    table = table_of(name)
    when = table.c[WHEN[name]] if name in WHEN else None
    wanted = KEY_FIELDS.get(name, ())
    bounds = () if when is None else (func.min(when), func.max(when))
    row = session.execute(
        select(func.count(), *(func.count(table.c[field]) for field in wanted), *bounds).select_from(table)
    ).one()
    rows, filled, ends = row[0], row[1 : 1 + len(wanted)], row[1 + len(wanted) :]
    first, last = (_day(when, one) for one in ends) if ends else (None, None)
    gaps = ((field, 1 - there / rows) for field, there in zip(wanted, filled, strict=True)) if rows else ()
    return Came(name, rows, first, last, tuple((field, share) for field, share in gaps if share >= MANY))


def _day(column: Any, value: Any) -> date | None:
    """An aggregate of SQLite may lose its column's type."""
    if isinstance(value, str):
        kind = column.type
        return datetime.fromisoformat(value).date() if isinstance(kind, UtcDateTime | Date) else None
    return value.date() if isinstance(value, datetime) else value
