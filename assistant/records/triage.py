"""Readings of customers' messages: stored exactly once a message and model version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, exists, func, insert, select
from sqlalchemy.orm import aliased

from assistant.messages import Reading
from assistant.records.readings import newest_readings, reading_of, taught_in, values_of
from assistant.records.schema import Message, Ticket, Triage
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Untagged:
    """An inbound message that a model version has not read yet."""

    id: int
    text: str
    subject: str = ""  # of its ticket, where it is the customer's first message
    sent_on: date | None = None  # UTC


class Triages:
    """What models read in messages; rows are only added."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def untagged(self, model_version: str, limit: int) -> list[Untagged]:
        """At most `limit` inbound messages that the model version has not read, oldest id first."""
        read = exists().where(Triage.message_id == Message.id, Triage.model_version == model_version)
        earlier = aliased(Message)
        reply = exists().where(
            earlier.ticket_id == Message.ticket_id, earlier.direction == "in", earlier.id < Message.id
        )
        statement = (
            select(
                Message.id,
                Message.body_text,
                case((reply, ""), else_=func.coalesce(Ticket.subject, "")),
                Message.sent_at,
            )
            .outerjoin(Ticket, Ticket.id == Message.ticket_id)
            .where(Message.direction == "in", ~read)
            .order_by(Message.id)
        )
        with self._store.read(LOCAL_ADMIN) as session:
            return [
                Untagged(id_, text, subject, sent_at.date() if sent_at else None)
                for id_, text, subject, sent_at in session.execute(statement.limit(limit))
            ]

    def untagged_count(self, model_version: str) -> int:
        """How many inbound messages the model version has not read."""
        read = exists().where(Triage.message_id == Message.id, Triage.model_version == model_version)
        with self._store.read(LOCAL_ADMIN) as session:
            return session.scalar(select(func.count(Message.id)).where(Message.direction == "in", ~read)) or 0

    def store_readings(self, readings: Mapping[int, Reading]) -> int:
        """Store readings by message id, all of them or none.

        A message that the same model version has read already keeps its first reading; one that is gone is left out.

        Returns:
            How many were new.
        """
        stored = 0
        ids = list(readings)
        with self._store.write() as session:
            for start in range(0, len(ids), AT_ONCE):
                part = ids[start : start + AT_ONCE]
                there = set(session.scalars(select(Message.id).where(Message.id.in_(part))))
                known = select(Triage.message_id, Triage.model_version).where(Triage.message_id.in_(part))
                read = {(row.message_id, row.model_version) for row in session.execute(known)}
                rows = [
                    values_of(message_id, readings[message_id])
                    for message_id in part
                    if message_id in there and (message_id, readings[message_id].model_version) not in read
                ]
                if rows:
                    session.execute(insert(Triage), rows)
                stored += len(rows)
        return stored

    def latest(self, user: UserView, message_ids: Sequence[int]) -> dict[int, Reading]:
        """The newest reading of each message that has one and that the user may see."""
        found: dict[int, Reading] = {}
        with self._store.read(user) as session:
            for start in range(0, len(message_ids), AT_ONCE):
                part = message_ids[start : start + AT_ONCE]
                rows, taught = newest_readings(session, part), taught_in(session, part)
                found |= {one: reading_of(triage, taught.get(one, ())) for one, triage in rows.items()}
        return found
