"""What can be asked of an account, in closed words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Fact = Literal[
    "country",
    "city",
    "industry",
    "segment",
    "lifecycle",
    "described",
    "employees",
    "annual_revenue",
    "founded_year",
    "owner",
    "team",
    "subsidiary",
    "bought",
    "spent",
    "billed",
    "orders",
    "last_order",
    "monthly_value",
    "renewal",
    "subscribed",
    "cancelled",
    "open_deals",
    "won_deals",
    "lost_deals",
    "deal_amount",
    "tickets",
    "mood",
    "rated",
    "reviewed",
    "language",
    "late_invoices",
    "overdue_invoices",
    "usage_fall",
    "last_login",
    "last_contact",
]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be true of an account."""

    fact: Fact
    said: str  # in words, as the reading shows it: "in Kenya"
    values: tuple[str, ...] = ()  # any of them: the home's own values, or marks of a ticket
    ids: tuple[int, ...] = ()  # any of them: users, teams, products
    least: float | None = None  # inclusive
    most: float | None = None  # inclusive
    since: date | None = None  # first day of what counts
    until: date | None = None  # the day after the last
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What accounts are listed by."""

    fact: Fact
    descending: bool
    said: str  # "what they spent, most first"
    place: int | None = None  # the condition whose own value it is, by its number; None for the figure over all time
    since: date | None = None  # first day of what counts
    until: date | None = None  # the day after the last
    top: int | None = None  # how many come into question at all; None for every account
