"""The hundred companies that the demo company deals with, before anything happened to them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from numpy.random import Generator

from assistant.records.demo.colleagues import team_of, working_as
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, between

COMPANIES_FILE = Path(__file__).parent / "data" / "accounts.csv"
SEGMENTS = ((100, "Small"), (500, "Mid-market"), (10**9, "Enterprise"))  # up to this many employees
REVENUE_PER_HEAD = {
    "Healthcare": 110_000,
    "Education": 70_000,
    "Nonprofit": 60_000,
    "Culture": 80_000,
    "Pharmaceuticals": 320_000,
    "Technology": 280_000,
    "Real Estate": 300_000,
}  # USD a year; 180,000 elsewhere


@dataclass(frozen=True, slots=True)
class Company:
    """An account as the other files need it."""

    id: int
    name: str
    domain: str
    industry: str
    country: str
    city: str
    employees: int
    founded_year: int
    parent_id: int | None
    standing: str  # customer | prospect | lead, before anything happened to it
    description: str
    team_id: int
    owner_id: int  # sales agent of the team
    support_id: int  # support agent of the team
    known_since: date
    annual_revenue: float  # USD

    @property
    def segment(self) -> str:
        """Small, Mid-market or Enterprise by number of employees."""
        return next(name for ceiling, name in SEGMENTS if self.employees < ceiling)


def companies(rng: Generator) -> list[Company]:
    """Read the hundred companies; owner, revenue and date of first contact are drawn."""
    with COMPANIES_FILE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    ids = {line["name"]: number for number, line in enumerate(lines, start=1)}
    return [_company(ids[line["name"]], line, ids, rng) for line in lines]


def _company(number: int, line: Mapping[str, str], ids: Mapping[str, int], rng: Generator) -> Company:
    team_id = team_of(line["country"])
    sellers = working_as("sales", team_id)
    earliest = FIRST_DAY - timedelta(days=900) if line["standing"] == "customer" else DATA_DATE - timedelta(days=300)
    latest = DATA_DATE - timedelta(days=270 if line["standing"] == "customer" else 20)
    per_head = REVENUE_PER_HEAD.get(line["industry"], 180_000) * float(rng.uniform(0.7, 1.4))
    return Company(
        id=number,
        name=line["name"],
        domain=line["domain"],
        industry=line["industry"],
        country=line["country"],
        city=line["city"],
        employees=int(line["employees"]),
        founded_year=int(line["founded_year"]),
        parent_id=ids[line["parent"]] if line["parent"] else None,
        standing=line["standing"],
        description=line["description"],
        team_id=team_id,
        owner_id=sellers[int(rng.integers(len(sellers)))].id,
        support_id=working_as("support", team_id)[0].id,
        known_since=between(earliest, latest, rng),
        annual_revenue=round(int(line["employees"]) * per_head, -4),
    )
