"""What customers did in the Perch service, summed by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.random import Generator

from assistant.records.demo.companies import Company
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, MONTHS, midnight, month_of
from assistant.records.demo.journeys import Journey

EVENTS = (("login", 1.0), ("feature", 2.4))  # events of a kind for each login


def usage_rows(known: Sequence[Company], lived: Mapping[int, Journey], rng: Generator) -> list[dict[str, Any]]:
    """The usage table: for each customer and week one row of each event, stamped with the week's Sunday night."""
    rows: list[dict[str, Any]] = []
    for company in known:
        journey = lived.get(company.id)
        if journey is None:
            continue
        logins_a_week = float(6 + 2.2 * np.sqrt(company.employees)) * float(rng.lognormal(0, 0.3))
        for week_end in _weeks(max(journey.start, FIRST_DAY), journey.end):
            expected = logins_a_week * _level(journey, week_end) * _season(week_end) * float(rng.lognormal(0, 0.16))
            for event, share in EVENTS:
                rows.append(_row(len(rows) + 1, company, event, week_end, int(rng.poisson(expected * share))))
    return rows


def _weeks(start: date, end: date) -> list[date]:
    """The Sundays of all weeks that lie between two days as a whole."""
    first = start + timedelta(days=6 + (7 - start.weekday()) % 7)
    return [first + timedelta(days=7 * week) for week in range(max(((end - first).days) // 7 + 1, 0))]


def _level(journey: Journey, day: date) -> float:
    """The usage level on a day, on a straight line between the middles of the months."""
    month = month_of(day)
    other = month + (1 if day.day > 15 else -1)
    weight = abs(day.day - 15) / 30
    neighbour = journey.level[min(max(other, 0), MONTHS - 1)]
    return (1 - weight) * journey.level[month] + weight * neighbour


def _season(day: date) -> float:
    """Quieter weeks around the turn of the year, a little in August."""
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 4):
        return 0.6
    return 0.88 if day.month == 8 else 1.0


def _row(number: int, company: Company, event: str, week_end: date, quantity: int) -> dict[str, Any]:
    at: datetime = midnight(min(week_end, DATA_DATE)) + timedelta(hours=16)
    return {
        "id": number,
        "owner_id": company.owner_id,
        "account_id": company.id,
        "event": event,
        "product_id": None,
        "at": at,
        "quantity": quantity,
        "created_at": at,
    }
