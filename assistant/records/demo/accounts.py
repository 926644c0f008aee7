"""The account table, with the stage each company reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.records.demo.companies import Company
from assistant.records.demo.days import midnight
from assistant.records.demo.journeys import Journey


def lifecycle_stage(company: Company, journey: Journey | None) -> str:
    """Where the company stands on the data date."""
    if journey is None:
        return company.standing
    if journey.cancelled is not None:
        return "churned"
    return "at_risk" if journey.in_trouble else "customer"


def account_rows(known: Sequence[Company], journeys: Mapping[int, Journey]) -> list[dict[str, Any]]:
    """The account table; parents come before their subsidiaries."""
    return [
        {
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
            "lifecycle_stage": lifecycle_stage(company, journeys.get(company.id)),
            "parent_id": company.parent_id,
            "founded_year": company.founded_year,
            "description": company.description,
            "created_at": midnight(company.known_since),
        }
        for company in known
    ]
