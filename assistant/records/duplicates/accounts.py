"""Compares accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio
from sqlalchemy import Select, select

from assistant.records.duplicates.names import own_domain, tokens
from assistant.records.duplicates.weights import Evidence
from assistant.records.schema import Account

FIELDS: Select[*tuple[object, ...]] = select(
    Account.id, Account.name, Account.domain, Account.country, Account.city, Account.industry, Account.employees,
    Account.founded_year, Account.parent_id,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AccountView:
    """What is compared of an account."""

    id: int
    name: str
    domain: str
    country: str
    city: str
    industry: str
    employees: int | None
    founded_year: int | None
    parent_id: int | None
    words: tuple[str, ...]

    @classmethod
    def of(cls, row: tuple[object, ...]) -> AccountView:
        """Make one of a row of `FIELDS`."""
        id_, name, domain, country, city, industry, employees, founded, parent = row
        return cls(
            id=int(str(id_)),
            name=str(name),
            domain=own_domain(str(domain or "")),
            country=_plain(country),
            city=_plain(city),
            industry=_plain(industry),
            employees=employees if isinstance(employees, int) else None,
            founded_year=founded if isinstance(founded, int) else None,
            parent_id=parent if isinstance(parent, int) else None,
            words=tokens(str(name)),
        )


def blocks(account: AccountView) -> Iterator[str]:
    """Keys of which two accounts must share one to be compared at all."""
    core = "".join(account.words)
    if account.domain:
        yield f"domain {account.domain}"
    yield f"start {core[:5]}"
    yield f"end {core[-6:]}"
    yield f"words {' '.join(sorted(account.words))}"
    longest = max(account.words, key=len, default="")
    if len(longest) > 4:
        yield f"word {longest}"


def compare(one: AccountView, other: AccountView) -> list[Evidence]:
    """Everything that speaks for or against two accounts being one company."""
    if one.parent_id == other.id or other.parent_id == one.id:
        return [Evidence(-40.0)]  # somebody has said that they are two
    found = [_names(one, other), *_places(one, other)]
    if one.domain and other.domain:
        same = one.domain == other.domain
        found.append(Evidence(8.0, f"both use {one.domain}") if same else Evidence(-3.0))
    if one.industry and other.industry:
        found.append(Evidence(1.0) if one.industry == other.industry else Evidence(-1.5))
    if one.founded_year and other.founded_year:
        same = one.founded_year == other.founded_year
        found.append(Evidence(3.0, f"both founded in {one.founded_year}") if same else Evidence(-2.0))
    if one.employees and other.employees:
        ratio = max(one.employees, other.employees) / min(one.employees, other.employees)
        found.append(Evidence(1.5, "about as many employees") if ratio < 1.15 else Evidence(-2.0 if ratio > 2 else 0.0))
    return found


def _plain(value: object) -> str:
    return str(value or "").strip().casefold()


def _names(one: AccountView, other: AccountView) -> Evidence:
    if _numbers(one.name) != _numbers(other.name):
        return Evidence(-8.0)  # Shop 12 is not Shop 14
    if one.name == other.name:
        return Evidence(7.0, "the same name")
    if one.words == other.words:
        return Evidence(7.0, "the same name but for its legal form, case or punctuation")
    if sorted(one.words) == sorted(other.words):
        return Evidence(6.0, "the same words in another order")
    left, right = "".join(one.words), "".join(other.words)
    if left == right:
        return Evidence(6.5, "the same name but for its spaces")
    if set(one.words) < set(other.words) or set(other.words) < set(one.words):
        return Evidence(-1.0)  # a branch, or the same one said in full
    likeness = max(
        JaroWinkler.similarity(left, right), token_sort_ratio(" ".join(one.words), " ".join(other.words)) / 100
    )
    changed = _changed_words(one.words, other.words)
    if changed and min(map(len, changed)) > 2 and all(_far(a, b) for a, b in _pairs(one.words, other.words)):
        return Evidence(-5.0)  # Northwind Foods is not Northwind Freight
    if likeness >= 0.95:
        return Evidence(5.0, "nearly the same spelling")
    if likeness >= 0.9:
        return Evidence(3.0, "a similar spelling")
    return Evidence(0.5 if likeness >= 0.85 else -4.0)


def _places(one: AccountView, other: AccountView) -> Iterator[Evidence]:
    if one.country and other.country:
        yield Evidence(1.0) if one.country == other.country else Evidence(-4.0)
    if one.city and other.city:
        yield Evidence(3.0, f"both in {one.city.title()}") if one.city == other.city else Evidence(-2.0)


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _changed_words(one: tuple[str, ...], other: tuple[str, ...]) -> list[str]:
    return [word for word in (*one, *other) if (word in one) != (word in other)]


def _pairs(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[str, str]]:
    """Words that only one of two names has, each beside the nearest such word of the other."""
    left = [word for word in one if word not in other]
    right = [word for word in other if word not in one]
    return [(word, max(right, key=lambda near: JaroWinkler.similarity(word, near), default="")) for word in left]


def _far(one: str, other: str) -> bool:
    return JaroWinkler.similarity(one, other) < 0.88
