"""One row a conversation: who, when, how fast, what was read in it, how it was rated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from assistant.messages import Cell
from assistant.records.export.sheet import Sheet
from assistant.records.phrases import full_name, key_of
from assistant.records.readings import newest_readings
from assistant.records.schema import Account, Contact, Message, Ticket, Triage, User
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

AT_ONCE = 500
LEVELS = {"very_negative": -2, "negative": -1, "neutral": 0, "positive": 1, "very_positive": 2}
URGENCY = ("low", "normal", "high", "critical")

PROFILE = (
    "number", "subject", "status", "priority", "type", "channel", "account", "contact", "contact_email", "assignee",
    "group", "tags", "created_at", "first_response_at", "solved_at",
)  # fmt: skip
TIMES = ("first_response_minutes", "resolution_hours", "reopened_count", "messages_in", "messages_out", "notes")
LABELS = (
    "intent", "intent_confidence", "intent_band", "sentiment_first", "sentiment_last", "sentiment_lowest",
    "sentiment_change", "frustrated", "urgency", "language", "intent_corrected",
    "corrected_by",
)  # fmt: skip
RATING = ("csat_score", "csat_comment")


def conversations(store: Store, user: UserView) -> Sheet:
    """Every ticket that `user` may see, oldest id first.

    Labels are those of its inbound messages: the intent of the first one that has any, a person's correction before
    the model's reading; sentiment first, last, lowest, with the change in levels from first to last (-4 to 4);
    frustrated if any was; the highest urgency. Minutes and hours pass on the clock, not in office hours.
    """
    return Sheet("conversations", (*PROFILE, *TIMES, *LABELS, *RATING), _rows(store, user))


def _rows(store: Store, user: UserView) -> Iterator[Sequence[Cell]]:
    last = 0
    with store.read(user) as session:
        names: dict[int, str] = {row.id: row.name for row in session.execute(select(User.id, User.name))}
    while True:
        with store.read(user) as session:
            tickets = _tickets(session, last)
            talks = _talks(session, [row.id for row in tickets])
        for row in tickets:
            yield _row(row, *talks.get(row.id, (Counter[str](), [])), names)
        if len(tickets) < AT_ONCE:
            return
        last = tickets[-1].id


def _tickets(session: Session, after: int) -> Sequence[Any]:
    assignee = aliased(User)
    statement = (
        select(
            Ticket.id,
            func.coalesce(Ticket.number, key_of(Ticket)).label("number"),
            *(getattr(Ticket, name) for name in ("subject", "status", "priority", "type", "channel")),
            Account.name.label("account"),
            full_name(Contact).label("contact"),
            Contact.email.label("contact_email"),
            assignee.name.label("assignee"),
            *(getattr(Ticket, name) for name in ("group", "tags", "created_at", "first_response_at", "solved_at")),
            *(getattr(Ticket, name) for name in ("reopened_count", "csat_score", "csat_comment")),
        )
        .outerjoin(Account, Account.id == Ticket.account_id)
        .outerjoin(Contact, Contact.id == Ticket.contact_id)
        .outerjoin(assignee, assignee.id == Ticket.assignee_id)
        .where(Ticket.id > after)
        .order_by(Ticket.id)
        .limit(AT_ONCE)
    )
    return session.execute(statement).all()


def _talks(session: Session, ticket_ids: Sequence[int]) -> dict[int, tuple[Counter[str], list[Triage]]]:
    """By ticket: how many messages of each direction, the readings of the inbound ones, oldest first."""
    messages = (
        select(Message.ticket_id, Message.id, Message.direction)
        .where(Message.ticket_id.in_(ticket_ids))
        .order_by(Message.ticket_id, Message.sent_at.asc().nulls_first(), Message.id)
    )
    found = session.execute(messages).all()
    readings = newest_readings(session, [row.id for row in found if row.direction == "in"])
    talks = {ticket_id: list(rows) for ticket_id, rows in groupby(found, key=lambda row: row.ticket_id)}
    return {
        ticket_id: (
            Counter(row.direction for row in rows),
            [readings[row.id] for row in rows if row.id in readings],
        )
        for ticket_id, rows in talks.items()
    }


def _row(ticket: Any, counts: Counter[str], readings: Sequence[Triage], names: Mapping[int, str]) -> tuple[Cell, ...]:
    profile = [_plain(getattr(ticket, name)) for name in PROFILE]
    times = (
        _passed(ticket.created_at, ticket.first_response_at, seconds=60),
        _passed(ticket.created_at, ticket.solved_at, seconds=3600),
        ticket.reopened_count,
        counts["in"],
        counts["out"],
        counts["note"],
    )
    return (*profile, *times, *_labels(readings, names), ticket.csat_score, ticket.csat_comment)


def _labels(readings: Sequence[Triage], names: Mapping[int, str]) -> tuple[Cell, ...]:
    if not readings:
        return (None,) * len(LABELS)
    about = next((one for one in readings if one.intent), readings[0])
    corrected = next((word for one in readings if (word := (one.corrected_to or {}).get("intent"))), None)
    felt = [(LEVELS[word], word) for one in readings if (word := _sentiment(one)) in LEVELS]
    urgencies = [one.urgency for one in readings if one.urgency in URGENCY]
    return (
        corrected or about.intent,
        None if about.intent_confidence is None else float(about.intent_confidence),
        about.intent_band,
        felt[0][1] if felt else None,
        felt[-1][1] if felt else None,
        min(felt)[1] if felt else None,
        felt[-1][0] - felt[0][0] if felt else None,
        any(one.frustrated for one in readings) if felt else None,
        max(urgencies, key=URGENCY.index) if urgencies else None,
        next((one.language for one in readings if one.language), None),
        corrected is not None,
        ", ".join(dict.fromkeys(_corrector(one, names) for one in readings if one.corrected_to)) or None,
    )


def _corrector(reading: Triage, names: Mapping[int, str]) -> str:
    return LOCAL_ADMIN.name if reading.corrected_by is None else names.get(reading.corrected_by, "")


def _sentiment(reading: Triage) -> str:
    return str((reading.corrected_to or {}).get("sentiment") or reading.sentiment)


def _passed(start: datetime | None, end: datetime | None, *, seconds: int) -> float | None:
    if start is None or end is None:
        return None
    return round((end - start).total_seconds() / seconds, 1)


def _plain(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return None if value is None else str(value)
