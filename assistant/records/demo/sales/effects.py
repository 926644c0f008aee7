"""What being written to does to a customer, who may buy more for it, as much, or less.

    log-odds(buys within six weeks) = QUIET + 0.7 * recent + treated * campaign * effect(customer)

Small companies react most. Whoever ordered within a month feels pestered; whoever did within half a year is glad to
be reminded. A contact whose consent is older than two years is put off, at a large company most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.records.demo.story import Story, chance

QUIET = -2.2  # of buying within the campaign's six weeks without being contacted
RECENT_DAYS = 180
JUST_BOUGHT_DAYS = 30
OLD_CONSENT_DAYS = 730
BY_SEGMENT = {"Small": 1.5, "Mid-market": 0.6, "Enterprise": 0.0}


@dataclass(frozen=True, slots=True)
class Addressee:
    """What the records show of a contact on the day of a campaign."""

    segment: str
    days_since_order: int | None  # of the account; None: it never ordered
    consent_days: int  # since the contact became known

    def effect(self) -> float:
        """Log-odds that the treatment adds, below 0 where it does harm."""
        size = BY_SEGMENT[self.segment]
        if self.days_since_order is not None and self.days_since_order <= JUST_BOUGHT_DAYS:
            size -= 1.0
        elif self.days_since_order is not None and self.days_since_order <= RECENT_DAYS:
            size += 0.4
        if self.consent_days > OLD_CONSENT_DAYS:
            size -= 1.2
        return size

    def chances(self, story: Story) -> tuple[float, float]:
        """The chances (0 to 1) of buying without the treatment, with it."""
        recent = self.days_since_order is not None and self.days_since_order <= RECENT_DAYS
        log_odds = QUIET + 0.7 * recent
        return chance(log_odds), chance(log_odds + story.campaign * self.effect())


def worth(employees: int, luck: float) -> float:
    """What such a purchase comes to in USD, `luck` drawn from a standard normal distribution."""
    return round(float(np.sqrt(employees) * np.exp(4.2 + 0.5 * luck)), 2)
