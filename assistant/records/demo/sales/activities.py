"""Calls, meetings, notes or tasks of the sales teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, NOW, between, midnight, month_start, office_time
from assistant.records.demo.desk.shelf import lines
from assistant.records.demo.people.contacts import Person
from assistant.records.demo.sales.deals import Opportunity

if TYPE_CHECKING:
    from assistant.records.demo.world import World

SHARE_OF_DEALS = 0.45
NOTICE_AHEAD = timedelta(days=45)


def activity_rows(world: World) -> Iterator[Row]:
    """Steps of deals, open tasks, announcements of price rises."""
    numbers = count(1)
    for row in _of_deals(world):
        yield {"id": next(numbers), **row}
    for journey in world.lived.values():
        for month, rise in enumerate(journey.rise):
            told = month_start(month) - NOTICE_AHEAD
            if rise and told <= journey.end:
                owner_id = world.company[journey.account_id].owner_id
                yield {"id": next(numbers), **_price_notice(journey.account_id, owner_id, rise, told, month)}


def _of_deals(world: World) -> Iterator[Row]:
    rng = world.rng("activities")
    texts = lines("activities*")
    steps = [text for text in texts if text["kind"] != "task"]
    tasks = [text for text in texts if text["kind"] == "task"]
    for deal in world.deals:
        last, person = min(deal.close_date, DATA_DATE), world.directory[deal.contact_id]
        if rng.random() < SHARE_OF_DEALS:
            text = steps[int(rng.integers(len(steps)))]
            done = office_time(between(deal.opened_at, last, rng), rng)
            yield _about_deal(deal, person, text, done, done)
        if not deal.is_closed and rng.random() < 0.6:
            text = tasks[int(rng.integers(len(tasks)))]
            due = midnight(between(DATA_DATE - timedelta(days=5), DATA_DATE + timedelta(days=21), rng))
            yield _about_deal(deal, person, text, due, None)


def _about_deal(
    deal: Opportunity, person: Person, text: Mapping[str, str], due: datetime, done: datetime | None
) -> Row:
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


def _price_notice(account_id: int, owner_id: int, rise: float, told: date, month: int) -> Row:
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


ACTIVITY = Concept("activity", activity_rows)
