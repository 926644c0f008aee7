"""What cannot be true of one row, as conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Table

MARGIN = timedelta(days=1)  # time zones differ
LATEST = date(9999, 12, 1)  # the calendar ends soon after
OLDEST = 1600  # year in which a company may have been founded


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A condition that no sound row meets; it is told the table with the day that today means."""

    object: str
    words: str
    holds: Callable[[Table, date], ColumnElement[bool]]


def _end_of(day: date) -> datetime:
    return datetime.combine(min(day, LATEST), time(), UTC) + 2 * MARGIN


CONTRADICTIONS = (
    Contradiction("deal", "it closed before it was opened", lambda t, _: t.c.close_date < t.c.opened_at),
    Contradiction(
        "deal",
        "it is closed on a day yet to come",
        lambda t, day: t.c.is_closed & (t.c.close_date > min(day, LATEST) + MARGIN),
    ),
    Contradiction("deal", "it was won with no amount", lambda t, _: t.c.is_won & t.c.amount.is_(None)),
    Contradiction("deal", "its amount is negative", lambda t, _: t.c.amount < 0),
    Contradiction("ticket", "it was solved before it was opened", lambda t, _: t.c.solved_at < t.c.created_at),
    Contradiction(
        "ticket", "it was answered before it was opened", lambda t, _: t.c.first_response_at < t.c.created_at
    ),
    Contradiction("ticket", "it was opened on a day yet to come", lambda t, day: t.c.created_at > _end_of(day)),
    Contradiction("ticket", "its rating is not from 1 to 5", lambda t, _: (t.c.csat_score < 1) | (t.c.csat_score > 5)),
    Contradiction("message", "it has no words", lambda t, _: t.c.body_text == ""),
    Contradiction("invoice", "it was paid before it was issued", lambda t, _: t.c.paid_at < t.c.issued_at),
    Contradiction("invoice", "it is due before it was issued", lambda t, _: t.c.due_at < t.c.issued_at),
    Contradiction("subscription", "it ends before it starts", lambda t, _: t.c.ends_at < t.c.starts_at),
    Contradiction("subscription", "it was cancelled before it started", lambda t, _: t.c.cancelled_at < t.c.starts_at),
    Contradiction("order", "its total is negative", lambda t, _: t.c.total < 0),
    Contradiction("order", "it was placed on a day yet to come", lambda t, day: t.c.ordered_at > _end_of(day)),
    Contradiction("quota", "its period ends before it starts", lambda t, _: t.c.period_end < t.c.period_start),
    Contradiction(
        "account",
        "the year it was founded cannot be",
        lambda t, day: (t.c.founded_year < OLDEST) | (t.c.founded_year > day.year),
    ),
    Contradiction("account", "it is its own parent", lambda t, _: t.c.parent_id == t.c.id),
    Contradiction("account", "it has fewer than no employees", lambda t, _: t.c.employees < 0),
)
"""A new one is one line."""
