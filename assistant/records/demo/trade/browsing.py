"""What people look at in the shop, put into the cart, keep as a favourite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.days import FIRST_DAY, NOW, midnight
from assistant.records.demo.people.companies import Company
from assistant.records.demo.trade.baskets import USES
from assistant.records.demo.trade.products import PRODUCTS

if TYPE_CHECKING:
    from assistant.records.demo.trade.orders import Purchase
    from assistant.records.demo.world import World

LOOKED_AT = 0.55  # share of the articles bought that were looked at before
IN_CART = 0.5  # share of those that lay in the cart for a while
KEPT = 0.06  # share of those that became favourites
LEFT = 0.5  # articles looked at without being bought, for each order
LEFT_IN_CART = 0.3  # share of those that lay in the cart
AT_RANDOM = 0.25  # share of those that have nothing to do with the order
KIN = {key: [other for use in USES if key in use.articles for other in use.articles] for key in range(1, 37)}
"""By product id, the articles that serve the same uses."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One thing somebody did with one product in the shop."""

    company: Company
    contact_id: int
    event: str  # view | cart | favourite
    product_id: int
    at: datetime
    quantity: int


def glances(world: World, rng: Generator) -> Iterator[Glance]:
    """Order by order: what led to it, what was looked at besides."""
    for order in world.orders:
        if order.forged:
            continue
        earliest = _earliest(order, world)
        for line in order.lines:
            if rng.random() < LOOKED_AT:
                yield from _looked(order, line.product.id, IN_CART, earliest, rng)
        for _ in range(int(rng.poisson(LEFT))):
            kin = KIN[order.lines[0].product.id]
            strange = rng.random() < AT_RANDOM or not kin
            product = PRODUCTS[int(rng.integers(len(PRODUCTS)))].id if strange else kin[int(rng.integers(len(kin)))]
            yield from _looked(order, product, LEFT_IN_CART, earliest, rng)


def _earliest(order: Purchase, world: World) -> datetime:
    """When the buyer could have looked at anything first."""
    journey, since = world.lived.get(order.company.id), world.directory[order.contact_id].since
    return midnight(max(FIRST_DAY, since, journey.start if journey else since))


def _looked(
    order: Purchase, product_id: int, carted: float, earliest: datetime, rng: Generator
) -> Iterator[Glance]:  # fmt: skip
    at = max(order.ordered_at - timedelta(minutes=int(rng.exponential(4_000)) + 5), earliest)
    at = min(at, order.ordered_at - timedelta(minutes=2), NOW)
    luck, views = rng.random(2), 1 + int(rng.poisson(0.7))
    yield Glance(order.company, order.contact_id, "view", product_id, at, views)
    if luck[0] < carted:
        yield Glance(order.company, order.contact_id, "cart", product_id, at + timedelta(seconds=40), 1)
    if luck[1] < KEPT:
        yield Glance(order.company, order.contact_id, "favourite", product_id, at + timedelta(seconds=20), 1)
