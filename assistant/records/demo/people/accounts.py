"""The accounts, with the stage each reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import midnight
from assistant.records.demo.journeys import Journey
from assistant.records.demo.people.companies import Company

if TYPE_CHECKING:
    from assistant.records.demo.world import World


def lifecycle_stage(company: Company, journey: Journey | None, *, has_bought: bool) -> str:
    """Where the company stands on the data date; one that bought devices alone is a customer too."""
    if journey is None:
        return "customer" if has_bought else company.standing
    if journey.cancelled is not None:
        return "churned"
    return "at_risk" if journey.in_trouble else "customer"


def account_rows(world: World) -> Iterator[Row]:
    """Parents come before their subsidiaries."""
    bought = {deal.company.id for deal in world.deals if deal.is_won}
    for company in world.companies:
        yield {
            "id": company.id,
            "owner_id": company.owner_id,
            "name": company.name,
            "domain": company.domain,
            "industry": company.industry,
            "employees": company.employees,
            "annual_revenue": company.annual_revenue,
            "country": company.country,
            "city": company.city,
            "segment": company.segment,
            "lifecycle_stage": lifecycle_stage(company, world.lived.get(company.id), has_bought=company.id in bought),
            "parent_id": company.parent_id,
            "founded_year": company.founded_year,
            "description": company.description,
            "created_at": midnight(company.known_since),
        }


ACCOUNT = Concept("account", account_rows)
