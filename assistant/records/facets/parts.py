"""Pieces that the measures of accounts are made of."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select, true

from assistant.records.facets.conditions import Condition
from assistant.records.schema import ExchangeRate, Subscription
from assistant.records.visibility import row_rule
from assistant.views import UserView

Measure = Select[Any]  # columns account_id, value


def by_account(entity: Any, value: ColumnElement[Any], *where: ColumnElement[bool]) -> Measure:
    """One row an account, with a value over its rows that fit."""
    grouped = select(entity.account_id, value.label("value")).where(entity.account_id.is_not(None), *where)
    return grouped.group_by(entity.account_id)


def days(column: Any, condition: Condition) -> ColumnElement[bool]:
    """Whether a date lies in the condition's window."""
    since = true() if condition.since is None else column >= condition.since
    return and_(since, true() if condition.until is None else column < condition.until)


def moments(column: Any, condition: Condition) -> ColumnElement[bool]:
    """Whether a moment lies in the condition's window, in days of UTC."""
    since = true() if condition.since is None else column >= morning(condition.since)
    return and_(since, true() if condition.until is None else column < morning(condition.until))


def day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    """The day of a moment in UTC."""
    return func.date(moment)


def morning(day: date) -> datetime:
    """The first moment of a day in UTC."""
    return datetime.combine(day, time.min, UTC)


def rule(entity: Any, user: UserView) -> ColumnElement[bool]:
    """The row rule of a table."""
    return row_rule(entity.__table__, user)


def running(as_of: date) -> ColumnElement[bool]:
    """Whether a subscription runs on a day."""
    return and_(
        or_(Subscription.cancelled_at.is_(None), Subscription.cancelled_at > as_of),
        or_(Subscription.ends_at.is_(None), Subscription.ends_at >= as_of),
        or_(Subscription.starts_at.is_(None), Subscription.starts_at <= as_of),
    )


def rates(as_of: date) -> Subquery:
    """The newest rate of each currency into the home's own; an amount without one counts as it stands."""
    newest = (
        select(ExchangeRate.currency, func.max(ExchangeRate.day).label("day"))
        .where(ExchangeRate.day <= as_of)
        .group_by(ExchangeRate.currency)
        .subquery("newest_rate")
    )
    same = and_(newest.c.currency == ExchangeRate.currency, newest.c.day == ExchangeRate.day)
    return (
        select(ExchangeRate.currency, func.max(ExchangeRate.rate).label("rate"))
        .join(newest, same)
        .group_by(ExchangeRate.currency)
        .subquery("rates")
    )
