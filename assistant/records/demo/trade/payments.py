"""Who pays an invoice late, or never.

    log-odds(late)  = LATE + credit * risk + 0.8 * drop + own habit
    log-odds(never) = NEVER + credit * (1.2 * risk + 0.7 * size + 1.5 * drop) + own habit

with `risk` out of the account's record (founded lately, small, a trade that lives from hand to mouth), `size` the log
of the amount over what the account usually pays, `drop` how far its usage fell over the last quarter.
"""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from assistant.records.demo.people.companies import Company
from assistant.records.demo.story import Story, chance

LATE, NEVER = -3.3, -6.6
HAND_TO_MOUTH = frozenset({"Hospitality", "Retail", "Agriculture", "Food & Beverage"})
YOUNG = 2008  # founded then or later
HABIT = 0.5  # standard deviation of what the record does not show
MEASURED_DROP = 0.8


@dataclass(frozen=True, slots=True)
class Payer:
    """How one account pays."""

    risk: float
    habit: float

    def late(self, drop: float, story: Story) -> float:
        """The chance (0 to 1) that an invoice is paid late, after usage fell by `drop` (0 to 1)."""
        return chance(LATE + story.credit * self.risk + MEASURED_DROP * drop + self.habit)

    def never(self, drop: float, size: float, story: Story) -> float:
        """The chance (0 to 1) that an invoice is not paid at all; `size` is the log of its amount over the usual."""
        return chance(NEVER + story.credit * (1.2 * self.risk + 0.7 * size + 1.5 * drop) + self.habit)


def payer(company: Company, rng: Generator) -> Payer:
    """The account's habits."""
    risk = (
        1.2 * (company.founded_year >= YOUNG)
        + 0.8 * (company.segment == "Small")
        + 0.8 * (company.industry in HAND_TO_MOUTH)
    )
    return Payer(risk, float(rng.normal(0, HABIT)))
