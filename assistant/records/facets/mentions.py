"""Tickets with what was read in them, for ranking what accounts wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select, true
from sqlalchemy.orm import aliased

from assistant.records.facets.parts import morning
from assistant.records.facets.support import MARKS, newest
from assistant.records.phrases import key_of
from assistant.records.schema import Account, Message, Ticket, Triage
from assistant.records.store import Store
from assistant.views import UserView

AT_ONCE = 500  # bound values of one statement
NEWEST = 1_000  # tickets that are read when none are named


_PLAIN = (
    Ticket.number,
    Ticket.source_id,
    Ticket.subject,
    Ticket.created_at,
    Account.id,
    Account.source_id,
    Account.name,
)
"""Columns told as they are; PostgreSQL wants them grouped by where it reads through views."""


@dataclass(frozen=True, slots=True)
class MentionFilter:
    """Which tickets count."""

    since: date | None = None
    until: date | None = None  # the day after the last
    marks: tuple[str, ...] = ()  # words of `MARKS`, all of them
    assignees: tuple[int, ...] = ()  # any of these users
    tone: str = ""  # negative | positive: a message of the ticket sounds so

    @property
    def any(self) -> bool:
        """Whether it leaves tickets out."""
        return bool(self.since or self.until or self.marks or self.assignees or self.tone)


@dataclass(frozen=True, slots=True)
class Mention:
    """One ticket of an account; labels are None where no message was read."""

    ticket_id: int
    number: str
    subject: str
    account_id: int
    account_key: str
    account: str
    created_at: datetime | None
    intent: str | None  # of its first message
    sentiment_level: int | None  # the lowest of its messages, -2 to 2
    highest_level: int | None
    frustrated: bool


def mentions(
    store: Store,
    user: UserView,
    where: MentionFilter,
    *,
    tickets: Sequence[int] | None = None,
    accounts: Sequence[int] | None = None,
) -> list[Mention]:
    """Tickets that the user may see, with their account, by id.

    Args:
        store: The records.
        user: Whose row rule holds.
        where: Which of them.
        tickets: Only these, when given.
        accounts: Only those of these accounts, when given; without either the newest 1,000.
    """
    statement = _statement(where)
    found: list[Mention] = []
    with store.read(user) as session:
        if tickets is None and accounts is None:
            newest = statement.order_by(None).order_by(Ticket.created_at.desc().nulls_last(), Ticket.id.desc())
            return [Mention(*row) for row in session.execute(newest.limit(NEWEST))]
        for part in _parts(tickets if tickets is not None else accounts or ()):
            narrow = (Ticket.id if tickets is not None else Ticket.account_id).in_(part)
            found += [Mention(*row) for row in session.execute(statement.where(narrow))]
    if tickets is not None and accounts is not None:
        allowed = set(accounts)
        found = [mention for mention in found if mention.account_id in allowed]
    return found


def _statement(where: MentionFilter) -> Select[*tuple[Any, ...]]:
    reading, said, first = aliased(Triage), aliased(Message), aliased(Triage)
    intent = (
        select(first.intent)
        .join(Message, Message.id == first.message_id)
        .where(Message.ticket_id == Ticket.id, Message.direction == "in", first.intent.is_not(None))
        .order_by(Message.id, first.id.desc())
        .limit(1)
        .correlate(Ticket)
        .scalar_subquery()
    )
    tests = [MARKS[mark] for mark in where.marks]
    if where.since:
        tests.append(Ticket.created_at >= morning(where.since))
    if where.until:
        tests.append(Ticket.created_at < morning(where.until))
    if where.assignees:
        tests.append(Ticket.assignee_id.in_(where.assignees))
    sounds = {
        "": true(),
        "negative": or_(func.min(reading.sentiment_level) < 0, func.max(case((reading.frustrated.is_(True), 1))) == 1),
        "positive": func.max(reading.sentiment_level) > 0,
    }
    return (
        select(
            Ticket.id,
            func.coalesce(Ticket.number, key_of(Ticket)).label("number"),
            Ticket.subject,
            Account.id.label("account_id"),
            key_of(Account).label("account_key"),
            Account.name.label("account"),
            Ticket.created_at,
            intent.label("intent"),
            func.min(reading.sentiment_level).label("lowest"),
            func.max(reading.sentiment_level).label("highest"),
            (func.max(case((reading.frustrated.is_(True), 1), else_=0)) == 1).label("frustrated"),
        )
        .join(Account, Account.id == Ticket.account_id)
        .outerjoin(said, (said.ticket_id == Ticket.id) & (said.direction == "in"))
        .outerjoin(reading, (reading.message_id == said.id) & reading.id.in_(newest()))
        .where(*tests)
        .group_by(Ticket.id, *_PLAIN)
        .having(sounds[where.tone])
        .order_by(Ticket.id)
    )


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
