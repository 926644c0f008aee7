"""Why things happen at the demo company, with how strongly each cause works.

Each customer lives through 24 months. In some of them usage slides, tickets stay unsolved, invoices are paid late or
the price rises; every one of these pushes the log-odds of cancelling in the months that follow:

    log-odds(cancel in month m) = base + usage * drop(m) + unsolved * tickets(m) + late * invoices(m)
                                  + price * rise(m) + noise

with `drop` the fall of the usage level over the last quarter (0 to 1), `tickets` those left unsolved over the last two
months, `invoices` those paid late over the last quarter, and `rise` the last half year's price rise in tenths.
The records show the drivers only through what a company would see: weekly logins, ticket dates, payment dates, invoice
amounts. The other causes stand beside what they drive: `sales/deals.py`, `sales/campaigns.py`, `trade/payments.py`,
`trade/baskets.py`, `trade/buying.py`, `trade/frauds.py`, `desk/incident.py`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator


@dataclass(frozen=True, slots=True)
class Story:
    """Effect sizes, in log-odds where nothing else is said, beside the noise that hides them."""

    # who leaves
    base: float = -8.0  # monthly log-odds of cancelling when all is well
    usage: float = 8.5  # for a usage level that fell to nothing within a quarter
    unsolved: float = 2.0  # for each ticket left unsolved, at most two count
    late: float = 1.4  # for each invoice paid late, at most three count
    price: float = 1.5  # for each tenth of price rise
    notice: float = 0.45  # chance (0 to 1) that a cancellation is announced in a ticket some days before
    thin: float = 0.1  # share (0 to 1) of the customers who came so lately that little is known of them

    # which deals are won
    fit: float = 1.4  # product made for the buyer's industry, against one that is not
    speed: float = 0.9  # for first stages one standard deviation faster than usual
    champion: float = 0.6  # the account's main contact leads the deal
    discount: float = 0.4  # for each tenth off the list price

    # who answers a campaign, who pays, who cheats
    campaign: float = 1.0  # factor on the effects of being written to, which differ by customer
    credit: float = 1.0  # factor on what makes an account pay late or never
    fraud: float = 0.004  # share (0 to 1) of the orders placed with a stolen login

    # what is bought when
    taste: float = 1.0  # factor on how much accounts differ in what they use the products for
    loyalty: float = 1.1  # shape of the gamma distribution of buying rates: the lower, the less alike are customers
    dropout: float = 0.004  # chance (0 to 1) after each order that it was the last one
    season: float = 1.0  # factor on the swing over the year; 0: every month is alike
    trend: float = 0.35  # log growth of orders a year

    # what is written
    mood: float = 1.0  # how closely words follow the state of the customer; 0: not at all
    incident: float = 1.0  # factor on the trouble that one bad production run of one product causes

    noise: float = 0.3  # standard deviation of each customer's and each deal's own log-odds
    shuffled: bool = False  # outcomes are dealt out by lot

    @classmethod
    def none(cls) -> Story:
        """The same numbers of outcomes, dealt out at random: nothing can be learnt.

        Cancellations, won deals, responses, payments, what is bought by whom when, moods, frauds: each keeps its
        frequency and loses its causes.
        """
        return replace(cls(), shuffled=True, notice=0.0, taste=0.0, loyalty=50.0, dropout=0.0, season=0.0, incident=0.0)


def stream(seed: int, concept: str) -> Generator:
    """An own generator for each concept, so that a change in one leaves the others as they were."""
    return np.random.default_rng([seed, zlib.crc32(concept.encode())])


def chance(log_odds: float) -> float:
    """The probability (0 to 1) with these log-odds."""
    return float(1.0 / (1.0 + np.exp(-log_odds)))
