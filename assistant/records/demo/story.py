"""Why customers of the demo company leave, or deals are won.

Each customer lives through 24 months. In some of them usage slides, tickets stay unsolved, invoices are paid late or
the price rises; every one of these pushes the log-odds of cancelling in the months that follow:

    log-odds(cancel in month m) = base + usage * drop(m) + unsolved * tickets(m) + late * invoices(m)
                                  + price * rise(m) + noise

with `drop` the fall of the usage level over the last quarter (0 to 1), `tickets` those left unsolved over the last two
months, `invoices` those paid late over the last quarter, and `rise` the last half year's price rise in tenths.
The records show the drivers only through what a company would see: weekly logins, ticket dates, payment dates, invoice
amounts. A deal is won more often when the product fits the buyer's industry, and when its first stages went fast.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator


@dataclass(frozen=True, slots=True)
class Story:
    """Effect sizes in log-odds, beside the noise that hides them."""

    base: float = -8.0  # monthly log-odds of cancelling when all is well
    usage: float = 8.5  # for a usage level that fell to nothing within a quarter
    unsolved: float = 2.0  # for each ticket left unsolved, at most two count
    late: float = 1.4  # for each invoice paid late, at most three count
    price: float = 1.5  # for each tenth of price rise
    fit: float = 1.4  # product made for the buyer's industry, against one that is not
    speed: float = 0.9  # for a first stage one standard deviation faster than usual
    campaign: float = 1.2  # being treated, for a small business; larger ones respond half as much
    noise: float = 0.3  # standard deviation of each customer's and each deal's own log-odds
    notice: float = 0.45  # chance that a cancellation is announced in a ticket some days before
    shuffled: bool = False

    @classmethod
    def none(cls) -> Story:
        """The same numbers of cancellations, won deals and responses, dealt out at random: nothing can be learnt."""
        return replace(cls(), shuffled=True, notice=0.0)


def stream(seed: int, concept: str) -> Generator:
    """An own generator for each concept, so that a change in one leaves the others as they were."""
    return np.random.default_rng([seed, zlib.crc32(concept.encode())])


def chance(log_odds: float) -> float:
    """The probability (0 to 1) with these log-odds."""
    return float(1.0 / (1.0 + np.exp(-log_odds)))
