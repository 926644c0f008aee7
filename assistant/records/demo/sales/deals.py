"""Sales opportunities with their outcome.

log-odds(won) = WON + fit * (product made for the industry) - speed * pace + champion * (main contact leads)
                + discount * tenths off + the seller's skill + noise
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.crowd import Crowd
from assistant.records.demo.days import DATA_DATE, DAYS, FIRST_DAY, midnight
from assistant.records.demo.journeys import Journey
from assistant.records.demo.money import priced
from assistant.records.demo.people.colleagues import Staff
from assistant.records.demo.people.companies import Company
from assistant.records.demo.people.contacts import Directory, Person
from assistant.records.demo.sales.stages import OPEN_STAGES, PROBABILITY, forecast_category
from assistant.records.demo.story import Story, chance
from assistant.records.demo.trade.products import DEVICES, PLANS, Product

if TYPE_CHECKING:
    from assistant.records.demo.world import World

WON = -2.1  # log-odds when nothing speaks for a deal
SKILL = 0.35  # standard deviation between sellers
OFFERED = (*DEVICES, *PLANS)
SOURCES = ("Web", "Referral", "Trade show", "Partner", "Outbound call", "Existing customer")
LOST_REASONS = ("Price", "Competitor", "No budget", "No decision", "Timing", "Missing feature")
NEXT_STEPS = (
    "Send the revised quote",
    "Site visit with the facilities team",
    "Call with purchasing",
    "Answer the security questionnaire",
    "Agree the number of sensors",
    "Trial kit comes back",
    "Waiting for budget approval",
)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A deal as the other files need it."""

    id: int
    company: Company
    contact_id: int
    product: Product
    quantity: int
    amount: float  # in the company's currency
    opened_at: date
    close_date: date  # expected while open
    pace: float  # log of the first stages' duration over the usual one
    source: str
    is_closed: bool
    is_won: bool
    reached: int  # how many of the open stages were entered
    discount: float  # 0 to 1
    chance_won: float  # 0 to 1, once closed; never stored

    @property
    def stage(self) -> str:
        """The stage on the data date."""
        if self.is_closed:
            return "Closed Won" if self.is_won else "Closed Lost"
        return OPEN_STAGES[self.reached - 1]


def opportunities(
    count: int,
    companies: Sequence[Company],
    directory: Directory,
    staff: Staff,
    lived: Mapping[int, Journey],
    story: Story,
    rng: Generator,
) -> list[Opportunity]:
    """Draw so many deals in order of opening; closed ones are won or lost by the story.

    Args:
        count: How many.
        companies: Who may buy.
        directory: Who leads a deal on their side.
        staff: Who sells.
        lived: Customers no longer buy once they cancelled.
        story: The effect sizes.
        rng: Draws everything.
    """
    skill = {person.id: float(rng.normal(0, SKILL)) for person in staff.people}
    spans = [
        (company.known_since, lived[company.id].end if company.id in lived else DATA_DATE) for company in companies
    ]
    crowd = Crowd(companies, [company.employees**0.3 for company in companies], spans)
    days = np.sort(rng.beta(1.3, 1.0, size=count) * (DAYS - 4)).astype(int)
    drawn = []
    for number, day in enumerate(days, start=1):
        opened = FIRST_DAY + timedelta(days=int(day))
        company = crowd.draw(opened, rng)
        contacts = directory.known_at(company.id, opened)
        contact = contacts[int(rng.integers(len(contacts)))]
        drawn.append(_opportunity(number, company, contact, opened, skill, story, rng))
    return _deal_out(drawn, rng) if story.shuffled else drawn


