"""The people who work at the demo company, in four regional teams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import add_months, midnight, month_start
from assistant.records.demo.people.names import Names, plain

if TYPE_CHECKING:
    from assistant.records.demo.world import World

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

Job = Literal["manager", "sales", "support", "viewer"]
FOUNDERS: tuple[tuple[tuple[str, Job], ...], ...] = (
    (
        ("Renata Coelho", "manager"),
        ("Marcus Bell", "sales"),
        ("Priya Raman", "sales"),
        ("Dana Whitcomb", "support"),
        ("Paul Etcheverry", "viewer"),
    ),
    (("Ingrid Solheim", "manager"), ("Owen Pritchard", "sales"), ("Freya Lund", "sales"), ("Callum Reid", "support")),
    (
        ("Matthias Brandt", "manager"),
        ("Camille Roussel", "sales"),
        ("Lucía Herrera", "sales"),
        ("Jonas Weber", "support"),
    ),
    (("Hana Kobayashi", "manager"), ("Ethan Cho", "sales"), ("Meera Iyer", "sales"), ("Siobhan Clarke", "support")),
)
"""By team; they are there however small the company is."""

HIRED: tuple[tuple[str, ...], ...] = (
    ("Tessa Okonkwo", "Yara Benavides", "Noah Lindgren", "Grace Tanaka", "Caio Siqueira"),
    ("Aoife Brannigan", "Rasmus Holt", "Imani Clifford", "Petter Aune", "Hazel Murchison", "Tilda Wennberg"),
    ("Elif Demirci", "Bastien Corvo", "Nina Ziegler", "Marta Quiroga", "Joris van Loon", "Chiara Bonetti"),
    ("Rohan Bhatia", "Kirra Maddern", "Sora Ishida", "Naledi Maseko", "Jun-seo Pak", "Anika Verhoeven"),
)
"""Those who came as the company grew, by team, in the order of `NEXT_JOBS`; beyond them names are drawn."""

NEXT_JOBS: tuple[Job, ...] = ("sales", "support", "sales", "sales", "support", "viewer")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A user of the CRM; a manager's `manager_id` is None."""

    id: int
    name: str
    job: Job
    team_id: int
    manager_id: int | None

    @property
    def email(self) -> str:
        """First and last name at the company's domain, in ASCII."""
        return f"{plain(self.name).replace('-', '').replace(' ', '.')}@{MAIL_DOMAIN}"


class Staff:
    """All colleagues, by id, by what they do where."""

    def __init__(self, people: Sequence[Colleague]) -> None:
        self.people = tuple(people)
        self._jobs: dict[tuple[str, int], list[Colleague]] = {}
        for person in people:
            self._jobs.setdefault((person.job, person.team_id), []).append(person)

    def __getitem__(self, user_id: int) -> Colleague:
        return self.people[user_id - 1]

    def working_as(self, job: Job, team_id: int) -> list[Colleague]:
        """The colleagues with one job in one team, in order of id."""
        return self._jobs.get((job, team_id), [])

    @property
    def sellers(self) -> list[Colleague]:
        """All sales agents in order of id."""
        return [person for person in self.people if person.job == "sales"]


def hired(users: int, rng: Generator) -> Staff:
    """The founders with as many more as it takes, team after team in turn.

    Args:
        users: How many in all, at least the 17 founders.
        rng: Draws the names of those who are not in `HIRED`.
    """
    people: list[Colleague] = []
    managers: list[int] = []
    for team_id, founders in enumerate(FOUNDERS, start=1):
        managers.append(len(people) + 1)
        for name, job in founders:
            people.append(Colleague(len(people) + 1, name, job, team_id, None if job == "manager" else managers[-1]))
    names = Names({person.name for person in people} | {name for team in HIRED for name in team})
    for step in range(users - len(people)):
        team, came = (step + 1) % len(TEAMS), step // len(TEAMS)  # the first team has a viewer already: it comes last
        name = HIRED[team][came] if came < len(HIRED[team]) else " ".join(names.draw(_country(team, rng), rng))
        people.append(Colleague(len(people) + 1, name, NEXT_JOBS[came % len(NEXT_JOBS)], team + 1, managers[team]))
    return Staff(people)


def _country(team: int, rng: Generator) -> str:
    countries = list(TEAMS.values())[team]
    return countries[int(rng.integers(len(countries)))]


def team_of(country: str) -> int:
    """The id of the team that looks after a country.

    Raises:
        KeyError: No team does.
    """
    for team_id, countries in enumerate(TEAMS.values(), start=1):
        if country in countries:
            return team_id
    raise KeyError(country)


def team_rows(world: World) -> Iterator[Row]:
    """The teams, each founded three years before the records begin."""
    founded = midnight(add_months(month_start(0), -36))
    for team_id, name in enumerate(TEAMS, start=1):
        yield {"id": team_id, "name": name, "created_at": founded}


def user_rows(world: World) -> Iterator[Row]:
    """The colleagues; none of them can sign in until an administrator sets a password."""
    role = {"manager": "manager", "sales": "agent", "support": "agent", "viewer": "viewer"}
    regions = list(TEAMS)
    for person in world.staff.people:
        yield {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "role": role[person.job],
            "team_id": person.team_id,
            "manager_id": person.manager_id,
            "region": regions[person.team_id - 1],
            "password_hash": None,
            "is_active": True,
            "created_at": midnight(add_months(month_start(0), -30 + person.id % 24)),
        }


TEAM = Concept("team", team_rows)
USER = Concept("user", user_rows)
