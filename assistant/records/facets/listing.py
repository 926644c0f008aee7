"""Accounts that meet conditions, by one statement that carries the row rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, select

from assistant.records.facets import measures, support
from assistant.records.facets.attributes import ATTRIBUTES
from assistant.records.facets.conditions import Condition, Order
from assistant.records.facets.parts import Measure, rule
from assistant.records.phrases import key_of
from assistant.records.schema import Account
from assistant.records.shown import sql_as_shown
from assistant.records.store import Store
from assistant.views import UserView

MOST = 5_000  # accounts that one listing reads

MEASURES: dict[str, Callable[[Condition, UserView, date], Measure]] = {
    "bought": measures.bought,
    "spent": measures.spent,
    "billed": measures.billed,
    "orders": measures.orders,
    "last_order": measures.last_order,
    "monthly_value": measures.monthly_value,
    "renewal": measures.renewal,
    "subscribed": measures.subscribed,
    "cancelled": measures.cancelled,
    "open_deals": measures.open_deals,
    "won_deals": measures.won_deals,
    "lost_deals": measures.lost_deals,
    "deal_amount": measures.deal_amount,
    "late_invoices": measures.late_invoices,
    "overdue_invoices": measures.overdue_invoices,
    "usage_fall": measures.usage_fall,
    "last_login": measures.last_login,
    "last_contact": measures.last_contact,
    "tickets": support.tickets,
    "mood": support.mood,
    "language": support.language,
    "rated": support.rated,
    "reviewed": support.reviewed,
}
DATED = frozenset({"last_order", "last_login", "last_contact"})
"""Measures whose value is a day that must lie before the condition's `until`."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One account that meets the conditions."""

    id: int
    key: str
    name: str
    evidence: tuple[object, ...]  # a value for each condition, then that of an order of its own


@dataclass(frozen=True, slots=True)
class Listing:
    """Accounts in order, with the statement that found them."""

    accounts: tuple[Listed, ...]
    query: str  # read-only SQL that runs as shown


def listing(
    store: Store,
    user: UserView,
    conditions: Sequence[Condition],
    *,
    as_of: date,
    order: Order | None = None,
    ids: Sequence[int] | None = None,
) -> Listing:
    """List the accounts that meet every condition, at most 5,000.

    Args:
        store: The records.
        user: Whose row rule holds.
        conditions: All of them must hold.
        as_of: What today means.
        order: What comes first; by name without one.
        ids: Look at these accounts only.
    """
    statement = _statement(user, conditions, as_of, order)
    if ids is not None:
        statement = statement.where(Account.id.in_(ids))
    found = store.run_read(user, statement, limit=MOST)
    accounts = tuple(Listed(row[0], row[1], row[2], row[3:]) for row in found.rows)
    return Listing(accounts, sql_as_shown(statement, store.reading))


def _statement(
    user: UserView, conditions: Sequence[Condition], as_of: date, order: Order | None
) -> Select[*tuple[Any, ...]]:
    columns: list[Any] = [Account.id, key_of(Account).label("key"), Account.name]
    tests: list[ColumnElement[bool]] = []
    source: Any = Account.__table__
    for place, condition in enumerate(conditions):
        if condition.fact in ATTRIBUTES:
            holds, shown = ATTRIBUTES[condition.fact](condition)
        else:
            measure = MEASURES[condition.fact](condition, user, as_of).subquery(f"{condition.fact}_{place}")
            source = source.outerjoin(measure, measure.c.account_id == Account.id)
            holds, shown = _measured(condition, measure.c.value), measure.c.value
        columns.append(shown.label(f"{condition.fact}_{place}_value" if place else f"{condition.fact}_value"))
        tests.append(not_(func.coalesce(holds, false())) if condition.negated else holds)
    ranks: list[ColumnElement[Any]] = []
    if order is not None:
        if order.place is None:
            source, rank = _ranked(source, order, user, as_of)
            columns.append(rank.label("ordered_by"))
        else:
            rank = columns[order.place + 3]
        ranks.append(rank.desc().nulls_last() if order.descending else rank.asc().nulls_last())
    return (
        select(*columns)
        .select_from(source)
        .where(rule(Account, user), *tests)
        .order_by(*ranks, func.lower(Account.name), Account.id)
    )


def _measured(condition: Condition, value: ColumnElement[Any]) -> ColumnElement[bool]:
    if condition.fact in DATED:
        return and_(value.is_not(None), value < condition.until) if condition.until else value.is_not(None)
    if condition.least is None and condition.most is None:
        return value.is_not(None)
    low = value >= condition.least if condition.least is not None else value.is_not(None)
    if condition.most is None:
        return low
    few = func.coalesce(value, 0) <= condition.most
    return few if condition.least is None else and_(low, few)


def _ranked(source: Any, order: Order, user: UserView, as_of: date) -> tuple[Any, ColumnElement[Any]]:
    everything = Condition(order.fact, order.said, since=order.since, until=order.until)
    if order.fact in ATTRIBUTES:
        return source, ATTRIBUTES[order.fact](everything)[1]
    measure = MEASURES[order.fact](everything, user, as_of).subquery("ordering")
    return source.outerjoin(measure, measure.c.account_id == Account.id), measure.c.value
