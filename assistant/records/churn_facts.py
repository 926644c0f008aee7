"""What was known about each account on a day: the raw aggregates that churn is predicted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, or_, select

from assistant.records.churn_query import statement
from assistant.records.schema import Subscription
from assistant.records.store import Store
from assistant.views import UserView


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account as it stood on the morning of a day; nothing in it is dated on that day or later."""

    account_id: int
    key: str  # the source's own key, else the id as text
    name: str
    industry: str | None
    country: str | None
    segment: str | None
    employees: int | None
    running: bool  # has a subscription that runs on the day
    mrr: float  # per month, of the running subscriptions
    tenure_days: int | None  # since the first subscription started
    days_to_end: int | None  # until the first of the running subscriptions ends, when one has an end
    cancelled_at: date | None  # the last cancellation before the day
    usage_30: float  # quantity of usage events in the last 30 days; an event without one counts 1
    usage_90: float
    usage_90_before: float  # in the 90 days before the last 90
    days_since_usage: int | None
    tickets_unsolved: int
    tickets_90: int  # opened in the last 90 days
    tickets_90_before: int
    messages_read_180: int  # inbound messages of the last 180 days that have a sentiment
    negative_share_180: float | None  # 0 to 1, of those messages
    invoices_late_365: int  # fell due in the last 365 days, unpaid on their due date
    invoices_overdue: int  # due before the day, unpaid on the day
    orders_90: int
    orders_90_before: int
    order_total_365: float


def facts(store: Store, user: UserView, as_of: date) -> list[AccountFacts]:
    """Every account that the user may see, by id, as known on the morning of `as_of`."""
    with store.read(user) as session:
        return [_facts(row._mapping, as_of) for row in session.execute(statement(as_of))]


def outcomes(store: Store, user: UserView, start: date, end: date) -> dict[int, date]:
    """The accounts that left in a window, with the day of the cancellation that ended their last subscription.

    Args:
        store: The records.
        user: Who asks.
        start: First day of the window.
        end: The day after its last.
    """
    ended = func.coalesce(Subscription.cancelled_at, Subscription.ends_at)
    lasting = func.sum(case((or_(ended.is_(None), ended >= end), 1), else_=0))
    last_cancelled = func.max(Subscription.cancelled_at)
    left = (
        select(Subscription.account_id, last_cancelled)
        .where(
            Subscription.account_id.is_not(None), or_(Subscription.starts_at.is_(None), Subscription.starts_at < end)
        )
        .group_by(Subscription.account_id)
        .having(lasting == 0, last_cancelled >= start, last_cancelled < end)
    )
    with store.read(user) as session:
        return {account: day for account, day in session.execute(left) if account is not None and day is not None}


def _facts(row: Any, as_of: date) -> AccountFacts:
    read = row["messages_read_180"] or 0
    return AccountFacts(
        account_id=row["account_id"],
        key=row["source_id"] or str(row["account_id"]),
        name=row["name"],
        industry=row["industry"],
        country=row["country"],
        segment=row["segment"],
        employees=row["employees"],
        running=bool(row["running"]),
        mrr=_to_the_cent(row["mrr"]),
        tenure_days=None if row["first_start"] is None else (as_of - row["first_start"]).days,
        days_to_end=None if row["next_end"] is None else (row["next_end"] - as_of).days,
        cancelled_at=row["cancelled_at"],
        usage_30=float(row["usage_30"] or 0),
        usage_90=float(row["usage_90"] or 0),
        usage_90_before=float(row["usage_90_before"] or 0),
        days_since_usage=None if row["last_usage"] is None else (as_of - row["last_usage"].date()).days,
        tickets_unsolved=row["tickets_unsolved"] or 0,
        tickets_90=row["tickets_90"] or 0,
        tickets_90_before=row["tickets_90_before"] or 0,
        messages_read_180=read,
        negative_share_180=row["negative"] / read if read else None,
        invoices_late_365=row["invoices_late_365"] or 0,
        invoices_overdue=row["invoices_overdue"] or 0,
        orders_90=row["orders_90"] or 0,
        orders_90_before=row["orders_90_before"] or 0,
        order_total_365=_to_the_cent(row["order_total_365"]),
    )


def _to_the_cent(amount: Any) -> float:
    """SQLite sums amounts as binary fractions, PostgreSQL as decimal ones."""
    return round(float(amount or 0), 2)
