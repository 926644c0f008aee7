"""Nothing in the demo company's records happens before it could."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest

from assistant.records.demo.build import Rows, concepts
from assistant.records.schema import Base


def of(rows: Rows, table: str) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in rows[table]}


def day(moment: datetime) -> date:
    return moment.date()


def test_ids_count_from_one_in_every_table(rows: Rows) -> None:
    for table in rows.values():
        assert [row["id"] for row in table] == list(range(1, len(table) + 1))


def test_a_table_comes_after_those_it_refers_to(rows: Rows) -> None:
    written: set[str] = set()
    for concept in concepts():
        used = {name for row in rows[concept.name] for name, value in row.items() if value is not None}
        for column in Base.metadata.tables[concept.name].columns:
            for key in column.foreign_keys:
                if column.name in used and key.column.table.name in rows:
                    assert key.column.table.name in written | {concept.name}
        written.add(concept.name)


@pytest.mark.parametrize(("table", "column"), [("account", "parent_id"), ("user", "manager_id")])
def test_within_a_table_too_references_point_backwards(rows: Rows, table: str, column: str) -> None:
    assert all(row[column] < row["id"] for row in rows[table] if row[column] is not None)


def test_contacts_come_after_their_company_was_known(rows: Rows) -> None:
    account = of(rows, "account")
    assert all(row["created_at"] >= account[row["account_id"]]["created_at"] for row in rows["contact"])


def test_whoever_orders_or_writes_is_known_by_then_at_the_same_company(rows: Rows) -> None:
    contact = of(rows, "contact")
    acts = [(row["contact_id"], row["account_id"], row["ordered_at"]) for row in rows["order"]]
    acts += [(row["contact_id"], row["account_id"], row["created_at"]) for row in rows["ticket"] if row["contact_id"]]
    acts += [(row["primary_contact_id"], row["account_id"], row["created_at"]) for row in rows["deal"]]
    acts += [(row["contact_id"], row["account_id"], row["at"]) for row in rows["usage_event"] if row["contact_id"]]
    for person, account_id, at in acts:
        assert contact[person]["account_id"] == account_id
        assert day(contact[person]["created_at"]) <= day(at)


def test_customers_order_only_while_they_have_a_contract(rows: Rows) -> None:
    won = Counter(deal["account_id"] for deal in rows["deal"] if deal["is_won"])
    first = {row["account_id"]: row["starts_at"] for row in reversed(rows["subscription"])}
    last = {row["account_id"]: row["cancelled_at"] for row in rows["subscription"]}
    outside = Counter(
        row["account_id"]
        for row in rows["order"]
        if row["account_id"] not in first
        or day(row["ordered_at"]) < first[row["account_id"]]
        or (last[row["account_id"]] and day(row["ordered_at"]) > last[row["account_id"]])
    )
    assert all(count <= won[account_id] for account_id, count in outside.items())


def test_an_order_is_worth_the_sum_of_its_items(rows: Rows) -> None:
    sums: Counter[int] = Counter()
    for item in rows["order_item"]:
        sums[item["order_id"]] += round(100 * item["quantity"] * item["unit_price"] * (1 - item["discount"]))
    assert all(abs(row["total"] - sums[row["id"]] / 100) < 0.06 for row in rows["order"])


def test_invoices_are_paid_after_they_were_issued(rows: Rows) -> None:
    order = of(rows, "order")
    for bill in rows["invoice"]:
        assert bill["issued_at"] <= bill["due_at"]
        assert bill["paid_at"] is None or bill["paid_at"] >= bill["issued_at"]
        if bill["order_id"]:
            assert bill["issued_at"] >= day(order[bill["order_id"]]["ordered_at"])
            assert bill["amount"] == order[bill["order_id"]]["total"]


def test_after_the_solution_of_a_ticket_only_its_customer_writes(rows: Rows) -> None:
    ticket = of(rows, "ticket")
    late = [
        message["direction"]
        for message in rows["message"]
        if (solved := ticket[message["ticket_id"]]["solved_at"]) and message["sent_at"].replace(microsecond=0) > solved
    ]
    assert set(late) == {"in"}


def test_a_customer_pays_in_one_currency(rows: Rows) -> None:
    paid: dict[int, set[str]] = {}
    for table in ("deal", "order", "subscription", "invoice"):
        for row in rows[table]:
            paid.setdefault(row["account_id"], set()).add(row["currency"])
    assert {len(currencies) for currencies in paid.values()} == {1}
    assert {currency for currencies in paid.values() for currency in currencies} == {"USD", "EUR", "GBP"}


def test_a_rate_is_known_for_each_day_on_which_something_was_paid_in_a_foreign_currency(rows: Rows) -> None:
    first = {row["currency"]: row["day"] for row in reversed(rows["exchange_rate"])}
    assert set(first) == {"EUR", "GBP"}
    earliest = min(row["starts_at"] for row in rows["subscription"])
    assert max(first.values()) <= earliest


def test_leads_that_were_converted_came_before_their_deal(rows: Rows) -> None:
    deal = of(rows, "deal")
    converted = [row for row in rows["lead"] if row["converted_deal_id"]]
    assert len(converted) >= 5
    assert {row["status"] for row in converted} == {"Converted"}
    assert all(day(row["created_at"]) <= deal[row["converted_deal_id"]]["opened_at"] for row in converted)


def test_only_customers_messages_bring_files(rows: Rows) -> None:
    message = of(rows, "message")
    assert len(rows["attachment"]) > 50
    assert {message[row["message_id"]]["direction"] for row in rows["attachment"]} == {"in"}
