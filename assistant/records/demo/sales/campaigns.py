"""Six campaigns with their control groups."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import midnight
from assistant.records.demo.people.contacts import Person
from assistant.records.demo.sales.effects import Addressee, worth

if TYPE_CHECKING:
    from assistant.records.demo.world import World

CAMPAIGNS = (
    ("Winter cold-chain check", "email", date(2025, 1, 20), 2400.0),
    ("Clean air for autumn term", "email", date(2025, 9, 8), 3100.0),
    ("Heron Pro trade-in", "phone", date(2026, 3, 2), 5200.0),
    ("Spare parts before summer", "email", date(2025, 5, 5), 1800.0),
    ("Calibration month", "email", date(2025, 11, 3), 2200.0),
    ("Harvest season sensors", "social", date(2026, 4, 13), 2900.0),
)  # name, channel, first day, cost in USD at scale 1
TREATED_SHARE = 0.6
INVITED_SHARE = 0.8
SIX_WEEKS = 42  # days


@dataclass(frozen=True, slots=True)
class Member:
    """One contact in a campaign, with what would happen either way."""

    campaign_id: int
    person: Person
    treated: bool  # drawn by lot
    chance_left_alone: float  # 0 to 1, of buying within six weeks
    chance_treated: float
    bought_after: int | None  # days; None: did not buy
    value: float  # USD


def members(world: World, rng: Generator) -> list[Member]:
    """Draw who is invited to which campaign, who of them is treated, who buys."""
    ordered = _order_days(world)
    drawn: list[Member] = []
    for campaign_id, (_, _, starts_at, _) in enumerate(CAMPAIGNS, start=1):
        invited = [person for person in world.directory.people if person.since < starts_at]
        group = [
            _member(campaign_id, person, _addressee(person, starts_at, ordered, world), world, rng)
            for person in invited
            if rng.random() < INVITED_SHARE
        ]
        drawn += _deal_out(group, rng) if world.story.shuffled else group
    return drawn


def _order_days(world: World) -> dict[int, list[date]]:
    """The days of all orders, by account, in order."""
    days: dict[int, list[date]] = {}
    for order in world.orders:
        days.setdefault(order.company.id, []).append(order.ordered_at.date())
    return days


def _addressee(person: Person, day: date, ordered: dict[int, list[date]], world: World) -> Addressee:
    days = ordered.get(person.account_id, [])
    before = bisect_left(days, day)
    last = days[before - 1] if before else None
    return Addressee(
        segment=world.company[person.account_id].segment,
        days_since_order=None if last is None else (day - last).days,
        consent_days=(day - person.since).days,
    )


def _member(campaign_id: int, person: Person, addressee: Addressee, world: World, rng: Generator) -> Member:
    alone, treated = addressee.chances(world.story)
    is_treated = bool(rng.random() < TREATED_SHARE)
    luck, size, after = float(rng.random()), float(rng.normal()), int(rng.integers(1, SIX_WEEKS + 1))
    bought = luck < (treated if is_treated else alone)
    value = worth(world.company[person.account_id].employees, size) if bought else 0.0
    return Member(campaign_id, person, is_treated, alone, treated, after if bought else None, value)


def _deal_out(group: list[Member], rng: Generator) -> list[Member]:
    """The same purchases, by other members."""
    share = sum(member.bought_after is not None for member in group) / max(len(group), 1)
    return [
        replace(
            member,
            bought_after=group[int(other)].bought_after,
            value=group[int(other)].value,
            chance_left_alone=share,
            chance_treated=share,
        )
        for member, other in zip(group, rng.permutation(len(group)), strict=True)
    ]


def campaign_rows(world: World) -> Iterator[Row]:
    """Campaigns belong to the whole company."""
    for number, (name, channel, starts_at, cost) in enumerate(CAMPAIGNS, start=1):
        yield {
            "id": number,
            "name": name,
            "channel": channel,
            "starts_at": starts_at,
            "cost": round(cost * max(world.size.scale, 0.2)),
            "created_at": midnight(starts_at - timedelta(days=14)),
        }


def member_rows(world: World) -> Iterator[Row]:
    """Who is treated is drawn at random, so the control group is a fair one."""
    for number, member in enumerate(world.members, start=1):
        starts_at = CAMPAIGNS[member.campaign_id - 1][2]
        sent = midnight(starts_at) + timedelta(hours=9, minutes=number % 50)
        after = member.bought_after
        yield {
            "id": number,
            "owner_id": world.company[member.person.account_id].owner_id,
            "campaign_id": member.campaign_id,
            "contact_id": member.person.id,
            "treated": member.treated,
            "sent_at": sent if member.treated else None,
            "responded_at": None if after is None else sent + timedelta(days=after),
            "converted_value": member.value,
            "created_at": midnight(starts_at),
        }


CAMPAIGN = Concept("campaign", campaign_rows)
MEMBER = Concept("campaign_member", member_rows)
