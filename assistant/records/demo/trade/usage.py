"""What customers did in the Perch service, summed by week, beside what they looked at in its shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, MONTHS, midnight, month_of
from assistant.records.demo.journeys import Journey
from assistant.records.demo.trade.browsing import glances

if TYPE_CHECKING:
    from assistant.records.demo.world import World

FEATURES_A_LOGIN = 2.4
WEEKLY_SWING = 0.16  # standard deviation of the log


def usage_rows(world: World) -> Iterator[Row]:
    """For each customer and week the logins with the features used, stamped with the week's Sunday; then the shop."""
    number = 0
    for row in _weekly(world):
        number += 1
        yield {"id": number, **row}
    for glance in glances(world, world.rng("browsing")):
        number += 1
        yield {
            "id": number,
            "owner_id": glance.company.owner_id,
            "account_id": glance.company.id,
            "contact_id": glance.contact_id,
            "event": glance.event,
            "product_id": glance.product_id,
            "at": glance.at,
            "quantity": glance.quantity,
            "created_at": glance.at,
        }


def _weekly(world: World) -> Iterator[Row]:
    rng = world.rng("usage")
    for company in world.companies:
        journey = world.lived.get(company.id)
        if journey is None:
            continue
        usual = float(6 + 2.2 * np.sqrt(company.employees)) * float(rng.lognormal(0, 0.3))
        weeks = _weeks(max(journey.start, FIRST_DAY), journey.end)
        lively = np.array([_level(journey, day) * _season(day) for day in weeks])
        logins = usual * lively * rng.lognormal(0, WEEKLY_SWING, len(weeks))  # shape (n_weeks,)
        counts = rng.poisson(np.stack([logins, FEATURES_A_LOGIN * logins], axis=1))  # shape (n_weeks, 2)
        for day, pair in zip(weeks, counts.tolist(), strict=True):
            at = midnight(min(day, DATA_DATE)) + timedelta(hours=16)
            for event, quantity in zip(("login", "feature"), pair, strict=True):
                yield {
                    "owner_id": company.owner_id,
                    "account_id": company.id,
                    "contact_id": None,
                    "event": event,
                    "product_id": None,
                    "at": at,
                    "quantity": quantity,
                    "created_at": at,
                }


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


USAGE = Concept("usage_event", usage_rows)
