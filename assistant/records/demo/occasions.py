"""When customers write to support, with what kind of trouble."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.random import Generator

from assistant.records.demo.colleagues import OPENS
from assistant.records.demo.companies import Company
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, between, month_start, office_time
from assistant.records.demo.journeys import Journey
from assistant.records.demo.story import Story

TICKETS = 500
FRESH = {20: 26, 2: 30}  # so many in the last days, so that there is a queue to work on
SPAM = 11
ORDINARY = {
    "order_placing": 3.0,
    "order_status": 6.0,
    "order_change": 4.0,
    "delivery": 6.0,
    "address_change": 4.0,
    "billing": 7.0,
    "payment": 4.0,
    "refund": 4.0,
    "returns": 4.0,
    "damaged": 4.0,
    "login": 7.0,
    "account_change": 4.0,
    "plan_change": 4.0,
    "bug": 7.0,
    "outage": 2.5,
    "how_to": 8.0,
    "feature_request": 4.0,
    "sales": 3.0,
    "complaint": 2.5,
    "praise": 3.5,
    "hours": 2.0,
    "human": 2.5,
    "security": 2.5,
    "privacy": 2.5,
    "off_topic": 1.5,
    "cancellation": 1.5,
}
"""How often customers write about each topic when nothing special is going on (relative weights)."""

TROUBLE = {"bug": 6.0, "outage": 2.5, "complaint": 5.0, "billing": 3.0, "refund": 3.0, "delivery": 3.0,
           "damaged": 2.0, "human": 2.0, "login": 1.5}  # fmt: skip
BEFORE_BUYING = {"sales": 6.0, "hours": 1.5, "privacy": 0.7, "security": 0.7}
NOTICE = {"cancellation": 1.0, **{topic: weight / 1_000 for topic, weight in TROUBLE.items()}}
"""A cancellation is announced; once every such text is used up, some trouble is complained about instead."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reason to write; `company` is None for spam."""

    at: datetime
    company: Company | None
    topics: Mapping[str, float]
    stuck: bool  # nobody solves it for weeks


def occasions(known: Sequence[Company], lived: Mapping[int, Journey], story: Story, rng: Generator) -> list[Occasion]:
    """Draw 500 occasions in order of time."""
    drawn = [
        *_stuck(known, lived, rng),
        *_notices(known, lived, story, rng),
        *(_spam(rng) for _ in range(SPAM)),
        *(_ordinary(known, lived, DATA_DATE - timedelta(days=ago), rng) for ago, n in FRESH.items() for _ in range(n)),
    ]
    drawn += [_ordinary(known, lived, FIRST_DAY, rng) for _ in range(TICKETS - len(drawn))]
    return sorted(drawn, key=lambda occasion: (occasion.at, occasion.company.id if occasion.company else 0))


def _spam(rng: Generator) -> Occasion:
    return Occasion(office_time(between(FIRST_DAY, DATA_DATE, rng), rng), None, {"spam": 1.0}, False)


def _stuck(known: Sequence[Company], lived: Mapping[int, Journey], rng: Generator) -> list[Occasion]:
    found = []
    for company in known:
        journey = lived.get(company.id)
        for month, count in enumerate(journey.unsolved if journey else ()):
            for _ in range(count):
                day = month_start(month) + timedelta(days=int(rng.integers(0, 28)))
                if journey and journey.start <= day <= journey.end:
                    found.append(Occasion(_moment(day, company, rng), company, TROUBLE, True))
    return found


def _notices(
    known: Sequence[Company], lived: Mapping[int, Journey], story: Story, rng: Generator
) -> list[Occasion]:  # fmt: skip
    found = []
    for company in known:
        journey = lived.get(company.id)
        if journey and journey.cancelled and rng.random() < story.notice:
            day = max(journey.cancelled - timedelta(days=int(rng.integers(2, 12))), FIRST_DAY)
            found.append(Occasion(_moment(day, company, rng), company, NOTICE, False))
    return found


def _ordinary(
    known: Sequence[Company], lived: Mapping[int, Journey], earliest: date, rng: Generator
) -> Occasion:  # fmt: skip
    """A day drawn evenly, then one of the companies that were there on it, the larger the likelier."""
    day = between(earliest, DATA_DATE, rng)
    present = [company for company in known if _writes(company, lived.get(company.id), day)]
    weights = np.array([company.employees**0.25 * (1.0 if company.id in lived else 0.3) for company in present])
    company = present[int(rng.choice(len(present), p=weights / weights.sum()))]
    topics = ORDINARY if company.id in lived else BEFORE_BUYING
    return Occasion(_moment(day, company, rng), company, topics, False)


def _moment(day: date, company: Company, rng: Generator) -> datetime:
    """A time of that day in the company's part of the world; few people write at weekends."""
    if day.weekday() >= 5 and rng.random() < 0.7:
        day -= timedelta(days=day.weekday() - 4)
    return office_time(day, rng, opens=OPENS[company.team_id])


def _writes(company: Company, journey: Journey | None, day: date) -> bool:
    if journey is None:
        return company.known_since <= day
    return journey.start <= day <= journey.end
