"""When customers write to support, with what kind of trouble."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.crowd import Crowd
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, MONTHS, between, month_of, month_start, office_time
from assistant.records.demo.desk import incident
from assistant.records.demo.journeys import Journey
from assistant.records.demo.people.colleagues import OPENS
from assistant.records.demo.people.companies import Company

if TYPE_CHECKING:
    from assistant.records.demo.world import World

FRESH = {20: 0.008, 2: 0.008}  # share of all tickets that come in the last days on top of the usual ones
SPAM = 0.018  # share of all tickets
CONTENT = 0.25  # the mood (-2 to 2) of customers who have nothing to be unhappy about
STRAINED = 1.9  # how much lower it is where everything goes wrong
ORDINARY = {
    "order_placing": 3.0,
    "order_status": 6.0,
    "order_change": 4.0,
    "delivery": 6.0,
    "address_change": 4.0,
    "billing": 7.0,
    "payment": 4.0,
    "refund": 4.0,
    "returns": 4.0,
    "damaged": 4.0,
    "login": 7.0,
    "account_change": 4.0,
    "plan_change": 4.0,
    "bug": 7.0,
    "outage": 2.5,
    "how_to": 8.0,
    "feature_request": 4.0,
    "sales": 3.0,
    "complaint": 2.5,
    "praise": 3.5,
    "hours": 2.0,
    "human": 2.5,
    "security": 2.5,
    "privacy": 2.5,
    "off_topic": 1.5,
    "cancellation": 1.5,
    "event": 1.2,
    "acknowledgement": 1.5,
}
"""How often customers write about each topic when nothing special is going on (relative weights)."""

TROUBLE = {"bug": 6.0, "outage": 2.5, "complaint": 5.0, "billing": 3.0, "refund": 3.0, "delivery": 3.0,
           "damaged": 2.0, "human": 2.0, "login": 1.5}  # fmt: skip
BEFORE_BUYING = {"sales": 6.0, "hours": 1.5, "privacy": 0.7, "security": 0.7}
NOTICE = {"cancellation": 1.0, **{topic: weight / 1_000 for topic, weight in TROUBLE.items()}}
"""A cancellation is announced; where no such text is left for the account, some trouble is complained about instead."""


FALLBACK = {"complaint": 0.001, "billing": 0.001, "human": 0.001, "bug": 0.001}
"""What is written about where the account has used up what there is on a topic."""

STRAIN_TO_WARN = 0.4
WARNING = 0.45  # chance in each month under strain
ASKS_FOR_TIME = 0.12  # chance for each month paid late


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reason to write; `company` is None for spam."""

    at: datetime
    company: Company | None
    topics: Mapping[str, float]
    is_stuck: bool = False  # nobody solves it for weeks
    mood: float | None = None  # -2 to 2, near which the words are; None: any
    product_id: int | None = None  # what it is about, where that is not left to the records


def occasions(world: World, rng: Generator) -> list[Occasion]:
    """Draw all occasions in order of time."""
    count, customers = world.size.tickets, _customers(world)
    drawn = [
        *_stuck(world, rng),
        *_warnings(world, rng),
        *_about_money(world, rng),
        *_notices(world, rng),
        *_incident(world, rng),
    ]
    drawn += [_spam(rng) for _ in range(round(SPAM * count))]
    for ago, share in FRESH.items():
        since = DATA_DATE - timedelta(days=ago)
        drawn += [_ordinary(world, customers, since, rng) for _ in range(round(share * count))]
    drawn += [_ordinary(world, customers, FIRST_DAY, rng) for _ in range(count - len(drawn))]
    drawn.sort(key=lambda occasion: (occasion.at, occasion.company.id if occasion.company else 0))
    return _deal_out(drawn, rng) if world.story.shuffled else drawn


def _customers(world: World) -> Crowd:
    """Who writes on a day: the larger the likelier, customers more than others."""
    lived = world.lived
    weights = [company.employees**0.25 * (1.0 if company.id in lived else 0.3) for company in world.companies]
    spans = [
        (lived[company.id].start, lived[company.id].end) if company.id in lived else (company.known_since, DATA_DATE)
        for company in world.companies
    ]
    return Crowd(world.companies, weights, spans)


def _spam(rng: Generator) -> Occasion:
    return Occasion(office_time(between(FIRST_DAY, DATA_DATE, rng), rng), None, {"spam": 1.0})


