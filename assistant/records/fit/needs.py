"""What each feature needs of the records, with what a home lacks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Table, and_, func, select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.store import Store
from assistant.views import UserView

Verdict = Literal["ready", "thin", "missing"]
MARKS: dict[Verdict, str] = {"ready": "✓", "thin": "~", "missing": "✗"}


@dataclass(frozen=True, slots=True)
class Need:
    """So many rows of an object with some fields filled."""

    object: str
    fields: tuple[str, ...]
    rows: int  # from which on the feature has something to work with
    words: str  # how a person calls such rows


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature with whether the records carry it."""

    name: str
    verdict: Verdict
    lacks: str  # what is missing, in words; empty when ready

    @property
    def mark(self) -> str:
        """One sign for the verdict."""
        return MARKS[self.verdict]

    @property
    def sentence(self) -> str:
        """Say it."""
        if self.verdict == "ready":
            return f"{self.name}: ready"
        return f"{self.name}: {self.lacks}, so it {'may abstain' if self.verdict == 'thin' else 'stays silent'}"


NEEDS: dict[str, tuple[Need, ...]] = {
    "sales questions": (Need("deal", ("stage",), 1, "deals"),),
    "win rates over time": (Need("deal", ("close_date",), 30, "deals with a close date"),),
    "quota attainment": (Need("quota", ("amount",), 1, "quotas"),
                         Need("deal", ("owner_id",), 1, "deals with an owner")),
    "account names in questions": (Need("account", ("name",), 1, "accounts"),),
    "tagging of messages": (Need("message", ("body_text",), 1, "messages"),),
    "response and solution times": (Need("ticket", ("created_at", "solved_at"), 30, "solved tickets with dates"),),
    "customer satisfaction": (Need("ticket", ("csat_score",), 30, "rated tickets"),),
    "answers from knowledge articles": (Need("kb_article", ("body",), 1, "knowledge articles"),),
    "churn": (
        Need("subscription", ("account_id", "starts_at"), 60, "subscriptions"),
        Need("subscription", ("cancelled_at",), 15, "cancelled subscriptions"),
        Need("usage_event", ("account_id",), 500, "usage events"),
    ),
    "customer value": (Need("order", ("account_id", "ordered_at", "total"), 200, "orders with date and total"),),
    "sales forecast": (Need("deal", ("close_date", "amount"), 100, "deals with close date and amount"),),
    "chance to win": (Need("deal", ("close_date", "opened_at"), 200, "closed deals with both dates"),),
    "product recommendations": (Need("order_item", ("product_id",), 300, "order lines with a product"),),
    "credit": (Need("invoice", ("account_id", "due_at"), 200, "invoices with a due date"),
               Need("invoice", ("paid_at",), 100, "paid invoices")),
    "campaign uplift": (Need("campaign_member", ("contact_id", "treated"), 200, "campaign members, treated or not"),),
    "unusual orders": (Need("order", ("account_id", "total"), 200, "orders with a total"),),
}  # fmt: skip
"""Every feature by its name; a new one is one line."""


def features(store: Store, user: UserView) -> tuple[Feature, ...]:
    """Each feature, with whether the rows that `user` may see carry it."""
    with store.read(user) as session:
        return tuple(_feature(session, name, needs) for name, needs in NEEDS.items())


def _feature(session: Session, name: str, needs: tuple[Need, ...]) -> Feature:
    counts = [(need, _rows(session, need)) for need in needs]
    absent = [need.words for need, rows in counts if not rows]
    if absent:
        return Feature(name, "missing", f"no {' and no '.join(absent)}")
    few = [f"only {rows:,} {need.words}" for need, rows in counts if rows < need.rows]
    return Feature(name, "thin", " and ".join(few)) if few else Feature(name, "ready", "")


def _rows(session: Session, need: Need) -> int:
    table: Table = table_of(need.object)
    filled: ColumnElement[bool] = and_(*(table.c[field].is_not(None) for field in need.fields))
    return session.scalar(select(func.count()).select_from(table).where(filled)) or 0
