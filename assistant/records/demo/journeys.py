"""The 24 months of each customer: the drivers of the story with their outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from assistant.records.demo.days import DATA_DATE, MONTHS, month_of, month_start
from assistant.records.demo.people.companies import Company
from assistant.records.demo.story import Story, chance
from assistant.records.demo.trade.payments import Payer, payer

TRIAL_MONTHS = 3  # nobody cancels earlier
PRICE_ROUNDS = (6, 18)  # January 2025 with January 2026
PRICE_STEPS = (0.04, 0.07, 0.10, 0.15, 0.20)


@dataclass(frozen=True, slots=True)
class Journey:
    """One customer's months, counted from `FIRST_DAY`; each tuple has `MONTHS` entries."""

    account_id: int
    payer: Payer
    start: date  # of the first subscription
    level: tuple[float, ...]  # usage, 1 is this customer's normal
    unsolved: tuple[int, ...]  # tickets opened in the month that nobody solves for weeks
    late: tuple[bool, ...]  # the month's invoice is paid late
    rise: tuple[float, ...]  # price rise taking effect, 0.1 is ten per cent
    cancelled: date | None = None

    @property
    def end(self) -> date:
        """The last day of the relation that the records can show."""
        return self.cancelled or DATA_DATE

    @property
    def in_trouble(self) -> bool:
        """Whether the latest two months look bad to an attentive account manager."""
        return self.drop(MONTHS) > 0.3 or sum(self.unsolved[-2:]) > 1

    def drop(self, month: int) -> float:
        """How far usage fell over the quarter before a month (0 to 1)."""
        return _drop(self.level, month)

    def strain(self, month: int) -> float:
        """How much there is to be unhappy about (0 to 1): fallen usage, unsolved tickets, a higher price."""
        troubles = min(sum(self.unsolved[max(month - 2, 0) : month + 1]), 2)
        dearer = sum(self.rise[max(month - 3, 0) : month + 1])
        return min(1.2 * self.drop(month) + 0.3 * troubles + 1.5 * dearer, 1.0)


def journeys(known: Sequence[Company], story: Story, rng: Generator) -> dict[int, Journey]:
    """Live through the months of every customer.

    Returns:
        A journey for each company whose standing is customer, by account id.
    """
    driven = [_drivers(company, story, rng) for company in known if company.standing == "customer"]
    return {journey.account_id: _with_outcome(journey, story, rng) for journey in driven}


def _drivers(company: Company, story: Story, rng: Generator) -> Journey:
    start = min(company.known_since + timedelta(days=int(rng.integers(14, 75))), DATA_DATE - timedelta(days=10))
    first, habits = max(month_of(start), 0), payer(company, rng)
    level, now, sliding = [1.0] * MONTHS, 1.0, False
    ticket_rate = float(rng.gamma(0.8, 0.12))
    for month in range(first, MONTHS):
        sliding = bool(rng.random() < (0.86 if sliding else 0.045))
        now = now * float(rng.uniform(0.66, 0.88)) if sliding else now + 0.12 * (1 - now) + float(rng.normal(0, 0.04))
        now = float(np.clip(now, 0.08, 1.3))
        level[month] = now
    rise = [0.0] * MONTHS
    for month in PRICE_ROUNDS:
        if month - month_of(start) >= 6 and rng.random() < 0.7:
            rise[month] = float(rng.choice(PRICE_STEPS))
    active = [month >= first for month in range(MONTHS)]
    return Journey(
        account_id=company.id,
        payer=habits,
        start=start,
        level=tuple(level),
        unsolved=tuple(int(rng.poisson(ticket_rate)) * on for on in active),
        late=tuple(
            bool(rng.random() < habits.late(_drop(level, month), story)) and on for month, on in enumerate(active)
        ),
        rise=tuple(rise),
    )


def _drop(level: Sequence[float], month: int) -> float:
    """How far usage fell over the quarter before `month` (0 to 1)."""
    return max(0.0, 1.0 - level[month - 1] / level[max(month - 4, 0)]) if month > 0 else 0.0


def hazard(journey: Journey, month: int, story: Story) -> float:
    """The log-odds of cancelling in a month, without the customer's own noise."""
    return (
        story.base
        + story.usage * _drop(journey.level, month)
        + story.unsolved * min(sum(journey.unsolved[max(month - 2, 0) : month]), 2)
        + story.late * min(sum(journey.late[max(month - 3, 0) : month]), 3)
        + story.price * 10 * sum(journey.rise[max(month - 5, 0) : month + 1])
    )


def _with_outcome(journey: Journey, story: Story, rng: Generator) -> Journey:
    own = float(rng.normal(0, 1)) * story.noise
    luck, days = rng.random(MONTHS), rng.integers(0, 28, MONTHS)  # drawn in full, whatever the story makes of them
    for month in range(_first_at_risk(journey), MONTHS):
        if luck[month] < chance(hazard(journey, month, story) + own):
            return replace(journey, cancelled=month_start(month) + timedelta(days=int(days[month])))
    return journey


def dealt_out(lived: Mapping[int, Journey], rng: Generator) -> dict[int, Journey]:
    """The same number of cancellations, with one and the same hazard for every customer in every month.

    Drawn again until as many leave; keeping the months would leave the rhythm of the year to be learnt.
    """
    leaving = sum(journey.cancelled is not None for journey in lived.values())
    exposed = sum(month_of(journey.end) - _first_at_risk(journey) + 1 for journey in lived.values())
    while True:
        dealt = {key: _by_lot(journey, leaving / exposed, rng) for key, journey in lived.items()}
        if sum(journey.cancelled is not None for journey in dealt.values()) == leaving:
            return dealt


def _by_lot(journey: Journey, hazard_a_month: float, rng: Generator) -> Journey:
    for month in range(_first_at_risk(journey), MONTHS):
        if rng.random() < hazard_a_month:
            return replace(journey, cancelled=month_start(month) + timedelta(days=int(rng.integers(0, 28))))
    return replace(journey, cancelled=None)


def _first_at_risk(journey: Journey) -> int:
    return max(month_of(journey.start) + TRIAL_MONTHS, 0)
