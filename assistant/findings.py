"""Accounts found for a request in plain language, as tools and pages see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.messages import Cell


@dataclass(frozen=True, slots=True)
class Quote:
    """What an account wrote that fits, with where it stands."""

    ticket_id: int
    number: str
    subject: str
    passage: str
    day: date | None
    sentiment: str  # negative | neutral | positive, empty where no message was read
    similarity: float  # cosine, -1 to 1; without an index the share of the words, 0 to 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One account with why it was found."""

    account_id: int
    key: str
    name: str
    facts: tuple[Cell, ...]  # one for each of the findings' `columns`
    quote: Quote | None
    similarity: float  # of what was looked for by meaning; 1 where nothing was


@dataclass(frozen=True, slots=True)
class Findings:
    """Accounts that fit, best first; none come with the sentence that says why."""

    found: tuple[Finding, ...]
    total: int  # accounts that fit, shown or not; by meaning those that are more likely meant than not
    columns: tuple[str, ...]  # names of the facts
    reading: str
    query: str  # read-only SQL that runs as shown; empty where no fact was asked for
    order: str  # what comes first, in words
    refusal: str = ""  # why nothing is found; empty otherwise
    suggestions: tuple[str, ...] = ()
    by_meaning: bool = False  # whether words decided the order
    grasped: bool = True  # whether a fact or a tone was understood, so that a refusal tells of what was meant
    unheard: tuple[str, ...] = ()  # words of the request that no customer used: they could not count
