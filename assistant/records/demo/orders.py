"""Purchases of hardware: what won deals brought in, with later reorders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.random import Generator

from assistant.records.demo.companies import Company
from assistant.records.demo.contacts import Person
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, between, office_time
from assistant.records.demo.deals import Opportunity
from assistant.records.demo.journeys import Journey
from assistant.records.demo.products import HARDWARE, Product

ORDERS = 1200
FIRST_NUMBER = 10_400


@dataclass(frozen=True, slots=True)
class Line:
    """One article of an order."""

    product: Product
    quantity: int
    discount: float  # 0 to 1

    @property
    def value(self) -> float:
        """USD after discount."""
        return round(self.quantity * self.product.list_price * (1 - self.discount), 2)


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order as the other files need it."""

    id: int
    company: Company
    contact_id: int
    ordered_at: datetime
    status: str  # processing | shipped | delivered | returned | cancelled
    lines: tuple[Line, ...]

    @property
    def number(self) -> str:
        """What customers quote, such as PW-10401."""
        return f"PW-{FIRST_NUMBER + self.id}"

    @property
    def total(self) -> float:
        """USD over all lines."""
        return round(sum(line.value for line in self.lines), 2)


@dataclass(frozen=True, slots=True)
class _Draft:
    day: date
    company: Company
    lines: tuple[Line, ...]


def purchases(
    known: Sequence[Company],
    contacts: Sequence[Person],
    lived: Mapping[int, Journey],
    deals: Sequence[Opportunity],
    rng: Generator,
) -> list[Purchase]:
    """Draw the orders in order of time."""
    drafts = [
        _Draft(
            min(deal.close_date + timedelta(days=int(rng.integers(0, 4))), DATA_DATE),
            deal.company,
            (Line(deal.product, deal.quantity, deal.discount),),
        )
        for deal in deals
        if deal.is_won and deal.product.series != "Perch"
    ]
    customers = [company for company in known if company.id in lived]
    weights = np.array([company.employees**0.4 * (lived[company.id].end - FIRST_DAY).days for company in customers])
    for chosen in rng.choice(len(customers), size=ORDERS - len(drafts), p=weights / weights.sum()):
        company = customers[int(chosen)]
        journey = lived[company.id]
        day = between(max(journey.start, FIRST_DAY), journey.end, rng)
        drafts.append(_Draft(day, company, _basket(company, rng)))
    drafts.sort(key=lambda draft: (draft.day, draft.company.id))
    by_account: dict[int, list[Person]] = {}
    for person in contacts:
        by_account.setdefault(person.account_id, []).append(person)
    return [
        Purchase(
            id=number,
            company=draft.company,
            contact_id=by_account[draft.company.id][int(rng.integers(len(by_account[draft.company.id])))].id,
            ordered_at=office_time(draft.day, rng),
            status=_status(draft.day, rng),
            lines=draft.lines,
        )
        for number, draft in enumerate(drafts, start=1)
    ]


def _basket(company: Company, rng: Generator) -> tuple[Line, ...]:
    """One to three articles, rather those made for the industry; more in larger companies."""
    likely = np.array([2.5 if company.industry in product.suits else 1.0 for product in HARDWARE])
    count = int(rng.choice((1, 2, 3), p=(0.6, 0.3, 0.1)))
    lines = []
    for chosen in sorted(rng.choice(len(HARDWARE), size=count, replace=False, p=likely / likely.sum())):
        product = HARDWARE[int(chosen)]
        usual = company.employees**0.3 * (1.0 if product.series == "Finch" else 0.2)
        discount = float(rng.choice((0.0, 0.05, 0.1), p=(0.7, 0.2, 0.1)))
        lines.append(Line(product, max(1, round(usual * float(rng.lognormal(0, 0.6)))), discount))
    return tuple(lines)


def _status(day: date, rng: Generator) -> str:
    age = (DATA_DATE - day).days
    if age < 4:
        return "processing"
    if age < 10:
        return "shipped"
    return str(rng.choice(("delivered", "returned", "cancelled"), p=(0.95, 0.03, 0.02)))


def order_rows(bought: Sequence[Purchase]) -> list[dict[str, Any]]:
    """The order table."""
    return [
        {
            "id": order.id,
            "source_id": order.number,
            "owner_id": order.company.owner_id,
            "number": order.number,
            "account_id": order.company.id,
            "contact_id": order.contact_id,
            "ordered_at": order.ordered_at,
            "status": order.status,
            "total": order.total,
            "currency": "USD",
            "created_at": order.ordered_at,
        }
        for order in bought
    ]


def item_rows(bought: Sequence[Purchase]) -> list[dict[str, Any]]:
    """The order item table."""
    lines = [(order, line) for order in bought for line in order.lines]
    return [
        {
            "id": number,
            "owner_id": order.company.owner_id,
            "order_id": order.id,
            "product_id": line.product.id,
            "quantity": line.quantity,
            "unit_price": line.product.list_price,
            "discount": line.discount,
            "created_at": order.ordered_at,
        }
        for number, (order, line) in enumerate(lines, start=1)
    ]
