"""What being written to does to a customer, who may buy more for it, as much, or less.

    log-odds(buys within six weeks) = QUIET + 0.7 * recent + treated * campaign * effect(customer)

Small companies react most, large ones hardly. Whoever ordered within the week feels pestered; whoever did within six
weeks is glad to be reminded. A contact whose consent is older than thirty months is put off.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.records.demo.story import Story, chance

QUIET = -2.2  # of buying within the campaign's six weeks without being contacted
RECENT_DAYS = 42
JUST_BOUGHT_DAYS = 7
OLD_CONSENT_DAYS = 900
BY_SEGMENT = {"Small": 1.5, "Mid-market": 0.7, "Enterprise": 0.0}
PESTERED, REMINDED, PUT_OFF = -1.0, 0.4, -1.1


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
            size += PESTERED
        elif self.days_since_order is not None and self.days_since_order <= RECENT_DAYS:
            size += REMINDED
        if self.consent_days > OLD_CONSENT_DAYS:
            size += PUT_OFF
        return size

    def chances(self, story: Story) -> tuple[float, float]:
        """The chances (0 to 1) of buying without the treatment, with it."""
        recent = self.days_since_order is not None and self.days_since_order <= RECENT_DAYS
        log_odds = QUIET + 0.7 * recent
        return chance(log_odds), chance(log_odds + story.campaign * self.effect())


def worth(employees: int, luck: float) -> float:
    """What such a purchase comes to in USD, `luck` drawn from a standard normal distribution."""
    return round(float(np.sqrt(employees) * np.exp(4.2 + 0.5 * luck)), 2)
