"""One account with everything around it, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.messages import Table
from assistant.views import AccountSummary


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened with an account."""

    at: datetime  # timezone-aware, UTC; midnight where only the day is known
    kind: str  # deal | ticket | order | invoice | subscription | activity | review | campaign
    id: int  # of the record
    key: str  # the source's own key, else the id as text
    what: str  # "won", "opened", "sent to": a few words
    title: str  # the record's name or subject, as stored
    detail: str = ""  # amount, rating, sentiment: already in words


@dataclass(frozen=True, slots=True)
class Series:
    """Rows by period, with no period left out between the first and the last."""

    table: Table  # first column the period, "YYYY-MM" or "YYYY-Qn"
    query: str  # gives the rows that were added up


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One company of the family."""

    id: int
    name: str
    level: int  # 0 for the account itself, -1 its parent, 1 its subsidiaries …
    country: str | None
    lifecycle_stage: str | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything about one account but its timeline, which comes in pages."""

    summary: AccountSummary
    usage: Series
    sentiment: Series
    won: Series
    bought: Series
    people: Table
    deals: Table
    tickets: Table
    orders: Table
    subscriptions: Table
    family: tuple[FamilyMember, ...]  # topmost parent first; the account alone when it has none
