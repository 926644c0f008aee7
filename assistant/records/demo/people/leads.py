"""People who asked about the products without being qualified, some of whom became a deal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, between, office_time
from assistant.records.demo.people.colleagues import TEAMS
from assistant.records.demo.people.names import Names, plain
from assistant.records.demo.sales.deals import SOURCES, Opportunity

if TYPE_CHECKING:
    from assistant.records.demo.world import World

STATUSES = ("Open", "Working", "Nurturing", "Unqualified")
TRADES = ("Bakery", "Clinic", "Laboratory", "Winery", "Hotel", "Nursery", "Dairy", "Archive")
CONVERTED = 0.2  # share
NEW_BUSINESS = timedelta(days=120)


def lead_rows(world: World) -> Iterator[Row]:
    """Most came over the last half year; a converted one bears the name of its deal's contact."""
    rng, names = world.rng("leads"), Names()
    sellers = [person.id for person in world.staff.sellers]
    grown = [
        deal
        for deal in world.deals
        if deal.opened_at < deal.company.known_since + NEW_BUSINESS and deal.source != "Partner"
    ]
    grown = [
        grown[int(chosen)] for chosen in sorted(rng.permutation(len(grown))[: round(CONVERTED * world.size.leads)])
    ]
    for number in range(1, world.size.leads + 1):
        if number <= len(grown):
            yield {"id": number, **_converted(grown[number - 1], world, rng)}
            continue
        first, last = names.draw(_anywhere(rng), rng)
        yield {
            "id": number,
            "owner_id": sellers[int(rng.integers(len(sellers)))],
            "first_name": first,
            "last_name": last,
            "company": f"{last} {TRADES[int(rng.integers(len(TRADES)))]}",
            "email": f"info@{plain(last).replace(' ', '')}{number}.example",
            "status": STATUSES[int(rng.integers(len(STATUSES)))],
            "source": SOURCES[int(rng.integers(len(SOURCES) - 1))],
            "score": float(rng.integers(5, 96)),
            "converted_deal_id": None,
            "created_at": office_time(between(DATA_DATE - timedelta(days=180), DATA_DATE, rng), rng),
        }


def _anywhere(rng: Generator) -> str:
    countries = [country for team in TEAMS.values() for country in team]
    return countries[int(rng.integers(len(countries)))]


def _converted(deal: Opportunity, world: World, rng: Generator) -> Row:
    person = world.directory[deal.contact_id]
    return {
        "owner_id": deal.company.owner_id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "company": deal.company.name,
        "email": person.email,
        "status": "Converted",
        "source": deal.source,
        "score": float(rng.integers(35, 100)),
        "converted_deal_id": deal.id,
        "created_at": office_time(max(deal.opened_at - timedelta(days=int(rng.integers(1, 30))), person.since), rng),
    }


LEAD = Concept("lead", lead_rows)
