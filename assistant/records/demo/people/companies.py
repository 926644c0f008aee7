"""The companies that the demo company deals with, before anything happened to them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from numpy.random import Generator

from assistant.records.demo.days import DATA_DATE, FIRST_DAY, between
from assistant.records.demo.money import currency_of
from assistant.records.demo.people.colleagues import Staff, team_of
from assistant.records.demo.people.naming import invented

COMPANIES_FILE = Path(__file__).parent.parent / "data" / "accounts.csv"
SEGMENTS = ((100, "Small"), (500, "Mid-market"), (10**9, "Enterprise"))  # up to this many employees
STANDINGS = ((0.9, "customer"), (0.96, "prospect"), (1.0, "lead"))  # of invented ones, cumulative shares
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
    currency: str  # what it pays in

    @property
    def segment(self) -> str:
        """Small, Mid-market or Enterprise by number of employees."""
        return next(name for ceiling, name in SEGMENTS if self.employees < ceiling)


def companies(count: int, staff: Staff, thin: float, rng: Generator) -> list[Company]:
    """The hundred companies written by hand, then invented ones.

    Args:
        count: How many in all, at least the hundred.
        staff: Whom the accounts are given to.
        thin: Share (0 to 1) of the invented customers who came in the last months.
        rng: Draws owner, revenue, currency, date of first contact.
    """
    with COMPANIES_FILE.open(encoding="utf-8", newline="") as file:
        lines = [{**line, "thin": ""} for line in csv.DictReader(file)]
    for company in invented(count - len(lines), {line["name"] for line in lines}, rng):
        luck = rng.random()
        standing = next(name for ceiling, name in STANDINGS if luck < ceiling)
        few = "thin" if standing == "customer" and rng.random() < thin else ""
        told = {key: str(value) for key, value in asdict(company).items()}
        lines.append({**told, "standing": standing, "thin": few})
    ids = {line["name"]: number for number, line in enumerate(lines, start=1)}
    return [_company(ids[line["name"]], line, ids, staff, rng) for line in lines]


def _company(number: int, line: Mapping[str, str], ids: Mapping[str, int], staff: Staff, rng: Generator) -> Company:
    team_id = team_of(line["country"])
    sellers, agents = staff.working_as("sales", team_id), staff.working_as("support", team_id)
    earliest, latest = _first_contact(line)
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
        support_id=agents[int(rng.integers(len(agents)))].id,
        known_since=between(earliest, latest, rng),
        annual_revenue=round(int(line["employees"]) * per_head, -4),
        currency=currency_of(line["country"], rng),
    )


def _first_contact(line: Mapping[str, str]) -> tuple[date, date]:
    """The earliest with the latest day on which the company may have become known."""
    if line["thin"]:
        return DATA_DATE - timedelta(days=150), DATA_DATE - timedelta(days=50)
    if line["standing"] == "customer":
        return FIRST_DAY - timedelta(days=900), DATA_DATE - timedelta(days=270)
    return DATA_DATE - timedelta(days=300), DATA_DATE - timedelta(days=20)
