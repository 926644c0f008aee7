"""What the records of one user hold, as far as questions need to know before they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.records.preferences import DEFAULTS, Preferences


@dataclass(frozen=True, slots=True)
class Custom:
    """A custom field with how people call it."""

    field: str  # as `FIELDS` names it
    label: str
    values: tuple[str, ...] = ()  # of a text, when there are few


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values, fields, objects and settings that words may stand for."""

    values: dict[str, tuple[str, ...]]  # category field → its values
    filled: frozenset[str]  # fields with any data
    objects: frozenset[str]  # nodes with any row
    managers: frozenset[int]  # users somebody reports to
    sellers: frozenset[int]  # users who are agents, or own a deal
    home_country: str  # the commonest country of accounts
    units: dict[str, str] = field(default_factory=dict)  # field → "USD millions"
    open_stages: tuple[str, ...] = ()
    categories: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of support and commerce
    preferences: Preferences = DEFAULTS
    years: tuple[int, int] = (2000, 2000)  # first and last year of the timestamps on record
    customs: tuple[Custom, ...] = ()
    quota_periods: tuple[tuple[date, date], ...] = ()  # first and last day of each, without doubles
    currency: str = "USD"  # the home's: as set, else the only one on record
    currencies: dict[str, frozenset[str]] = field(default_factory=dict)  # node → the currencies of its rows
    rated: frozenset[str] = frozenset()  # currencies with an exchange rate

    @property
    def foreign(self) -> frozenset[str]:
        """The nodes with any row in another currency than the home's."""
        return frozenset(node for node, found in self.currencies.items() if found - {self.currency})
