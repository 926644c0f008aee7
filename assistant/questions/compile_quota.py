"""Quotas pro rata, as SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal
from sqlalchemy.types import Date

from assistant.questions.compile_dates import as_day, days_between
from assistant.questions.compile_tables import Tables


def quota_days(scope: Tables) -> ColumnElement[Any]:
    """The length of a quota's period in days, both ends included."""
    quota = scope.table("quota")
    return days_between(quota.c.period_end, quota.c.period_start) + 1


def share_within(scope: Tables, within: tuple[str, ...]) -> ColumnElement[Any]:
    """The share (0 to 1) of a quota's period that lies within two days, both included."""
    quota = scope.table("quota")
    first, last = (as_day(literal(date.fromisoformat(day), Date())) for day in within)
    start, end = quota.c.period_start, quota.c.period_end
    begun = case((start < first, first), else_=start)
    ended = case((end > last, last), else_=end)
    part = (days_between(ended, begun) + 1) / quota_days(scope)
    return case((and_(start >= first, end <= last), 1.0), (and_(end >= first, start <= last), part), else_=0.0)
