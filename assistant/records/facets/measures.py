"""What accounts bought, owe, use: subqueries of one row an account that has any, with its value."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Float, and_, case, cast, func, or_, select, true, union_all

from assistant.records.facets.conditions import Condition
from assistant.records.facets.parts import Measure, by_account, day, days, moments, morning, rates, rule, running
from assistant.records.schema import (
    Activity,
    Deal,
    Invoice,
    Message,
    Order,
    OrderItem,
    Subscription,
    Ticket,
    UsageEvent,
)
from assistant.views import UserView

UNDONE = ("cancelled", "canceled", "returned", "refunded")
QUARTER = timedelta(days=90)


def bought(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How often any of the products was ordered, subscribed to or sold in a deal."""
    ordered = (
        select(Order.account_id)
        .join(OrderItem, OrderItem.order_id == Order.id)
        .where(
            OrderItem.product_id.in_(condition.ids), moments(Order.ordered_at, condition), _kept(), rule(Order, user)
        )
    )
    plans = or_(Subscription.product_id.in_(condition.ids), Subscription.plan.in_(condition.values))
    subscribed = select(Subscription.account_id).where(
        plans, days(Subscription.starts_at, condition), rule(Subscription, user)
    )
    sold = select(Deal.account_id).where(
        Deal.product_id.in_(condition.ids), Deal.is_won.is_(True), days(Deal.close_date, condition), rule(Deal, user)
    )
    every = union_all(ordered, subscribed, sold).subquery("sales")
    return select(every.c.account_id, func.count().label("value")).group_by(every.c.account_id)


def spent(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The sum of the orders, of won deals for accounts that never ordered; in the home's currency."""
    orders = select(Order.account_id, Order.total.label("amount"), Order.currency).where(
        moments(Order.ordered_at, condition), rule(Order, user)
    )
    ordering = select(Order.account_id).where(Order.account_id.is_not(None))
    deals = select(Deal.account_id, Deal.amount, Deal.currency).where(
        Deal.is_won.is_(True), days(Deal.close_date, condition), Deal.account_id.not_in(ordering), rule(Deal, user)
    )
    every, rate = union_all(orders, deals).subquery("sales"), rates(as_of)
    total = cast(func.sum(every.c.amount * func.coalesce(rate.c.rate, 1)), Float)
    return (
        select(every.c.account_id, total.label("value"))
        .select_from(every.outerjoin(rate, rate.c.currency == every.c.currency))
        .group_by(every.c.account_id)
    )


def billed(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The sum of the invoices in the home's currency."""
    rate = rates(as_of)
    value = cast(func.sum(Invoice.amount * func.coalesce(rate.c.rate, 1)), Float)
    sums = by_account(Invoice, value, days(Invoice.issued_at, condition), rule(Invoice, user))
    return sums.outerjoin(rate, rate.c.currency == Invoice.currency)


def orders(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many orders."""
    return by_account(Order, func.count(), moments(Order.ordered_at, condition), rule(Order, user))


def last_order(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The day of the newest order."""
    return by_account(Order, day(func.max(Order.ordered_at)), rule(Order, user))


def monthly_value(condition: Condition, user: UserView, as_of: date) -> Measure:
    """What the running subscriptions bring in a month."""
    value = cast(func.sum(Subscription.mrr), Float)
    return by_account(Subscription, value, running(as_of), rule(Subscription, user))


def renewal(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The first day within the window on which a running subscription ends."""
    ends = Subscription.ends_at
    return by_account(Subscription, func.min(ends), running(as_of), days(ends, condition), rule(Subscription, user))


def subscribed(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many subscriptions run."""
    return by_account(Subscription, func.count(), running(as_of), rule(Subscription, user))


def cancelled(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The newest day on which a subscription was cancelled."""
    ended = Subscription.cancelled_at
    return by_account(
        Subscription, func.max(ended), ended.is_not(None), days(ended, condition), rule(Subscription, user)
    )


def open_deals(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many deals are open, of the stages named if any."""
    stages = [Deal.stage.in_(condition.values)] if condition.values else []
    window = days(Deal.close_date, condition)
    return by_account(Deal, func.count(), Deal.is_closed.is_(False), window, *stages, rule(Deal, user))


def won_deals(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many deals were won."""
    return by_account(Deal, func.count(), Deal.is_won.is_(True), days(Deal.close_date, condition), rule(Deal, user))


def lost_deals(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many deals were lost, for the reasons named if any."""
    lost = and_(Deal.is_closed.is_(True), Deal.is_won.is_(False))
    reasons = [Deal.lost_reason.in_(condition.values)] if condition.values else []
    return by_account(Deal, func.count(), lost, days(Deal.close_date, condition), *reasons, rule(Deal, user))


def deal_amount(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The highest amount of an open deal."""
    value = cast(func.max(Deal.amount), Float)
    return by_account(Deal, value, Deal.is_closed.is_(False), days(Deal.close_date, condition), rule(Deal, user))


def late_invoices(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many invoices fell due within the window (the last year without one) that were not paid by their day."""
    since = condition.since or as_of - timedelta(days=365)
    late = or_(Invoice.paid_at.is_(None), Invoice.paid_at > Invoice.due_at)
    due = and_(Invoice.due_at >= since, Invoice.due_at < min(condition.until or as_of, as_of))
    return by_account(Invoice, func.count(), late, due, rule(Invoice, user))


def overdue_invoices(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many invoices are due and not paid."""
    unpaid = and_(Invoice.due_at < as_of, or_(Invoice.paid_at.is_(None), Invoice.paid_at > as_of))
    return by_account(Invoice, func.count(), unpaid, rule(Invoice, user))


def usage_fall(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The share by which usage fell, 0 to 1: of the last 90 days against the 90 days before.

    With a window it is that of the last 30 days against the 30 days from the window's first.
    """
    amount = func.coalesce(UsageEvent.quantity, 1)
    length = timedelta(days=30) if condition.since else QUARTER
    end, start = as_of + timedelta(days=1), condition.since or as_of - 2 * QUARTER
    late, early = UsageEvent.at >= morning(end - length), UsageEvent.at < morning(start + length)
    now, before = func.sum(case((late, amount), else_=0)), func.sum(case((early, amount), else_=0))
    window = and_(UsageEvent.at >= morning(start), UsageEvent.at < morning(end))
    kinds = UsageEvent.event.in_(condition.values) if condition.values else true()
    fall = cast(before - now, Float) / func.nullif(before, 0)
    return by_account(UsageEvent, fall, window, kinds, rule(UsageEvent, user))


def last_login(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The newest day with a login."""
    return by_account(UsageEvent, day(func.max(UsageEvent.at)), UsageEvent.event == "login", rule(UsageEvent, user))


def last_contact(condition: Condition, user: UserView, as_of: date) -> Measure:
    """The newest day with a message or a finished activity."""
    said = select(Ticket.account_id, Message.sent_at.label("at")).join(Ticket, Ticket.id == Message.ticket_id)
    past = Activity.done_at < morning(as_of + timedelta(days=1))  # a meeting yet to come is planned, not done
    done = select(Activity.account_id, Activity.done_at).where(past, rule(Activity, user))
    every = union_all(said.where(rule(Message, user), rule(Ticket, user)), done).subquery("touches")
    return select(every.c.account_id, day(func.max(every.c.at)).label("value")).group_by(every.c.account_id)


def _kept() -> ColumnElement[bool]:
    """Whether an order was neither cancelled nor sent back."""
    return or_(Order.status.is_(None), func.lower(Order.status).not_in(UNDONE))
