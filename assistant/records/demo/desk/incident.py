"""The bad update: from one day on the humidity that one sensor shows drifts, and everybody says so.

Tickets about it multiply and grow sour, the reviews of it and the posts about it turn; some weeks later a correction
comes out, and the wave slowly ebbs. Until that day the sensor was liked as much as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.desk.shelf import Text
from assistant.records.demo.people.companies import Company
from assistant.records.demo.trade.orders import Purchase
from assistant.records.demo.trade.products import PRODUCTS, Product

PRODUCT: Product = PRODUCTS[0]
DAY = date(2026, 4, 7)  # the update goes out
CORRECTION = "4.2.1"  # the version that mends it; before it is announced nobody speaks of it
ANNOUNCED = date(2026, 5, 1)
SHARE = 0.03  # of all tickets at a factor of 1
EBB = 32.0  # days in which the wave falls to a third
TOPICS = {"incident": 8.0, "bug": 0.6, "returns": 0.6, "refund": 0.6, "complaint": 0.6}
MOOD = -1.2  # of those who write about it
SOURED = 0.85  # share of what is said in public about the product that is bad once it began, at a factor of 1


@dataclass(frozen=True, slots=True)
class Victim:
    """A company that owns the product and writes about it."""

    company: Company
    day: date


def victims(orders: Sequence[Purchase], count: int, rng: Generator) -> list[Victim]:
    """Draw who complains when: companies that bought the product within the year before, in order of drawing."""
    since = DAY - timedelta(days=365)
    owners = [
        order.company
        for order in orders
        if since <= order.ordered_at.date() < DAY and any(line.product == PRODUCT for line in order.lines)
    ]
    if not owners:
        return []
    length = (DATA_DATE - DAY).days
    days = np.minimum(rng.exponential(EBB, count), length).astype(int)
    return [Victim(owners[int(rng.integers(len(owners)))], DAY + timedelta(days=int(day))) for day in days]


def timely(text: Text, day: date) -> bool:
    """Whether a text could be written on a day, as far as the incident is concerned."""
    return text.topic != "incident" or (CORRECTION in text.text) <= (day >= ANNOUNCED)


def soured(product_id: int | None, day: date, factor: float, rng: Generator) -> bool:
    """Whether a public word about a product on a day is a bad one because of the incident."""
    return product_id == PRODUCT.id and day >= DAY and bool(rng.random() < min(SOURED * factor, 1.0))
