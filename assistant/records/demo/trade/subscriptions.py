"""The contracts for the Perch service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, add_months, between, midnight, month_of
from assistant.records.demo.journeys import Journey
from assistant.records.demo.money import priced
from assistant.records.demo.people.companies import Company
from assistant.records.demo.trade.products import PLANS, Product

if TYPE_CHECKING:
    from assistant.records.demo.world import World


@dataclass(frozen=True, slots=True)
class Contract:
    """A subscription with the price it started at."""

    id: int
    account_id: int
    plan: Product
    starts_at: date
    first_mrr: float  # a month in the company's currency, before any rise
    rises: Mapping[int, float]  # month from FIRST_DAY → factor above 1
    cancelled_at: date | None

    def mrr(self, month: int) -> float:
        """The price a month that is in force in a month, in the company's currency."""
        price = self.first_mrr
        for since, factor in self.rises.items():
            if since <= month and since > month_of(self.starts_at):
                price *= factor
        return round(price, 2)


def contracts(known: Sequence[Company], lived: Mapping[int, Journey], rng: Generator) -> list[Contract]:
    """One contract for each customer; about every third has a second one for another site."""
    signed: list[Contract] = []
    for company in known:
        journey = lived.get(company.id)
        if journey is None:
            continue
        rises = {month: 1 + rise for month, rise in enumerate(journey.rise) if rise}
        starts = [journey.start]
        last_chance = journey.end - timedelta(days=100)
        if rng.random() < 0.35 and last_chance > max(journey.start, FIRST_DAY):
            starts.append(between(max(journey.start, FIRST_DAY), last_chance, rng))
        for start in starts:
            plan, sites = _choice(company, rng)
            price = priced(plan.list_price / 12 * sites * float(rng.choice((1.0, 0.95, 0.9))), company.currency)
            signed.append(Contract(len(signed) + 1, company.id, plan, start, price, rises, journey.cancelled))
    return signed


def _choice(company: Company, rng: Generator) -> tuple[Product, int]:
    """A plan with its number of sites, by the size of the company."""
    basic, team, enterprise = PLANS
    if company.segment == "Small":
        return (basic, 1) if rng.random() < 0.7 else (team, 1)
    if company.segment == "Mid-market":
        return team, int(rng.integers(1, 6))
    return (enterprise, int(rng.integers(1, 4))) if rng.random() < 0.75 else (team, int(rng.integers(4, 12)))


def _term_end(contract: Contract) -> date:
    """The end of the running year, or of the month that was paid for."""
    if contract.cancelled_at is not None:
        return contract.cancelled_at + timedelta(days=30)
    end = contract.starts_at
    while end <= DATA_DATE:
        end = add_months(end, 12)
    return end


def subscription_rows(world: World) -> Iterator[Row]:
    """`mrr` is the price now, or the last one."""
    for contract in world.contracts:
        yield {
            "id": contract.id,
            "owner_id": world.company[contract.account_id].owner_id,
            "account_id": contract.account_id,
            "product_id": contract.plan.id,
            "plan": contract.plan.name,
            "mrr": contract.mrr(month_of(contract.cancelled_at or DATA_DATE)),
            "currency": world.company[contract.account_id].currency,
            "starts_at": contract.starts_at,
            "ends_at": _term_end(contract),
            "cancelled_at": contract.cancelled_at,
            "created_at": midnight(contract.starts_at),
            "updated_at": midnight(contract.cancelled_at or contract.starts_at),
        }


SUBSCRIPTION = Concept("subscription", subscription_rows)
