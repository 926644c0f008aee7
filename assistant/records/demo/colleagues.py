"""The people who work at the demo company, in four regional teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assistant.records.demo.days import add_months, midnight, month_start

COMPANY = "Pellworth Instruments"
MAIL_DOMAIN = "pellworth.example"

TEAMS: dict[str, tuple[str, ...]] = {
    "Americas": ("United States", "Canada", "Mexico", "Brazil"),
    "UK & Nordics": ("United Kingdom", "Ireland", "Norway", "Sweden", "Denmark", "Finland"),
    "Continental Europe": (
        "Germany", "Austria", "Switzerland", "France", "Spain", "Portugal", "Netherlands", "Belgium", "Italy",
    ),
    "Asia-Pacific & Africa": (
        "Australia", "New Zealand", "Japan", "Singapore", "India", "South Korea", "Kenya", "South Africa",
    ),
}  # fmt: skip
"""Each team with the countries it looks after."""


OPENS = {1: 14, 2: 8, 3: 7, 4: 0}
"""The hour (UTC) at which each team's day begins."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A user of the CRM; a manager's `manager_id` is None."""

    id: int
    name: str
    job: Literal["manager", "sales", "support", "viewer"]
    team_id: int
    manager_id: int | None

    @property
    def email(self) -> str:
        """First and last name at the company's domain, in ASCII."""
        plain = self.name.lower().translate(str.maketrans("íéáöø", "ieaoo"))
        return f"{plain.replace(' ', '.')}@{MAIL_DOMAIN}"


_STAFF: dict[str, tuple[tuple[str, Literal["manager", "sales", "support", "viewer"]], ...]] = {
    "Americas": (
        ("Renata Coelho", "manager"),
        ("Marcus Bell", "sales"),
        ("Priya Raman", "sales"),
        ("Dana Whitcomb", "support"),
        ("Paul Etcheverry", "viewer"),
    ),
    "UK & Nordics": (
        ("Ingrid Solheim", "manager"),
        ("Owen Pritchard", "sales"),
        ("Freya Lund", "sales"),
        ("Callum Reid", "support"),
    ),
    "Continental Europe": (
        ("Matthias Brandt", "manager"),
        ("Camille Roussel", "sales"),
        ("Lucía Herrera", "sales"),
        ("Jonas Weber", "support"),
    ),
    "Asia-Pacific & Africa": (
        ("Hana Kobayashi", "manager"),
        ("Ethan Cho", "sales"),
        ("Meera Iyer", "sales"),
        ("Siobhan Clarke", "support"),
    ),
}


def _hire() -> tuple[Colleague, ...]:
    people: list[Colleague] = []
    for team_id, staff in enumerate(_STAFF.values(), start=1):
        manager = len(people) + 1
        for name, job in staff:
            people.append(Colleague(len(people) + 1, name, job, team_id, None if job == "manager" else manager))
    return tuple(people)


COLLEAGUES = _hire()


def working_as(job: str, team_id: int) -> list[Colleague]:
    """The colleagues with one job in one team, in order of id."""
    return [person for person in COLLEAGUES if person.job == job and person.team_id == team_id]


def team_of(country: str) -> int:
    """The id of the team that looks after a country.

    Raises:
        KeyError: No team does.
    """
    for team_id, countries in enumerate(TEAMS.values(), start=1):
        if country in countries:
            return team_id
    raise KeyError(country)


def team_rows() -> list[dict[str, Any]]:
    """The team table."""
    founded = midnight(add_months(month_start(0), -36))
    return [{"id": team_id, "name": name, "created_at": founded} for team_id, name in enumerate(TEAMS, start=1)]


def user_rows() -> list[dict[str, Any]]:
    """The user table; nobody in it can sign in until an administrator sets a password."""
    role = {"manager": "manager", "sales": "agent", "support": "agent", "viewer": "viewer"}
    regions = list(TEAMS)
    return [
        {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "role": role[person.job],
            "team_id": person.team_id,
            "manager_id": person.manager_id,
            "region": regions[person.team_id - 1],
            "password_hash": None,
            "is_active": True,
            "created_at": midnight(add_months(month_start(0), -30 + person.id)),
        }
        for person in COLLEAGUES
    ]
