"""The people at the companies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, between, midnight
from assistant.records.demo.people.companies import Company
from assistant.records.demo.people.names import Names, plain
from assistant.records.demo.trade.frauds import Attempt

if TYPE_CHECKING:
    from assistant.records.demo.world import World

LANGUAGES = {
    "Germany": "de",
    "Austria": "de",
    "Switzerland": "de",
    "France": "fr",
    "Belgium": "fr",
    "Spain": "es",
    "Mexico": "es",
    "Portugal": "pt",
    "Brazil": "pt",
    "Italy": "it",
    "Japan": "ja",
    "South Korea": "ko",
}  # English elsewhere
TIMEZONES = {
    "United States": "America/Chicago",
    "Canada": "America/Toronto",
    "Mexico": "America/Mexico_City",
    "Brazil": "America/Sao_Paulo",
    "United Kingdom": "Europe/London",
    "Ireland": "Europe/Dublin",
    "Australia": "Australia/Sydney",
    "New Zealand": "Pacific/Auckland",
    "Japan": "Asia/Tokyo",
    "South Korea": "Asia/Seoul",
    "Singapore": "Asia/Singapore",
    "India": "Asia/Kolkata",
    "Kenya": "Africa/Nairobi",
    "South Africa": "Africa/Johannesburg",
}  # Europe/Berlin elsewhere
DIAL = {"United States": 1, "Canada": 1, "Mexico": 52, "Brazil": 55, "United Kingdom": 44, "Ireland": 353, "Norway": 47,
        "Sweden": 46, "Denmark": 45, "Finland": 358, "Germany": 49, "Austria": 43, "Switzerland": 41, "France": 33,
        "Spain": 34, "Portugal": 351, "Netherlands": 31, "Belgium": 32, "Italy": 39, "Australia": 61, "New Zealand": 64,
        "Japan": 81, "Singapore": 65, "India": 91, "South Korea": 82, "Kenya": 254, "South Africa": 27}  # fmt: skip
TITLES = {
    "Education": ("Facilities Manager", "Lab Technician", "Bursar", "IT Administrator", "Graduate Student"),
    "Healthcare": ("Pharmacy Manager", "Estates Manager", "Head of Facilities", "IT Administrator", "Ward Sister"),
    "Pharmaceuticals": ("Head of Quality", "Validation Engineer", "Warehouse Manager", "IT Administrator"),
    "Food & Beverage": ("Production Manager", "Owner", "Quality Manager", "Purchasing Manager", "Cellar Master"),
    "Logistics": ("Operations Manager", "Warehouse Manager", "Fleet Coordinator", "IT Administrator"),
    "Hospitality": ("General Manager", "Head of Maintenance", "Purchasing Manager", "Executive Chef"),
    "Nonprofit": ("Secretary", "Treasurer", "Operations Lead", "Retired Engineer"),
}
OTHER_TITLES = ("Managing Director", "Facilities Manager", "IT Administrator", "Purchasing Manager", "Operations Lead")
FROM_THE_START = 0.45  # share of the further contacts who were known as soon as the company was
ELSEWHERE = 0.015  # share whose address is not at the company's own domain, consultants mostly


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as the other files need it."""

    id: int
    account_id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    title: str
    language: str  # ISO 639-1
    is_primary: bool
    since: date  # in our records, with consent to be written to

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class _Place:
    """A contact to be named."""

    company: Company
    since: date
    title: str
    is_primary: bool
    elsewhere: bool


class Directory:
    """All contacts, by company, by the day from which on they were known."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = tuple(people)
        self._staff: dict[int, list[Person]] = {}
        for person in people:
            self._staff.setdefault(person.account_id, []).append(person)

    def __getitem__(self, contact_id: int) -> Person:
        return self.people[contact_id - 1]

    def known_at(self, account_id: int, day: date) -> list[Person]:
        """The contacts of an account on a day, never none: its first one is known from the beginning."""
        staff = self._staff[account_id]
        return [person for person in staff if person.since <= day] or staff[:1]


def directory(
    count: int, companies: Sequence[Company], attempts: Sequence[Attempt], rng: Generator
) -> Directory:  # fmt: skip
    """Draw so many contacts: one for each company at least, the more the larger it is, numbered as they became known.

    Args:
        count: How many in all.
        companies: Where they work.
        attempts: Frauds, some of which bring a contact who was made up for them.
        rng: Draws everything.
    """
    fakes = [attempt for attempt in attempts if attempt.newcomer]
    weights = [company.employees**0.35 for company in companies]
    heads = [1] * len(companies)
    more = max(count - len(companies) - len(fakes), 0)
    for chosen in rng.choice(len(companies), size=more, p=[weight / sum(weights) for weight in weights]):
        heads[int(chosen)] += 1
    places = [
        place
        for company, staff in zip(companies, heads, strict=True)
        for place in _places(company, staff, rng)
    ]  # fmt: skip
    known = {company.id: company for company in companies}
    for attempt in fakes:
        since = attempt.day - timedelta(days=int(rng.integers(0, 6)))
        places.append(_Place(known[attempt.account_id], since, "Purchasing Manager", False, rng.random() < 0.6))
    places.sort(key=lambda place: (place.since, place.company.id, not place.is_primary))
    names, taken = Names(), set[str]()
    return Directory([_person(number, place, names, taken, rng) for number, place in enumerate(places, start=1)])


def _places(company: Company, count: int, rng: Generator) -> Iterator[_Place]:
    titles = [str(title) for title in rng.permutation(TITLES.get(company.industry, OTHER_TITLES))]
    for position in range(count):
        since = company.known_since
        if position and rng.random() > FROM_THE_START:
            since = between(since, DATA_DATE - timedelta(days=5), rng)
        elsewhere = bool(position and rng.random() < ELSEWHERE)
        yield _Place(company, since, titles[position % len(titles)], position == 0, elsewhere)


def _person(number: int, place: _Place, names: Names, taken: set[str], rng: Generator) -> Person:
    company = place.company
    first, last = names.draw(company.country, rng)
    domain = f"{plain(last).replace(' ', '')}-office.example" if place.elsewhere else company.domain
    local, position = f"{plain(first)}.{plain(last)}".replace(" ", "-"), 1
    email = f"{local}@{domain}"
    while email in taken:
        position += 1
        email = f"{local}{position}@{domain}"
    taken.add(email)
    return Person(
        id=number,
        account_id=company.id,
        first_name=first,
        last_name=last,
        email=email,
        phone=f"+{DIAL[company.country]} 555 01{int(rng.integers(0, 100)):02d} {rng.integers(100, 999)}",
        title=place.title,
        language=LANGUAGES.get(company.country, "en"),
        is_primary=place.is_primary,
        since=place.since,
    )


def contact_rows(world: World) -> Iterator[Row]:
    """Who opted out is drawn by lot."""
    rng = world.rng("contact rows")
    for person in world.directory.people:
        company = world.company[person.account_id]
        yield {
            "id": person.id,
            "owner_id": company.owner_id,
            "account_id": person.account_id,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": person.email,
            "phone": person.phone,
            "title": person.title,
            "language": person.language,
            "timezone": TIMEZONES.get(company.country, "Europe/Berlin"),
            "opt_out": bool(rng.random() < 0.06),
            "is_primary": person.is_primary,
            "created_at": midnight(person.since),
        }


CONTACT = Concept("contact", contact_rows)
