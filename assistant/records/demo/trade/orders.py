"""Purchases: what won deals brought in, reorders, a few frauds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, NOW, midnight
from assistant.records.demo.people.colleagues import OPENS
from assistant.records.demo.people.companies import Company
from assistant.records.demo.trade.baskets import Baskets, Line
from assistant.records.demo.trade.frauds import Attempt
from assistant.records.demo.trade.products import DEVICES

if TYPE_CHECKING:
    from assistant.records.demo.world import World

FIRST_NUMBER = 10_400
IN_THE_EVENING, AT_NIGHT = 0.06, 0.015  # share of honest orders
IN_BULK = 0.02  # share of honest orders that are some times as large
SETTLING_IN = 9  # days in which a new contact places most of the orders
DEAR = [product for product in DEVICES if product.list_price > 500]


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order as the other files need it."""

    id: int
    company: Company
    contact_id: int
    ordered_at: datetime
    status: str  # processing | shipped | delivered | returned | cancelled
    lines: tuple[Line, ...]
    forged: bool  # never stored

    @property
    def number(self) -> str:
        """What customers quote, such as PW-10401."""
        return f"PW-{FIRST_NUMBER + self.id}"

    @property
    def total(self) -> float:
        """The sum of all lines in the company's currency."""
        return round(sum(line.value for line in self.lines), 2)


@dataclass(frozen=True, slots=True)
class _Draft:
    at: datetime
    company: Company
    lines: tuple[Line, ...]
    attempt: Attempt | None = None


def purchases(world: World, rng: Generator) -> list[Purchase]:
    """Draw the orders in order of time."""
    drafts = [*_of_deals(world, rng), *_frauds(world, rng)]
    drafts += _reorders(world, rng)
    drafts.sort(key=lambda draft: (draft.at, draft.company.id))
    return [_purchase(number, draft, world, rng) for number, draft in enumerate(drafts, start=1)]


def _of_deals(world: World, rng: Generator) -> Iterator[_Draft]:
    for deal in world.deals:
        if deal.is_won and deal.product.series != "Perch":
            day = min(deal.close_date + timedelta(days=int(rng.integers(0, 4))), DATA_DATE)
            line = Line(deal.product, deal.quantity, deal.discount, deal.company.currency)
            yield _Draft(_moment(day, deal.company, rng), deal.company, (line,))


def _reorders(world: World, rng: Generator) -> Iterator[_Draft]:
    baskets = Baskets(world.story)
    for habit in world.habits:
        company, liked = world.company[habit.account_id], world.tastes[habit.account_id]
        for day in habit.days:
            lines = baskets.fill(company, liked, day.month - 1, rng)
            if rng.random() < IN_BULK:
                times = int(rng.integers(2, 9))
                lines = tuple(replace(line, quantity=times * line.quantity) for line in lines)
            yield _Draft(_moment(day, company, rng), company, lines)


def _frauds(world: World, rng: Generator) -> Iterator[_Draft]:
    tastes, baskets = world.tastes, Baskets(world.story)
    for attempt in world.attempts:
        company = world.company[attempt.account_id]
        if attempt.day > world.lived[company.id].end:  # it left earlier than the story has it
            continue
        lines = baskets.fill(company, tastes[company.id], attempt.day.month - 1, rng)
        if attempt.crowd:
            pool = rng.permutation(len(DEVICES))[: int(rng.integers(4, 8))]
            lines = tuple(_device(int(index), company, rng) for index in sorted(pool))
        if attempt.dear:
            dear, often = DEAR[int(rng.integers(len(DEAR)))], int(company.employees**0.3 * rng.uniform(0.6, 3)) + 2
            lines = (*(line for line in lines if line.product != dear), Line(dear, often, 0.0, company.currency))
        yield _Draft(_moment(attempt.day, company, rng, at_night=attempt.night), company, lines, attempt)


def _device(index: int, company: Company, rng: Generator) -> Line:
    return Line(DEVICES[index], 1 + int(rng.integers(0, 6)), 0.0, company.currency)


def _moment(day: date, company: Company, rng: Generator, *, at_night: bool = False) -> datetime:
    """A time of that day in the company's part of the world, in the office mostly."""
    hour, luck = float(rng.uniform(0, 9.5)), rng.random()
    if at_night or luck < AT_NIGHT:
        hour = float(
            rng.uniform(16.5, 20.5)
        )  # after an office opened at eight: from half past midnight to half past four
    elif luck < IN_THE_EVENING + AT_NIGHT:
        hour = float(rng.uniform(9.5, 14))
    at = midnight(day) + timedelta(seconds=int(3600 * (OPENS[company.team_id] + hour)))
    return min(at, NOW - timedelta(minutes=int(rng.integers(5, 400))))


def _purchase(number: int, draft: _Draft, world: World, rng: Generator) -> Purchase:
    day, company = draft.at.date(), draft.company
    known = world.directory.known_at(company.id, day)
    latest, luck = known[-1], rng.random()
    buyer = known[0] if luck < 0.5 else known[int(rng.integers(len(known)))]
    settling_in = (day - latest.since).days <= SETTLING_IN and luck < 0.6
    if settling_in or (draft.attempt and draft.attempt.newcomer):
        buyer = latest
    return Purchase(
        id=number,
        company=company,
        contact_id=buyer.id,
        ordered_at=draft.at,
        status=_status(day, rng),
        lines=draft.lines,
        forged=draft.attempt is not None,
    )


def _status(day: date, rng: Generator) -> str:
    age, luck = (DATA_DATE - day).days, rng.random()
    if age < 4:
        return "processing"
    if age < 10:
        return "shipped"
    return "delivered" if luck < 0.95 else "returned" if luck < 0.98 else "cancelled"


def order_rows(world: World) -> Iterator[Row]:
    """In order of time."""
    for order in world.orders:
        yield {
            "id": order.id,
            "source_id": order.number,
            "owner_id": order.company.owner_id,
            "number": order.number,
            "account_id": order.company.id,
            "contact_id": order.contact_id,
            "ordered_at": order.ordered_at,
            "status": order.status,
            "total": order.total,
            "currency": order.company.currency,
            "created_at": order.ordered_at,
        }


def item_rows(world: World) -> Iterator[Row]:
    """Order by order."""
    number = 0
    for order in world.orders:
        for line in order.lines:
            number += 1
            yield {
                "id": number,
                "owner_id": order.company.owner_id,
                "order_id": order.id,
                "product_id": line.product.id,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "discount": line.discount,
                "created_at": order.ordered_at,
            }


ORDER = Concept("order", order_rows)
ORDER_ITEM = Concept("order_item", item_rows)
