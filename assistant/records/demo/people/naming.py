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
    industry, country = _drawn(_industries(), rng), _drawn(_countries(), rng)
    parent, luck = None, rng.random()
    if made and luck < SUBSIDIARIES + NEAR_TWINS:
        other = made[int(rng.integers(len(made)))]
        if luck < SUBSIDIARIES and not other.parent:
            parent, industry = other, other.industry
        elif luck >= SUBSIDIARIES:
            country = other.country
    culture = _culture(country)
    cities = culture["countries"][country][1]
    city = cities[int(rng.integers(len(cities)))]
    if parent is not None:
        name = f"{parent.name} {country if country != parent.country else city}"
    else:
        place = _place(culture, rng)
        if luck >= SUBSIDIARIES and made and luck < SUBSIDIARIES + NEAR_TWINS:
            place = max((word for word in other.name.split()), key=len)
        patterns = culture["patterns"][industry]
        name = patterns[int(rng.integers(len(patterns)))].format(p=place)
    sentences = _lines()[industry][1]
    return Invented(
        name=name,
        domain=f"{slug(name)}.example",
        industry=industry,
        country=country,
        city=city,
        employees=int(np.clip(MEDIAN_EMPLOYEES * rng.lognormal(0, 1.15), 4, 6_000)),
        founded_year=int(2021 - min(rng.exponential(38), 170)),
        parent=parent.name if parent else "",
        description=sentences[int(rng.integers(len(sentences)))].format(city=city, n=int(rng.integers(2, 24))),
    )


def _place(culture: dict[str, Any], rng: Generator) -> str:
    root = culture["roots"][int(rng.integers(len(culture["roots"])))]
    return str(root + culture["ends"][int(rng.integers(len(culture["ends"])))])


def _drawn(weights: dict[str, float], rng: Generator) -> str:
    share = np.cumsum(list(weights.values()))
    return list(weights)[int(np.searchsorted(share, rng.random() * share[-1], side="right"))]


@cache
def _cultures() -> dict[str, dict[str, Any]]:
    parsed: dict[str, dict[str, Any]] = json.loads((DATA / "naming.json").read_text(encoding="utf-8"))
    return parsed


@cache
def _lines() -> dict[str, tuple[float, list[str]]]:
    parsed: dict[str, tuple[float, list[str]]] = json.loads((DATA / "industries.json").read_text(encoding="utf-8"))
    return parsed


@cache
def _industries() -> dict[str, float]:
    return {industry: weight for industry, (weight, _) in _lines().items()}


@cache
def _countries() -> dict[str, float]:
    return {
        country: weight for culture in _cultures().values() for country, (weight, _) in culture["countries"].items()
    }


def _culture(country: str) -> dict[str, Any]:
    return next(culture for culture in _cultures().values() if country in culture["countries"])