def _opportunity(
    number: int,
    company: Company,
    contact: Person,
    opened: date,
    skill: Mapping[int, float],
    story: Story,
    rng: Generator,
) -> Opportunity:
    likely = np.array([2.2 if company.industry in product.suits else 1.0 for product in OFFERED])
    product = OFFERED[int(rng.choice(len(OFFERED), p=likely / likely.sum()))]
    quantity = _quantity(product, company, rng)
    discount = float(rng.choice((0.0, 0.05, 0.1, 0.15, 0.2), p=(0.4, 0.25, 0.2, 0.1, 0.05)))
    amount = priced(quantity * product.list_price * (1 - discount), company.currency)
    pace = float(rng.normal())
    usual_days = 40 + 9 * np.log1p(amount / 1000)
    length = timedelta(days=int(max(5, usual_days * np.exp(0.5 * pace) * rng.lognormal(0, 0.25))))
    log_odds = (
        WON
        + story.fit * (company.industry in product.suits)
        - story.speed * pace
        + story.champion * contact.is_primary
        + story.discount * 10 * discount
        + skill[company.owner_id]
        + float(rng.normal(0, story.noise))
    )
    is_closed = opened + length <= DATA_DATE
    chance_won = chance(log_odds)
    is_won = is_closed and bool(rng.random() < chance_won)
    share = 1.0 if is_won else float(rng.beta(1.4, 1.2))
    if not is_closed:
        share = (DATA_DATE - opened) / length
    return Opportunity(
        id=number,
        company=company,
        contact_id=contact.id,
        product=product,
        quantity=quantity,
        amount=amount,
        opened_at=opened,
        close_date=opened + length,
        pace=pace,
        source=SOURCES[int(rng.integers(len(SOURCES)))],
        is_closed=is_closed,
        is_won=is_won,
        reached=max(1, min(len(OPEN_STAGES), int(np.ceil(share * len(OPEN_STAGES))))),
        discount=discount,
        chance_won=chance_won,
    )


def _quantity(product: Product, company: Company, rng: Generator) -> int:
    size = float(company.employees**0.5)
    if product.series == "Perch":
        return int(rng.integers(1, 2 + int(size / 8)))
    scale = 1.1 if product.series == "Finch" else 0.25
    return max(1, round(size * scale * float(rng.lognormal(0, 0.5))))


def _deal_out(drawn: Sequence[Opportunity], rng: Generator) -> list[Opportunity]:
    """Shuffle the outcomes (with the stages they imply) among the closed deals."""
    closed = [deal for deal in drawn if deal.is_closed]
    share = sum(deal.is_won for deal in closed) / max(len(closed), 1)
    shuffled = [closed[int(other)] for other in rng.permutation(len(closed))]
    redealt = {
        deal.id: replace(deal, is_won=other.is_won, reached=other.reached, chance_won=share)
        for deal, other in zip(closed, shuffled, strict=True)
    }
    return [redealt.get(deal.id, deal) for deal in drawn]


def deal_rows(world: World) -> Iterator[Row]:
    """In order of opening."""
    rng = world.rng("deal rows")
    for deal in world.deals:
        probability = PROBABILITY[deal.stage]
        lost = deal.is_closed and not deal.is_won
        fresh = deal.opened_at < deal.company.known_since + timedelta(days=120)
        yield {
            "id": deal.id,
            "owner_id": deal.company.owner_id,
            "account_id": deal.company.id,
            "primary_contact_id": deal.contact_id,
            "product_id": deal.product.id,
            "name": f"{deal.company.name} – {deal.quantity} × {deal.product.name}",
            "pipeline": "Sales",
            "stage": deal.stage,
            "amount": deal.amount,
            "currency": deal.company.currency,
            "probability": probability,
            "expected_revenue": round(deal.amount * probability, 2),
            "opened_at": deal.opened_at,
            "close_date": deal.close_date,
            "forecast_category": forecast_category(deal.stage),
            "type": "New Business" if fresh else "Existing Business",
            "source": deal.source,
            "next_step": None if deal.is_closed else NEXT_STEPS[int(rng.integers(len(NEXT_STEPS)))],
            "is_closed": deal.is_closed,
            "is_won": deal.is_won,
            "lost_reason": LOST_REASONS[int(rng.integers(len(LOST_REASONS)))] if lost else None,
            "created_at": midnight(deal.opened_at),
            "updated_at": midnight(min(deal.close_date, DATA_DATE)),
        }


DEAL = Concept("deal", deal_rows)
