"""Bills for orders, with the monthly ones for subscriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from numpy.random import Generator

from assistant.records.demo.days import DATA_DATE, FIRST_DAY, MONTHS, midnight, month_of, month_start
from assistant.records.demo.journeys import Journey
from assistant.records.demo.orders import Purchase
from assistant.records.demo.subscriptions import Contract

ORDER_TERM = timedelta(days=30)
MONTHLY_TERM = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice as the other files need it."""

    number: str
    account_id: int
    order_id: int | None
    amount: float  # USD
    issued_at: date
    due_at: date
    paid_at: date | None


def bills(
    lived: Mapping[int, Journey], signed: Sequence[Contract], bought: Sequence[Purchase], rng: Generator
) -> list[Bill]:
    """Write all invoices since `FIRST_DAY` in order of date, numbered within the year."""
    drafts = [bill for contract in signed for bill in _monthly(contract, lived[contract.account_id], rng)]
    drafts += [_for_order(order, lived.get(order.company.id), rng) for order in bought if order.status != "cancelled"]
    drafts.sort(key=lambda bill: (bill.issued_at, bill.account_id, bill.order_id or 0))
    counts: dict[int, int] = {}
    numbered = []
    for bill in drafts:
        year = bill.issued_at.year
        counts[year] = counts.get(year, 0) + 1
        numbered.append(replace(bill, number=f"INV-{year}-{counts[year]:04d}"))
    return numbered


def _monthly(contract: Contract, journey: Journey, rng: Generator) -> list[Bill]:
    last = contract.cancelled_at or DATA_DATE
    written = []
    for month in range(max(month_of(contract.starts_at) + 1, 0), MONTHS):
        issued = month_start(month)
        if issued <= last:
            due = issued + MONTHLY_TERM
            paid = _payment(issued, due, late=journey.late[month], rng=rng)
            written.append(Bill("", contract.account_id, None, contract.mrr(month), issued, due, paid))
    return written


def _for_order(order: Purchase, journey: Journey | None, rng: Generator) -> Bill:
    issued = min(order.ordered_at.date() + timedelta(days=2), DATA_DATE)
    late = bool(rng.random() < 0.05)
    if journey is not None:
        late = late or journey.late[max(month_of(issued), 0)]
    due = issued + ORDER_TERM
    return Bill("", order.company.id, order.id, order.total, issued, due, _payment(issued, due, late=late, rng=rng))


def _payment(issued: date, due: date, *, late: bool, rng: Generator) -> date | None:
    """The day of payment; None while it lies after the data date."""
    if late:
        paid = due + timedelta(days=int(rng.integers(9, 56)))
    else:
        paid = min(issued + timedelta(days=int(rng.integers(2, 1 + (due - issued).days))), due)
    return paid if paid <= DATA_DATE else None


def invoice_rows(written: Sequence[Bill], owners: Mapping[int, int]) -> list[dict[str, Any]]:
    """The invoice table."""
    return [
        {
            "id": number,
            "source_id": bill.number,
            "owner_id": owners[bill.account_id],
            "number": bill.number,
            "account_id": bill.account_id,
            "order_id": bill.order_id,
            "amount": bill.amount,
            "currency": "USD",
            "issued_at": bill.issued_at,
            "due_at": bill.due_at,
            "paid_at": bill.paid_at,
            "created_at": midnight(max(bill.issued_at, FIRST_DAY)),
        }
        for number, bill in enumerate(written, start=1)
    ]
