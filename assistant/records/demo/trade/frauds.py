"""The few orders that somebody places with a stolen login.

Each shows two to four signs: a contact who was added hours or days before, an hour at which nobody there works,
far more dear devices than the account ever buys, far more articles than usual. Honest orders show each of the signs
as well, though seldom two at once. Nothing in the records names a fraud.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from numpy.random import Generator

from assistant.records.demo.days import FIRST_DAY, between
from assistant.records.demo.journeys import Journey
from assistant.records.demo.people.companies import Company

SIGN = 0.45  # chance of each sign; fewer than two are drawn again
FEWEST_SIGNS = 2


@dataclass(frozen=True, slots=True)
class Attempt:
    """A fraud with its signs."""

    account_id: int
    day: date
    newcomer: bool  # ordered by a contact made up for it
    night: bool
    dear: bool  # many of the dearest devices
    crowd: bool  # many articles


def attempts(companies: Sequence[Company], lived: Mapping[int, Journey], count: int, rng: Generator) -> list[Attempt]:
    """Draw so many frauds against customers who have been there for two months, in order of time."""
    victims = [
        lived[company.id]
        for company in companies
        if company.id in lived and (lived[company.id].end - max(lived[company.id].start, FIRST_DAY)).days > 90
    ]
    drawn = []
    for _ in range(count):
        victim = victims[int(rng.integers(len(victims)))]
        day = between(max(victim.start, FIRST_DAY) + timedelta(days=60), victim.end, rng)
        signs = rng.random(4) < SIGN
        while signs.sum() < FEWEST_SIGNS:
            signs = rng.random(4) < SIGN
        drawn.append(Attempt(victim.account_id, day, *(bool(sign) for sign in signs)))
    return sorted(drawn, key=lambda attempt: (attempt.day, attempt.account_id))
