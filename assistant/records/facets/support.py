"""What accounts wrote to support: subqueries of one row an account that has any, with its value."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from assistant.records.facets.conditions import Condition
from assistant.records.facets.parts import Measure, by_account, moments, rule
from assistant.records.phrases import UNSOLVED
from assistant.records.schema import Message, Review, Ticket, Triage
from assistant.views import UserView

MARKS: dict[str, ColumnElement[bool]] = {
    "open": Ticket.status.in_(UNSOLVED),
    "solved": Ticket.status.not_in(UNSOLVED),
    "unanswered": and_(Ticket.status.in_(UNSOLVED), Ticket.first_response_at.is_(None)),
    "reopened": Ticket.reopened_count > 0,
    "urgent": Ticket.priority.in_(("urgent", "high")),
    "phone": Ticket.channel == "phone",
    "chat": Ticket.channel == "chat",
    "email": Ticket.channel == "email",
    "web": Ticket.channel == "web",
    "social": Ticket.channel == "social",
    "incident": Ticket.type == "incident",
    "feature_request": Ticket.type == "feature_request",
}
"""What a ticket can be, by the word that a condition's `values` hold; all of them must hold."""

MOODS: dict[str, ColumnElement[bool]] = {
    "negative": or_(Triage.sentiment_level < 0, Triage.frustrated.is_(True)),
    "frustrated": Triage.frustrated.is_(True),
    "positive": Triage.sentiment_level > 0,
}
"""How a message can sound, by the word that a condition's `values` hold."""


def tickets(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many tickets, with the marks named if any."""
    marks = [MARKS[value] for value in condition.values]
    by = [Ticket.assignee_id.in_(condition.ids)] if condition.ids else []
    return by_account(Ticket, func.count(), *marks, *by, moments(Ticket.created_at, condition), rule(Ticket, user))


def mood(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many messages sound so, by the newest reading of each."""
    sounds = or_(*(MOODS[value] for value in condition.values))
    return _messages(user, sounds, moments(Message.sent_at, condition))


def language(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many messages are in any of the languages (ISO 639-1), by the newest reading of each."""
    return _messages(user, Triage.language.in_(condition.values), moments(Message.sent_at, condition))


def rated(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many ratings (1 to 5) are among the values."""
    scores = Ticket.csat_score.in_([float(value) for value in condition.values])
    return by_account(Ticket, func.count(), scores, moments(Ticket.created_at, condition), rule(Ticket, user))


def reviewed(condition: Condition, user: UserView, as_of: date) -> Measure:
    """How many reviews in public, of any of the products if such are named, with a rating among the values."""
    ratings = Review.rating.in_([float(value) for value in condition.values])
    of = Review.product_id.in_(condition.ids) if condition.ids else true()
    return by_account(Review, func.count(), ratings, of, moments(Review.posted_at, condition), rule(Review, user))


def newest() -> Select[Any]:
    """The ids of the newest reading of each message."""
    return select(func.max(Triage.id)).group_by(Triage.message_id)


def _messages(user: UserView, *where: ColumnElement[bool]) -> Measure:
    columns: tuple[Any, ...] = (Ticket.account_id, func.count().label("value"))
    return (
        select(*columns)
        .join(Message, Message.ticket_id == Ticket.id)
        .join(Triage, Triage.message_id == Message.id)
        .where(
            Ticket.account_id.is_not(None),
            Message.direction == "in",
            Triage.id.in_(newest()),
            rule(Ticket, user),
            rule(Message, user),
            *where,
        )
        .group_by(Ticket.account_id)
    )
