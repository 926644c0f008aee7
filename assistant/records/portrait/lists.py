"""An account's people, deals, tickets, orders, subscriptions as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from assistant.messages import Cell, Table
from assistant.records.phrases import full_name, key_of
from assistant.records.readings import newest_triage
from assistant.records.schema import (
    Contact,
    Deal,
    Message,
    Order,
    OrderItem,
    Product,
    Subscription,
    Ticket,
    Triage,
    User,
)
from assistant.records.store import Store
from assistant.views import UserView

MOST = 200  # rows of one list

AnySelect = Select[*tuple[Any, ...]]


def contacts(store: Store, user: UserView, account_id: int) -> Table:
    """People, primary first."""
    last = (
        select(func.max(Message.sent_at))
        .join(Ticket, Ticket.id == Message.ticket_id)
        .where(Ticket.contact_id == Contact.id)
        .scalar_subquery()
    )
    statement = (
        select(full_name(Contact), Contact.title, Contact.email, Contact.phone, Contact.language, last)
        .where(Contact.account_id == account_id)
        .order_by(case((Contact.is_primary.is_(True), 0), else_=1), Contact.last_name, Contact.id)
    )
    return _table(store, user, statement, ("name", "title", "email", "phone", "language", "last_message"))


def deals(store: Store, user: UserView, account_id: int) -> Table:
    """Deals: open ones first, then the newest."""
    statement = (
        select(
            key_of(Deal), Deal.name, Product.name, Deal.stage, Deal.amount, Deal.currency, Deal.close_date, User.name
        )
        .outerjoin(Product, Product.id == Deal.product_id)
        .outerjoin(User, User.id == Deal.owner_id)
        .where(Deal.account_id == account_id)
        .order_by(Deal.is_closed, Deal.close_date.desc().nulls_last(), Deal.id.desc())
    )
    return _table(store, user, statement, ("deal", "name", "product", "stage", "amount", "currency", "close", "owner"))


def tickets(store: Store, user: UserView, account_id: int) -> Table:
    """Tickets, newest first, with what was read in the newest message of the customer."""
    message = aliased(Message)
    newest = select(func.max(message.id)).where(message.ticket_id == Ticket.id, message.direction == "in")
    statement = (
        select(
            _number(Ticket), Ticket.subject, Ticket.status, Ticket.priority,
            Triage.intent, Triage.sentiment, Triage.urgency, Ticket.created_at, Ticket.csat_score, User.name,
        )
        .select_from(Ticket)
        .outerjoin(Triage, Triage.id == newest_triage(newest.correlate(Ticket).scalar_subquery()))
        .outerjoin(User, User.id == Triage.corrected_by)
        .where(Ticket.account_id == account_id)
        .order_by(Ticket.created_at.desc().nulls_last(), Ticket.id.desc())
    )  # fmt: skip
    labels = ("intent", "sentiment", "urgency")
    names = ("ticket", "subject", "status", "priority", *labels, "opened", "rating", "corrected by")
    return _table(store, user, statement, names)


def orders(store: Store, user: UserView, account_id: int) -> Table:
    """Orders, newest first, with how many lines they have."""
    lines = select(func.count()).where(OrderItem.order_id == Order.id).scalar_subquery()
    statement = (
        select(
            func.coalesce(Order.number, key_of(Order)),
            Order.ordered_at,
            Order.status,
            Order.total,
            Order.currency,
            lines,
        )
        .where(Order.account_id == account_id)
        .order_by(Order.ordered_at.desc().nulls_last(), Order.id.desc())
    )
    return _table(store, user, statement, ("order", "placed", "status", "total", "currency", "lines"))


def subscriptions(store: Store, user: UserView, account_id: int) -> Table:
    """Subscriptions: running ones first."""
    statement = (
        select(
            Subscription.plan, Product.name, Subscription.mrr, Subscription.currency, Subscription.starts_at,
            Subscription.ends_at, Subscription.cancelled_at,
        )
        .outerjoin(Product, Product.id == Subscription.product_id)
        .where(Subscription.account_id == account_id)
        .order_by(Subscription.cancelled_at.is_not(None), Subscription.starts_at.desc().nulls_last())
    )  # fmt: skip
    return _table(store, user, statement, ("plan", "product", "mrr", "currency", "starts", "ends", "cancelled"))


def _number(entity: Any) -> ColumnElement[str]:
    return func.coalesce(entity.number, key_of(entity))


def _table(store: Store, user: UserView, statement: AnySelect, columns: Sequence[str]) -> Table:
    with store.read(user) as session:
        rows = session.execute(statement.limit(MOST)).all()
    return Table(tuple(columns), tuple(tuple(_cell(value) for value in row) for row in rows))


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    plain: Cell = value if isinstance(value, str | int | float | bool | None) else float(value)
    return plain
