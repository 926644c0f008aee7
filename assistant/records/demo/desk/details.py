"""What a customer can mention on a given day: orders, invoices, products, names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from numpy.random import Generator

from assistant.records.demo.days import midnight
from assistant.records.demo.money import SIGNS
from assistant.records.demo.people.colleagues import Staff
from assistant.records.demo.people.companies import Company
from assistant.records.demo.people.contacts import Person
from assistant.records.demo.trade.invoices import Bill
from assistant.records.demo.trade.orders import Purchase
from assistant.records.demo.trade.products import BY_ID, DEVICES, GATEWAYS, SENSORS
from assistant.records.demo.trade.subscriptions import Contract

MONTHS = {
    "": "January February March April May June July August September October November December",
    "_de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "_fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "_it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "_pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "_es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}

SERIAL = {product.name: product.sku.replace("-", "")[:3] for product in DEVICES[:6]}
"""How the serial numbers of the devices begin that customers write about."""


class Details:
    """Slot values out of the records that existed when somebody wrote."""

    def __init__(
        self, bought: Sequence[Purchase], written: Sequence[Bill], signed: Sequence[Contract], staff: Staff
    ) -> None:  # fmt: skip
        self._staff = staff
        self._orders: dict[int, tuple[list[datetime], list[Purchase]]] = {}
        self._bills: dict[int, tuple[list[date], list[Bill]]] = {}
        self._contracts: dict[int, list[Contract]] = {}
        for order in bought:
            times, orders = self._orders.setdefault(order.company.id, ([], []))
            times.append(order.ordered_at)
            orders.append(order)
        for bill in written:
            days, bills = self._bills.setdefault(bill.account_id, ([], []))
            days.append(bill.issued_at)
            bills.append(bill)
        for contract in signed:
            self._contracts.setdefault(contract.account_id, []).append(contract)

    def on(
        self, company: Company, person: Person, at: datetime, product_id: int | None, rng: Generator
    ) -> dict[str, str]:
        """Values by slot; a slot without a record behind it (no order yet) is missing.

        Args:
            company: Whose records are meant.
            person: Who writes.
            at: When.
            product_id: The device it is about; None: one of the last order, or any.
            rng: Draws what is in no record, such as a serial number.
        """
        sensor, gateway = SENSORS[int(rng.integers(0, 3))], GATEWAYS[int(rng.integers(0, 3))]
        values = {
            "first_name": person.first_name,
            "full_name": person.name,
            "email": person.email,
            "phone": person.phone,
            "title": person.title,
            "company": company.name,
            "city": company.city,
            "agent": self._staff[company.support_id].name.split()[0],
            "rep": self._staff[company.owner_id].name,
            "product": (sensor, gateway)[int(rng.integers(2))].name,
            "sensor": sensor.name,
            "gateway": gateway.name,
            "quantity": str(int(rng.integers(2, 31))),
            **_spoken("date", at.date() - timedelta(days=int(rng.integers(1, 9)))),
            "ref": f"{int(rng.integers(100_000, 999_999))}",
            "sign": SIGNS[company.currency],
        }
        digits = int(rng.integers(10_000, 99_999))
        order = self._last_order(company.id, at, rng)
        if order is not None:
            values |= {"order_number": order.number, **_spoken("order_date", order.ordered_at.date())}
            device = next((line for line in order.lines if line.product.name in SERIAL), None)
            if device is not None:
                values |= _about(device.product.id) | {"quantity": str(device.quantity)}
        if product_id is not None:
            values |= _about(product_id)
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
        times, orders = self._orders.get(account_id, ([], []))
        count = bisect_right(times, at)
        return orders[max(0, count - 1 - int(rng.integers(0, 2)))] if count else None

    def _last_bill(self, account_id: int, day: date, rng: Generator) -> Bill | None:
        days, written = self._bills.get(account_id, ([], []))
        count = bisect_right(days, day)
        return written[max(0, count - 1 - int(rng.integers(0, 3)))] if count else None


def _about(product_id: int) -> dict[str, str]:
    product = BY_ID[product_id]
    return {"product": product.name, "sensor" if product.series == "Finch" else "gateway": product.name}


def _runs(contract: Contract, at: datetime) -> bool:
    return midnight(contract.starts_at) <= at


def _spoken(slot: str, day: date) -> dict[str, str]:
    """A date as people write it, such as 14 May; slots for other languages end in _de, _fr and so on."""
    return {
        slot + ending: words.format(day=day.day, month=MONTHS[ending].split()[day.month - 1])
        for ending, words in (
            ("", "{day} {month}"),
            ("_de", "{day}. {month}"),
            ("_fr", "{day} {month}"),
            ("_es", "{day} de {month}"),
            ("_it", "{day} {month}"),
            ("_pt", "{day} de {month}"),
        )
    }
