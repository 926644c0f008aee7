"""Amounts in one currency: each row by the exchange rate of its own date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Float, case, func, literal, select
from sqlalchemy.types import Date

from assistant.questions.compile_dates import as_day, local
from assistant.questions.compile_tables import Tables
from assistant.questions.semantic.money import PRICED
from assistant.records.schema import Base

Value = ColumnElement[Any]


def worth(scope: Tables, name: str, amount: Value) -> Value:
    """The amount of a money field in the currency that is asked for, else the home's; nothing where no rate is known.

    As long as all rows are in that currency, it is the amount itself.
    """
    frame = scope.frame
    node = PRICED.get(name, "")
    if frame.target == frame.currency and node not in frame.foreign:
        return amount
    if not node:
        return amount / _rate(literal(frame.target), _today(scope))
    return amount * rate_of(scope, node)


def rate_of(scope: Tables, node: str) -> Value:
    """What one unit of a row's own currency is worth in the currency that is asked for, on the row's own date."""
    frame = scope.frame
    table, day = scope.table(node), _DATED[node](scope)
    own = func.coalesce(table.c.currency, frame.currency)
    at_home = case((own == frame.currency, 1.0), else_=_rate(own, day))
    if frame.target == frame.currency:
        return at_home
    return case((own == frame.target, 1.0), else_=at_home / _rate(literal(frame.target), day))


def _rate(currency: Value, day: Value) -> Value:
    """The rate to the home's currency that is valid on a day: the newest that is not younger."""
    rate = Base.metadata.tables["exchange_rate"].alias("valid")
    newest = select(rate.c.rate).where(rate.c.currency == currency, rate.c.day <= day)
    newest = newest.order_by(rate.c.day.desc(), rate.c.id.desc()).limit(1)
    return newest.correlate_except(rate).scalar_subquery().cast(Float)


def _today(scope: Tables) -> Value:
    return as_day(literal(scope.frame.as_of, Date()))


def _deal_day(scope: Tables) -> Value:
    deal = scope.table("deal")
    return func.coalesce(deal.c.close_date, deal.c.opened_at, _today(scope))


def _order_day(scope: Tables) -> Value:
    return func.coalesce(as_day(local(scope.table("order").c.ordered_at, scope.frame)), _today(scope))


def _invoice_day(scope: Tables) -> Value:
    return func.coalesce(scope.table("invoice").c.issued_at, _today(scope))


_DATED: dict[str, Callable[[Tables], Value]] = {
    "deal": _deal_day,
    "order": _order_day,
    "invoice": _invoice_day,
    "subscription": _today,
    "quota": lambda scope: scope.table("quota").c.period_start,
}
"""The date by whose rate a row is converted."""
