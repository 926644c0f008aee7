"""On which days each customer orders.

Customers buy at their own rate, gamma distributed, larger ones more often; after each order there is a small chance
that it was the last one (the model known as BG/NBD). The year swings with what they use the products for, orders grow
from year to year, hardly anybody orders at the weekend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from assistant.records.demo.days import DAYS, FIRST_DAY
from assistant.records.demo.journeys import Journey
from assistant.records.demo.people.companies import Company
from assistant.records.demo.story import Story
from assistant.records.demo.trade.baskets import SEASONS

SIZE = 0.4  # exponent of the number of employees in the buying rate
NEVER = 10**6  # orders
BY_WEEKDAY = np.array([1.2, 1.2, 1.1, 1.1, 0.9, 0.1, 0.08])
CALENDAR = [FIRST_DAY + timedelta(days=day) for day in range(DAYS)]
_MONTHS = np.array([day.month - 1 for day in CALENDAR])  # shape (DAYS,)
_WEEKDAYS = np.array([day.weekday() for day in CALENDAR])  # shape (DAYS,)


@dataclass(frozen=True, slots=True)
class Habit:
    """How one customer orders; never stored."""

    account_id: int
    orders_a_year: float  # expected over the last year, had it gone on all of it
    stopped: date | None  # the day of its last order ever, when it dropped out before the end
    days: tuple[date, ...]  # of its orders, in order


@dataclass(frozen=True, slots=True)
class _Buyer:
    company: Company
    first: int  # day counted from `FIRST_DAY`
    pace: NDArray[np.float64]  # shape (days until the end,), cumulative expected orders at rate 1
    yearly: float  # expected orders of the last year at rate 1
    rate: float
    most: int  # orders until it drops out


def habits(
    companies: Sequence[Company],
    lived: Mapping[int, Journey],
    tastes: Mapping[int, NDArray[np.float64]],
    count: int,
    story: Story,
    rng: Generator,
) -> list[Habit]:
    """Draw about so many orders, customer by customer.

    Args:
        companies: All companies; only customers order.
        lived: Their journeys: nobody orders before the start or after the end.
        tastes: By account id, the part of each use.
        count: How many orders to expect.
        story: Loyalty, dropout, season, trend.
        rng: Draws everything.
    """
    daily = _days(story)
    buyers = [
        _buyer(company, lived[company.id], daily @ tastes[company.id], story, rng)
        for company in companies
        if company.id in lived
    ]
    factor = _factor(buyers, count)
    return [_habit(buyer, factor, rng) for buyer in buyers]


def _days(story: Story) -> NDArray[np.float64]:
    """How lively each day is for each use: float64, shape (DAYS, n_uses)."""
    growth = np.exp(story.trend * np.arange(DAYS) / 365)
    return np.asarray((SEASONS[:, _MONTHS] ** story.season * growth * BY_WEEKDAY[_WEEKDAYS]).T)


def _buyer(
    company: Company, journey: Journey, lively: NDArray[np.float64], story: Story, rng: Generator
) -> _Buyer:  # fmt: skip
    first = max((journey.start - FIRST_DAY).days, 0)
    rate = company.employees**SIZE * float(rng.gamma(story.loyalty)) / story.loyalty
    most = int(rng.geometric(story.dropout)) if story.dropout else NEVER
    pace = np.cumsum(lively[first : (journey.end - FIRST_DAY).days + 1])
    return _Buyer(company, first, pace, float(lively[-365:].sum()), rate, most)


def _factor(buyers: Sequence[_Buyer], count: int) -> float:
    """What all rates are to be multiplied with so that about so many orders come together."""
    exposure = np.array([buyer.rate * buyer.pace[-1] for buyer in buyers])
    most = np.array([buyer.most for buyer in buyers])
    low, high = 0.0, count * 100 / float(exposure.sum())
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.minimum(middle * exposure, most).sum() < count else (low, middle)
    return high


def _habit(buyer: _Buyer, factor: float, rng: Generator) -> Habit:
    orders = int(rng.poisson(factor * buyer.rate * buyer.pace[-1]))
    days = np.sort(np.searchsorted(buyer.pace, rng.random(orders) * buyer.pace[-1], side="right"))
    kept = tuple(CALENDAR[buyer.first + int(day)] for day in days[: buyer.most])
    stopped = kept[-1] if orders >= buyer.most else None
    return Habit(buyer.company.id, factor * buyer.rate * buyer.yearly, stopped, kept)
