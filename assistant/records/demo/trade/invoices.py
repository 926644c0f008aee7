"""Bills for orders, with the monthly ones for subscriptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, MONTHS, midnight, month_of, month_start
from assistant.records.demo.journeys import Journey
from assistant.records.demo.people.companies import Company
from assistant.records.demo.trade.orders import Purchase
from assistant.records.demo.trade.payments import payer
from assistant.records.demo.trade.subscriptions import Contract

if TYPE_CHECKING:
    from assistant.records.demo.world import World

ORDER_TERM = timedelta(days=30)
MONTHLY_TERM = timedelta(days=14)
SOON = timedelta(days=2)  # from an order to its bill


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice as the other files need it."""

    number: str
    account_id: int
    order_id: int | None
    amount: float  # in `currency`
    currency: str
    issued_at: date
    due_at: date
    delay: int | None  # days from due date to payment; None: it is never paid

    @property
    def paid_at(self) -> date | None:
        """The day of payment; None while it lies after the data date."""
        if self.delay is None:
            return None
        paid = max(self.due_at + timedelta(days=self.delay), self.issued_at)
        return paid if paid <= DATA_DATE else None


def bills(world: World, rng: Generator) -> list[Bill]:
    """Write all invoices since `FIRST_DAY` in order of date, numbered within the year."""
    usual = _usual_totals(world.orders)
    monthly = [bill for contract in world.contracts for bill in _monthly(contract, world, rng)]
    single = [
        _for_order(order, usual[order.company.id], world, rng) for order in world.orders if order.status != "cancelled"
    ]
    if world.story.shuffled:
        monthly, single = _deal_out(monthly, rng), _deal_out(single, rng)
    drafts = sorted([*monthly, *single], key=lambda bill: (bill.issued_at, bill.account_id, bill.order_id or 0))
    counts: dict[int, int] = {}
    numbered = []
    for bill in drafts:
        year = bill.issued_at.year
        counts[year] = counts.get(year, 0) + 1
        numbered.append(replace(bill, number=f"INV-{year}-{counts[year]:04d}"))
    return numbered


def _usual_totals(orders: Sequence[Purchase]) -> dict[int, float]:
    """By account, the geometric mean of its orders' totals."""
    logs: dict[int, list[float]] = {}
    for order in orders:
        logs.setdefault(order.company.id, []).append(float(np.log1p(order.total)))
    return {account: float(np.exp(np.mean(values))) for account, values in logs.items()}


def _monthly(contract: Contract, world: World, rng: Generator) -> Iterator[Bill]:
    company, journey = world.company[contract.account_id], world.lived[contract.account_id]
    last = contract.cancelled_at or DATA_DATE
    for month in range(max(month_of(contract.starts_at) + 1, 0), MONTHS):
        issued = month_start(month)
        if issued <= last:
            amount, due = contract.mrr(month), issued + MONTHLY_TERM
            never = bool(rng.random() < journey.payer.never(journey.drop(month), 0.0, world.story))
            delay = _delay((due - issued).days, late=journey.late[month], never=never, rng=rng)
            yield Bill("", company.id, None, amount, company.currency, issued, due, delay)


def _for_order(order: Purchase, usual: float, world: World, rng: Generator) -> Bill:
    company = order.company
    journey = world.lived.get(company.id)
    issued = min(order.ordered_at.date() + SOON, DATA_DATE)
    size = float(np.log((order.total + 1) / usual))
    late, never = _chances(company, journey, max(month_of(issued), 0), size, world, rng)
    due = issued + ORDER_TERM
    delay = _delay(ORDER_TERM.days, late=bool(rng.random() < late), never=bool(rng.random() < never), rng=rng)
    return Bill("", company.id, order.id, order.total, company.currency, issued, due, delay)


def _chances(
    company: Company, journey: Journey | None, month: int, size: float, world: World, rng: Generator
) -> tuple[float, float]:
    """The chances (0 to 1) that a bill is paid late, that it is never paid."""
    habits = journey.payer if journey else payer(company, rng)
    drop = journey.drop(month) if journey else 0.0
    return habits.late(drop, world.story), habits.never(drop, size, world.story)


def _delay(term: int, *, late: bool, never: bool, rng: Generator) -> int | None:
    """Days from due date to payment; those who are not late pay two days after the bill came or later."""
    if never:
        return None
    return int(rng.integers(9, 56)) if late else -int(rng.integers(0, term - 1))


def _deal_out(drafts: list[Bill], rng: Generator) -> list[Bill]:
    """The same delays, on other bills."""
    return [
        replace(bill, delay=drafts[int(other)].delay)
        for bill, other in zip(drafts, rng.permutation(len(drafts)), strict=True)
    ]


def invoice_rows(world: World) -> Iterator[Row]:
    """In order of date."""
    for number, bill in enumerate(world.bills, start=1):
        yield {
            "id": number,
            "source_id": bill.number,
            "owner_id": world.company[bill.account_id].owner_id,
            "number": bill.number,
            "account_id": bill.account_id,
            "order_id": bill.order_id,
            "amount": bill.amount,
            "currency": bill.currency,
            "issued_at": bill.issued_at,
            "due_at": bill.due_at,
            "paid_at": bill.paid_at,
            "created_at": midnight(max(bill.issued_at, FIRST_DAY)),
        }


INVOICE = Concept("invoice", invoice_rows)
