"""Calls, meetings, notes or tasks of the sales teams."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from numpy.random import Generator

from assistant.records.demo.contacts import Person
from assistant.records.demo.days import DATA_DATE, NOW, between, midnight, month_start, office_time
from assistant.records.demo.deals import Opportunity
from assistant.records.demo.journeys import Journey
from assistant.records.demo.shelf import TEXTS

SHARE_OF_DEALS = 0.45
NOTICE_AHEAD = timedelta(days=45)


def activity_rows(
    deals: Sequence[Opportunity],
    contacts: Sequence[Person],
    lived: Mapping[int, Journey],
    owners: Mapping[int, int],
    rng: Generator,
) -> list[dict[str, Any]]:
    """The activity table: steps of deals, open tasks, announcements of price rises."""
    with (TEXTS / "activities.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line) for line in file]
    steps = [text for text in texts if text["kind"] != "task"]
    tasks = [text for text in texts if text["kind"] == "task"]
    people = {person.id: person for person in contacts}
    rows: list[dict[str, Any]] = []
    for deal in deals:
        last = min(deal.close_date, DATA_DATE)
        if rng.random() < SHARE_OF_DEALS:
            text = steps[int(rng.integers(len(steps)))]
            done = office_time(between(deal.opened_at, last, rng), rng)
            rows.append(_about_deal(deal, people[deal.contact_id], text, done, done))
        if not deal.is_closed and rng.random() < 0.6:
            text = tasks[int(rng.integers(len(tasks)))]
            due = midnight(between(DATA_DATE - timedelta(days=5), DATA_DATE + timedelta(days=21), rng))
            rows.append(_about_deal(deal, people[deal.contact_id], text, due, None))
    for journey in lived.values():
        for month, rise in enumerate(journey.rise):
            told = month_start(month) - NOTICE_AHEAD
            if rise and told <= journey.end:
                rows.append(_price_notice(journey.account_id, owners[journey.account_id], rise, told, month))
    return [{"id": number, **row} for number, row in enumerate(rows, start=1)]


def _about_deal(
    deal: Opportunity, person: Person, text: Mapping[str, str], due: datetime, done: datetime | None
) -> dict[str, Any]:
    values = {"contact": person.name, "company": deal.company.name, "product": deal.product.name,
              "quantity": deal.quantity}  # fmt: skip
    return {
        "owner_id": deal.company.owner_id,
        "kind": text["kind"],
        "subject": text["subject"].format_map(values),
        "body": text["body"].format_map(values),
        "due_at": due,
        "done_at": done,
        "status": "completed" if done else "open",
        "priority": "normal",
        "account_id": deal.company.id,
        "contact_id": person.id,
        "deal_id": deal.id,
        "created_at": done or min(midnight(deal.opened_at) + timedelta(days=1), NOW),
    }


def _price_notice(account_id: int, owner_id: int, rise: float, told: date, month: int) -> dict[str, Any]:
    at = midnight(told) + timedelta(hours=9)
    return {
        "owner_id": owner_id,
        "kind": "email",
        "subject": f"Price change of {rise:.0%} announced",
        "body": f"Announced the new Perch price, {rise:.0%} higher from {month_start(month):%d %B %Y}.",
        "due_at": at,
        "done_at": at,
        "status": "completed",
        "priority": "normal",
        "account_id": account_id,
        "contact_id": None,
        "deal_id": None,
        "created_at": at,
    }
