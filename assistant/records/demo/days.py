"""The fixed calendar of the demo company."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from numpy.random import Generator

DATA_DATE = date(2026, 6, 30)
"""The company's today: nothing in its records has happened later."""

NOW = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
FIRST_DAY = date(2024, 7, 1)
"""Detailed history (usage, orders, tickets, deals) starts here; contracts may be older."""

MONTHS = 24
DAYS = (DATA_DATE - FIRST_DAY).days + 1


def month_start(month: int) -> date:
    """The first day of a month counted from `FIRST_DAY` (0); negative months lie before it."""
    return date(FIRST_DAY.year + (FIRST_DAY.month - 1 + month) // 12, (FIRST_DAY.month - 1 + month) % 12 + 1, 1)


def month_of(day: date) -> int:
    """The month that `day` lies in, counted from `FIRST_DAY`."""
    return (day.year - FIRST_DAY.year) * 12 + day.month - FIRST_DAY.month


def add_months(day: date, months: int) -> date:
    """The same day of the month some months later, at most the 28th."""
    first = month_start(month_of(day) + months)
    return first.replace(day=min(day.day, 28))


def midnight(day: date) -> datetime:
    """The start of a day, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def office_time(day: date, rng: Generator, *, opens: int = 7) -> datetime:
    """A moment in the ten hours after an office opens (hour of the day, UTC), never later than `NOW`."""
    return min(midnight(day) + timedelta(hours=opens, seconds=int(rng.integers(0, 36_000))), NOW)


def at_work(moment: datetime, opens: int) -> datetime:
    """The same moment if an office is open (Monday to Friday, nine hours from `opens` UTC), else when it opens next."""
    opening = moment.replace(hour=opens)
    if moment.weekday() < 5 and moment < opening + timedelta(hours=9):
        return max(moment, opening)
    opening += timedelta(days=1)
    while opening.weekday() >= 5:
        opening += timedelta(days=1)
    return opening


def between(start: date, end: date, rng: Generator) -> date:
    """A day drawn evenly from `start` to `end`, both included."""
    return start + timedelta(days=int(rng.integers(0, max((end - start).days, 0) + 1)))
