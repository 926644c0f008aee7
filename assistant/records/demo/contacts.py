"""The people at the companies."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from numpy.random import Generator

from assistant.records.demo.companies import Company
from assistant.records.demo.days import midnight

NAMES_FILE = Path(__file__).parent / "data" / "names.json"
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
PEOPLE = 220
PLAIN = {
    ord(letter): plain for letter, plain in (("ø", "o"), ("Ø", "O"), ("ü", "ue"), ("ö", "oe"), ("ä", "ae"), (" ", "-"))
}


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

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


def people(known: Sequence[Company], rng: Generator) -> list[Person]:
    """Draw 220 contacts: one for each company at least, the more the larger it is."""
    groups = json.loads(NAMES_FILE.read_text(encoding="utf-8")).values()
    culture = {country: group for group in groups for country in group["countries"]}
    weights = [company.employees**0.35 for company in known]
    heads = [1] * len(known)
    for chosen in rng.choice(len(known), size=PEOPLE - len(known), p=[weight / sum(weights) for weight in weights]):
        heads[int(chosen)] += 1
    taken: set[str] = set()
    drawn: list[Person] = []
    for company, count in zip(known, heads, strict=True):
        names = culture[company.country]
        titles = [str(title) for title in rng.permutation(TITLES.get(company.industry, OTHER_TITLES))]
        for position in range(count):
            first, last = _free_name(names["first"], names["last"], taken, rng)
            drawn.append(
                Person(
                    id=len(drawn) + 1,
                    account_id=company.id,
                    first_name=first,
                    last_name=last,
                    email=f"{_ascii(first)}.{_ascii(last)}@{company.domain}",
                    phone=f"+{DIAL[company.country]} 555 01{int(rng.integers(0, 100)):02d} {rng.integers(100, 999)}",
                    title=titles[position % len(titles)],
                    language=LANGUAGES.get(company.country, "en"),
                    is_primary=position == 0,
                )
            )
    return drawn


def _free_name(first: Sequence[str], last: Sequence[str], taken: set[str], rng: Generator) -> tuple[str, str]:
    """A full name that nobody has yet."""
    while True:
        pair = first[int(rng.integers(len(first)))], last[int(rng.integers(len(last)))]
        if " ".join(pair) not in taken:
            taken.add(" ".join(pair))
            return pair


def _ascii(name: str) -> str:
    plain = name.translate(PLAIN)
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()


def contact_rows(drawn: Sequence[Person], known: Sequence[Company], rng: Generator) -> list[dict[str, Any]]:
    """The contact table."""
    companies = {company.id: company for company in known}
    return [
        {
            "id": person.id,
            "owner_id": companies[person.account_id].owner_id,
            "account_id": person.account_id,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": person.email,
            "phone": person.phone,
            "title": person.title,
            "language": person.language,
            "timezone": TIMEZONES.get(companies[person.account_id].country, "Europe/Berlin"),
            "opt_out": bool(rng.random() < 0.06),
            "is_primary": person.is_primary,
            "created_at": midnight(companies[person.account_id].known_since + timedelta(days=person.id % 9)),
        }
        for person in drawn
    ]
