"""What a customer can mention on a given day: orders, invoices, products, names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from numpy.random import Generator

from assistant.records.demo.colleagues import COLLEAGUES
from assistant.records.demo.companies import Company
from assistant.records.demo.contacts import Person
from assistant.records.demo.days import midnight
from assistant.records.demo.invoices import Bill
from assistant.records.demo.orders import Purchase
from assistant.records.demo.products import HARDWARE
from assistant.records.demo.subscriptions import Contract

MONTHS = {
    "": "January February March April May June July August September October November December",
    "_de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "_fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "_es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}

SERIAL = {product.name: product.sku.replace("-", "")[:3] for product in HARDWARE}
"""How the serial numbers of each product begin."""


class Details:
    """Slot values out of the records that existed when somebody wrote."""

    def __init__(self, bought: Sequence[Purchase], written: Sequence[Bill], signed: Sequence[Contract]) -> None:
        self._orders: dict[int, list[Purchase]] = {}
        self._bills: dict[int, list[Bill]] = {}
        self._contracts: dict[int, list[Contract]] = {}
        for order in bought:
            self._orders.setdefault(order.company.id, []).append(order)
        for bill in written:
            self._bills.setdefault(bill.account_id, []).append(bill)
        for contract in signed:
            self._contracts.setdefault(contract.account_id, []).append(contract)

    def on(self, company: Company, person: Person, at: datetime, rng: Generator) -> dict[str, str]:
        """Values by slot; a slot without a record behind it (no order yet) is missing."""
        finch, heron = HARDWARE[int(rng.integers(0, 3))], HARDWARE[int(rng.integers(3, 6))]
        values = {
            "first_name": person.first_name,
            "full_name": person.name,
            "email": person.email,
            "phone": person.phone,
            "title": person.title,
            "company": company.name,
            "city": company.city,
            "agent": _first_name(company.support_id),
            "rep": COLLEAGUES[company.owner_id - 1].name,
            "product": (finch, heron)[int(rng.integers(2))].name,
            "sensor": finch.name,
            "gateway": heron.name,
            "quantity": str(int(rng.integers(2, 31))),
            **_spoken("date", at.date() - timedelta(days=int(rng.integers(1, 9)))),
            "ref": f"{int(rng.integers(100_000, 999_999))}",
        }
        order = self._last_order(company.id, at, rng)
        digits = int(rng.integers(10_000, 99_999))
        if order is not None:
            bought = order.lines[0].product
            values |= {"order_number": order.number, **_spoken("order_date", order.ordered_at.date())}
            values |= {"product": bought.name, "sensor" if bought.series == "Finch" else "gateway": bought.name}
            values |= {"quantity": str(order.lines[0].quantity)}
        bill = self._last_bill(company.id, at.date(), rng)
        if bill is not None:
            values |= {"invoice_number": bill.number, "amount": f"{bill.amount:,.2f}"}
            values |= _spoken("due_date", bill.due_at)
        values["serial"] = f"{SERIAL[values['sensor']]}-{digits}"
        plans = [contract.plan.name for contract in self._contracts.get(company.id, ()) if _runs(contract, at)]
        if plans:
            values["plan"] = plans[0]
        return values

    def _last_order(self, account_id: int, at: datetime, rng: Generator) -> Purchase | None:
        orders = self._orders.get(account_id, [])
        count = bisect_right([order.ordered_at for order in orders], at)
        return orders[max(0, count - 1 - int(rng.integers(0, 2)))] if count else None

    def _last_bill(self, account_id: int, day: date, rng: Generator) -> Bill | None:
        written = self._bills.get(account_id, [])
        count = bisect_right([bill.issued_at for bill in written], day)
        return written[max(0, count - 1 - int(rng.integers(0, 3)))] if count else None


def _first_name(user_id: int) -> str:
    return COLLEAGUES[user_id - 1].name.split()[0]


def _runs(contract: Contract, at: datetime) -> bool:
    return midnight(contract.starts_at) <= at


def _spoken(slot: str, day: date) -> dict[str, str]:
    """A date as people write it, such as 14 May; slots for other languages end in _de, _fr, _es."""
    return {
        slot + ending: words.format(day=day.day, month=MONTHS[ending].split()[day.month - 1])
        for ending, words in (
            ("", "{day} {month}"),
            ("_de", "{day}. {month}"),
            ("_fr", "{day} {month}"),
            ("_es", "{day} de {month}"),
        )
    }
