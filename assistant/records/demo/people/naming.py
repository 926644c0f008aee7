"""Names of invented companies, put together from parts that sound like where they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator

from assistant.records.demo.people.names import plain

DATA = Path(__file__).parent.parent / "data"
NEAR_TWINS = 0.04  # share that takes a name nearly the same as an earlier one
SUBSIDIARIES = 0.06
MEDIAN_EMPLOYEES = 110


@dataclass(frozen=True, slots=True)
class Invented:
    """A company before anything is known about its dealings with us."""

    name: str
    domain: str
    industry: str
    country: str
    city: str
    employees: int
    founded_year: int
    parent: str  # its name; empty: none
    description: str
    kind: str  # what is done there, finer than the industry
    place: str  # the invented place or family in its name


def invented(count: int, taken: set[str], rng: Generator) -> list[Invented]:
    """Invent so many companies; none has a name or a domain that is taken, parents come before subsidiaries.

    Args:
        count: How many.
        taken: Names in use; their domains are in use as well.
        rng: Draws everything.
    """
    names, domains = set(taken), {slug(name) for name in taken}
    made: list[Invented] = []
    while len(made) < count:
        company = _invent(made, rng)
        if company.name in names or company.domain.removesuffix(".example") in domains:
            continue
        names.add(company.name)
        domains.add(company.domain.removesuffix(".example"))
        made.append(company)
    return made


def slug(name: str) -> str:
    """What a name becomes in an address."""
    letters = "".join(letter if letter.isalnum() else "-" for letter in plain(name).replace("'", ""))
    return "-".join(part for part in letters.split("-") if part)


def _invent(made: list[Invented], rng: Generator) -> Invented:
    industry, country = _drawn(_trades()["weights"], rng), _drawn(_countries(), rng)
    luck, kin = rng.random(), made[int(rng.integers(len(made)))] if made else None
    is_subsidiary = kin is not None and luck < SUBSIDIARIES and not kin.parent
    is_twin = kin is not None and SUBSIDIARIES <= luck < SUBSIDIARIES + NEAR_TWINS
    if kin is not None and is_subsidiary:
        industry = kin.industry
    elif kin is not None and is_twin:
        country = kin.country
    culture = _culture(country)
    cities = culture["countries"][country][1]
    city = cities[int(rng.integers(len(cities)))]
    place = kin.place if kin is not None and is_twin else _place(culture, rng)
    name, kind = _named(culture["patterns"][industry], place, rng)
    if kin is not None and is_subsidiary:
        name, kind, place = f"{kin.name} {country if country != kin.country else city}", kin.kind, kin.place
    employees = int(np.clip(MEDIAN_EMPLOYEES * rng.lognormal(0, 1.15), 4, 6_000))
    return Invented(
        name=name,
        domain=f"{slug(name)}.example",
        industry=industry,
        country=country,
        city=city,
        employees=employees,
        founded_year=int(2021 - min(rng.exponential(38), 170)),
        parent=kin.name if kin is not None and is_subsidiary else "",
        description=_described(kind, city, employees, rng),
        kind=kind,
        place=place,
    )


def _place(culture: dict[str, Any], rng: Generator) -> str:
    root = culture["roots"][int(rng.integers(len(culture["roots"])))]
    return str(root + culture["ends"][int(rng.integers(len(culture["ends"])))])


def _named(patterns: dict[str, list[str]], place: str, rng: Generator) -> tuple[str, str]:
    """A name with the kind of company that bears such a name."""
    known = [(pattern, kind) for kind, several in patterns.items() for pattern in several]
    pattern, kind = known[int(rng.integers(len(known)))]
    return pattern.format(p=place), kind


def _described(kind: str, city: str, employees: int, rng: Generator) -> str:
    """A sentence about a company; the larger it is, the more there is of what it has."""
    sentences = _trades()["sentences"][kind]
    several = 2 + round(float(employees**0.45 * rng.uniform(0.3, 0.9)))
    return str(sentences[int(rng.integers(len(sentences)))].format(city=city, n=several))


def _drawn(weights: dict[str, float], rng: Generator) -> str:
    share = np.cumsum(list(weights.values()))
    return list(weights)[int(np.searchsorted(share, rng.random() * share[-1], side="right"))]


@cache
def _cultures() -> dict[str, dict[str, Any]]:
    parsed: dict[str, dict[str, Any]] = json.loads((DATA / "naming.json").read_text(encoding="utf-8"))
    return parsed


@cache
def _trades() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((DATA / "industries.json").read_text(encoding="utf-8"))
    return parsed


@cache
def _countries() -> dict[str, float]:
    return {
        country: weight for culture in _cultures().values() for country, (weight, _) in culture["countries"].items()
    }


def _culture(country: str) -> dict[str, Any]:
    return next(culture for culture in _cultures().values() if country in culture["countries"])