def _stuck(world: World, rng: Generator) -> Iterator[Occasion]:
    for journey in world.lived.values():
        company = world.company[journey.account_id]
        for month, count in enumerate(journey.unsolved):
            for _ in range(count):
                day = month_start(month) + timedelta(days=int(rng.integers(0, 28)))
                if journey.start <= day <= journey.end:
                    mood = mood_of(journey, day, world)
                    yield Occasion(_moment(day, company, rng), company, TROUBLE, is_stuck=True, mood=mood)


def _warnings(world: World, rng: Generator) -> Iterator[Occasion]:
    """Customers under strain ask for their data, then grow angry, then threaten."""
    for journey in world.lived.values():
        company, step = world.company[journey.account_id], 0
        for month in range(max(month_of(journey.start) + 1, 0), month_of(journey.end)):
            if journey.strain(month) < STRAIN_TO_WARN:
                step = max(step - 1, 0)
            elif rng.random() < WARNING:
                step = min(step + 1, 3)
                at = _moment(month_start(month) + timedelta(days=int(rng.integers(0, 28))), company, rng)
                yield Occasion(
                    at, company, {f"leaving_{step}": 1.0, **FALLBACK}, mood=mood_of(journey, at.date(), world)
                )


def _about_money(world: World, rng: Generator) -> Iterator[Occasion]:
    """Higher prices are questioned, some who pay late ask for time."""
    for journey in world.lived.values():
        company = world.company[journey.account_id]
        for month in range(max(month_of(journey.start) + 1, 0), month_of(journey.end)):
            day = month_start(month) + timedelta(days=int(rng.integers(-30, 25)))
            dearer, tardy = journey.rise[month] > 0, journey.late[month]
            if dearer and rng.random() < min(4 * journey.rise[month], 0.9) and day >= max(journey.start, FIRST_DAY):
                yield Occasion(_moment(day, company, rng), company, {"price_rise": 1.0, **FALLBACK})
            if tardy and rng.random() < ASKS_FOR_TIME:
                at = _moment(month_start(month) + timedelta(days=int(rng.integers(8, 28))), company, rng)
                yield Occasion(at, company, {"late_invoice": 1.0, **FALLBACK})


def _notices(world: World, rng: Generator) -> Iterator[Occasion]:
    for journey in world.lived.values():
        if journey.cancelled and rng.random() < world.story.notice:
            company = world.company[journey.account_id]
            day = max(journey.cancelled - timedelta(days=int(rng.integers(2, 12))), FIRST_DAY)
            mood = mood_of(journey, day, world)
            yield Occasion(_moment(day, company, rng), company, NOTICE, mood=mood)


def _incident(world: World, rng: Generator) -> Iterator[Occasion]:
    count = round(incident.SHARE * world.story.incident * world.size.tickets)
    for victim in incident.victims(world.orders, count, rng) if count else ():
        journey = world.lived.get(victim.company.id)
        if journey is None or journey.start <= victim.day <= journey.end:
            at = _moment(victim.day, victim.company, rng)
            yield Occasion(
                at, victim.company, incident.TOPICS, mood=incident.MOOD, product_id=incident.PRODUCT.id
            )  # fmt: skip


def _ordinary(world: World, customers: Crowd, earliest: date, rng: Generator) -> Occasion:
    """A day drawn evenly, then one of the companies that were there on it."""
    day = between(earliest, DATA_DATE, rng)
    company = customers.draw(day, rng)
    journey = world.lived.get(company.id)
    topics, mood = (ORDINARY, mood_of(journey, day, world)) if journey else (BEFORE_BUYING, None)
    return Occasion(_moment(day, company, rng), company, topics, mood=mood)


def mood_of(journey: Journey, day: date, world: World) -> float | None:
    """How the customer feels on a day (-2 to 2); None where the story has it that words say nothing."""
    if not world.story.mood:
        return None
    month = min(max(month_of(day), 0), MONTHS - 1)
    return CONTENT - STRAINED * world.story.mood * journey.strain(month)


def _deal_out(drawn: list[Occasion], rng: Generator) -> list[Occasion]:
    """The same moods, of other customers."""
    return [
        replace(occasion, mood=drawn[int(other)].mood)
        for occasion, other in zip(drawn, rng.permutation(len(drawn)), strict=True)
    ]


def _moment(day: date, company: Company, rng: Generator) -> datetime:
    """A time of that day in the company's part of the world; few people write at weekends."""
    if day.weekday() >= 5 and rng.random() < 0.7:
        day -= timedelta(days=day.weekday() - 4)
    return office_time(day, rng, opens=OPENS[company.team_id])
