"""What models have read in customers' messages so far: languages, confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assistant.records.readings import newest_triage
from assistant.records.schema import Message, Triage
from assistant.records.store import Store
from assistant.views import UserView

BANDS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of all."""

    name: str
    share: float  # 0 to 1
    rows: int


def languages(store: Store, user: UserView) -> tuple[Share, ...]:
    """Languages of the inbound messages that have been read, most frequent first."""
    with store.read(user) as session:
        return _shares(session, _readings(Triage.language))


def bands(store: Store, user: UserView) -> tuple[Share, ...]:
    """How confident the intents of inbound messages are: high, medium, low, in this order."""
    with store.read(user) as session:
        found = {one.name: one for one in _shares(session, _readings(Triage.intent_band))}
    return tuple(found[name] for name in BANDS if name in found)


def unread_messages(store: Store, user: UserView) -> int:
    """Inbound messages that no model has read yet."""
    statement = select(func.count()).select_from(Message).where(Message.direction == "in", ~_read())
    with store.read(user) as session:
        return session.scalar(statement) or 0


def _read() -> Any:
    return select(Triage.id).where(Triage.message_id == Message.id).exists()


def _readings(column: Any) -> Select[str, int]:
    return (
        select(column, func.count())
        .join(Message, Message.id == Triage.message_id)
        .where(Message.direction == "in", column.is_not(None), Triage.id == newest_triage(Message.id))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )


def _shares(session: Session, statement: Select[str, int]) -> tuple[Share, ...]:
    rows = [(str(name), number) for name, number in session.execute(statement)]
    total = sum(number for _, number in rows)
    return tuple(Share(name, number / total, number) for name, number in rows)
