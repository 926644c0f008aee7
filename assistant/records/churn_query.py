"""The statement behind the churn facts: aggregates over what is dated before a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, or_, select

from assistant.records.schema import Account, Invoice, Message, Order, Subscription, Ticket, Triage, UsageEvent

NEGATIVE = ("negative", "very_negative")
SOLVED = ("solved", "closed")


def statement(as_of: date) -> Select[Any]:
    """The SELECT behind `churn_facts.facts`: one row an account, nulls where it has no row of a kind."""
    parts = (_subscriptions(as_of), _usage(as_of), _tickets(as_of), _moods(as_of), _invoices(as_of), _orders(as_of))
    query = select(
        Account.id.label("account_id"),
        Account.source_id,
        Account.name,
        Account.industry,
        Account.country,
        Account.segment,
        Account.employees,
        *(column for part in parts for column in part.c if column.name != "account_id"),
    )
    for part in parts:
        query = query.outerjoin(part, part.c.account_id == Account.id)
    return query.order_by(Account.id)


def _subscriptions(as_of: date) -> Subquery:
    table = Subscription
    running = and_(
        or_(table.cancelled_at.is_(None), table.cancelled_at >= as_of),
        or_(table.ends_at.is_(None), table.ends_at >= as_of),
    )
    return (
        select(
            table.account_id,
            func.max(case((running, 1), else_=0)).label("running"),
            func.sum(case((running, func.coalesce(table.mrr, 0)), else_=0)).label("mrr"),
            func.min(table.starts_at).label("first_start"),
            func.min(case((running, table.ends_at))).label("next_end"),
            func.max(case((table.cancelled_at < as_of, table.cancelled_at))).label("cancelled_at"),
        )
        .where(or_(table.starts_at.is_(None), table.starts_at < as_of))
        .group_by(table.account_id)
        .subquery("subscriptions")
    )


def _usage(as_of: date) -> Subquery:
    amount = func.coalesce(UsageEvent.quantity, 1)
    return (
        select(
            UsageEvent.account_id,
            *_windows(UsageEvent.at, as_of, amount, "usage"),
            _within(UsageEvent.at, as_of, 30, 0, amount).label("usage_30"),
            func.max(UsageEvent.at).label("last_usage"),
        )
        .where(UsageEvent.at < _morning(as_of))
        .group_by(UsageEvent.account_id)
        .subquery("usage")
    )


def _tickets(as_of: date) -> Subquery:
    solved_later = Ticket.solved_at >= _morning(as_of)
    unsolved = or_(solved_later, and_(Ticket.solved_at.is_(None), Ticket.status.not_in(SOLVED)))
    return (
        select(
            Ticket.account_id,
            func.sum(case((unsolved, 1), else_=0)).label("tickets_unsolved"),
            *_windows(Ticket.created_at, as_of, literal(1), "tickets"),
        )
        .where(Ticket.created_at < _morning(as_of))
        .group_by(Ticket.account_id)
        .subquery("tickets")
    )


def _moods(as_of: date) -> Subquery:
    """Sentiments of inbound messages, by the newest reading of each."""
    newest = select(func.max(Triage.id)).where(Triage.sentiment.is_not(None)).group_by(Triage.message_id)
    return (
        select(
            Ticket.account_id,
            func.count().label("messages_read_180"),
            func.sum(case((Triage.sentiment.in_(NEGATIVE), 1), else_=0)).label("negative"),
        )
        .join(Message, Message.ticket_id == Ticket.id)
        .join(Triage, Triage.message_id == Message.id)
        .where(
            Triage.id.in_(newest),
            Message.direction == "in",
            Message.sent_at < _morning(as_of),
            Message.sent_at >= _morning(as_of - timedelta(days=180)),
        )
        .group_by(Ticket.account_id)
        .subquery("moods")
    )


def _invoices(as_of: date) -> Subquery:
    late = or_(Invoice.paid_at.is_(None), Invoice.paid_at > Invoice.due_at)
    overdue = or_(Invoice.paid_at.is_(None), Invoice.paid_at >= as_of)
    recent = Invoice.due_at >= as_of - timedelta(days=365)
    return (
        select(
            Invoice.account_id,
            func.sum(case((and_(late, recent), 1), else_=0)).label("invoices_late_365"),
            func.sum(case((overdue, 1), else_=0)).label("invoices_overdue"),
        )
        .where(Invoice.due_at < as_of)
        .group_by(Invoice.account_id)
        .subquery("invoices")
    )


def _orders(as_of: date) -> Subquery:
    total = func.coalesce(Order.total, 0)
    return (
        select(
            Order.account_id,
            *_windows(Order.ordered_at, as_of, literal(1), "orders"),
            _within(Order.ordered_at, as_of, 365, 0, total).label("order_total_365"),
        )
        .where(Order.ordered_at < _morning(as_of))
        .group_by(Order.account_id)
        .subquery("orders")
    )


def _windows(at: Any, as_of: date, amount: ColumnElement[Any], name: str) -> tuple[ColumnElement[Any], ...]:
    """Sums over the last 90 days, next to the 90 days before those."""
    return (
        _within(at, as_of, 90, 0, amount).label(f"{name}_90"),
        _within(at, as_of, 180, 90, amount).label(f"{name}_90_before"),
    )


def _within(at: Any, as_of: date, first: int, last: int, amount: ColumnElement[Any]) -> ColumnElement[Any]:
    """The sum over what happened from `first` days before the day until `last` days before it."""
    since, until = _morning(as_of - timedelta(days=first)), _morning(as_of - timedelta(days=last))
    return func.sum(case((and_(at >= since, at < until), amount), else_=0))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
