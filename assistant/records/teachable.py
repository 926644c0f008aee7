"""Messages as teaching reads them: text, ticket, newest reading, place in the encoder's space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.messages import Reading
from assistant.messages import Taught as TaughtLabel
from assistant.records.layers import Layer, lay, layers_of, lift, outdated
from assistant.records.readings import newest_triage, reading_of, taught_in
from assistant.records.schema import Message, MessageVector, Taught, Ticket, Triage
from assistant.records.store import Store
from assistant.records.tickets import newest_inbound
from assistant.views import LOCAL_ADMIN, UserView

OPEN_STATUSES = ("new", "open", "pending", "on_hold")
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Teachable:
    """One customer's message that a model has read."""

    id: int
    ticket_id: int
    number: str
    subject: str
    is_open: bool  # its ticket waits for somebody
    text: str
    reading: Reading


class TeachableMessages:
    """What teaching may look at; a user's reads are under the row rule."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def one(self, user: UserView, message_id: int) -> Teachable:
        """One message of a customer.

        Raises:
            NotFound: It is not there, not a customer's, not the user's to see, or not read by any model yet.
        """
        found = self._read(user, _messages().where(Message.id == message_id))
        if not found:
            raise NotFound("customer's message that has been read", str(message_id))
        return found[0]

    def open(self, user: UserView) -> list[Teachable]:
        """The newest message of each open ticket's customer, by ticket."""
        newest = Message.id == newest_inbound()
        return self._read(user, _messages().where(Ticket.status.in_(OPEN_STATUSES), newest).order_by(Ticket.id))

    def some(self, user: UserView, message_ids: Sequence[int]) -> list[Teachable]:
        """Messages by id, in the ids' order; those that the user may not see are left out."""
        found: dict[int, Teachable] = {}
        for start in range(0, len(message_ids), AT_ONCE):
            part = message_ids[start : start + AT_ONCE]
            found |= {one.id: one for one in self._read(user, _messages().where(Message.id.in_(part)))}
        return [found[one] for one in message_ids if one in found]

    def unfitting(self, user: UserView, limit: int) -> list[Teachable]:
        """The newest messages, at most `limit`, whose intent the reader guessed at, or found none for."""
        guessed = or_(Triage.intent_band == "low", Triage.intent == "out_of_scope")
        statement = _messages().where(guessed, Triage.supported.is_(True))
        return self._read(user, statement.order_by(Message.id.desc()).limit(limit))

    def unconsidered(self, encoder: str, limit: int) -> list[Teachable]:
        """At most `limit` messages of open tickets for which nothing taught was looked up yet, oldest id first."""
        done = select(MessageVector.message_id).where(MessageVector.encoder == encoder, MessageVector.considered)
        statement = _messages().where(Ticket.status.in_(OPEN_STATUSES), Message.id.not_in(done))
        return self._read(LOCAL_ADMIN, statement.order_by(Message.id).limit(limit))

    def vectors(self, message_ids: Sequence[int], encoder: str) -> dict[int, bytes]:
        """Stored vectors by message."""
        found: dict[int, bytes] = {}
        with self._store.read(LOCAL_ADMIN) as session:
            for start in range(0, len(message_ids), AT_ONCE):
                part = message_ids[start : start + AT_ONCE]
                columns = select(MessageVector.message_id, MessageVector.vector)
                rows = session.execute(
                    columns.where(MessageVector.encoder == encoder, MessageVector.message_id.in_(part))
                )
                found |= {row.message_id: row.vector for row in rows}
        return found

    def store_vectors(self, vectors: Mapping[int, bytes], encoder: str) -> None:
        """Store vectors by message, in the place of earlier ones; one of a message that is gone is left out."""
        with self._store.write() as session:
            ids = list(vectors)
            for start in range(0, len(ids), AT_ONCE):
                part = ids[start : start + AT_ONCE]
                there = set(session.scalars(select(Message.id).where(Message.id.in_(part))))
                session.execute(delete(MessageVector).where(MessageVector.message_id.in_(part)))
                rows = [
                    {"message_id": one, "encoder": encoder, "vector": vectors[one], "considered": False}
                    for one in part
                    if one in there
                ]
                if rows:
                    session.execute(insert(MessageVector), rows)

    def lay(self, layers: Sequence[Layer], considered: Sequence[int] = ()) -> int:
        """Lay labels that came by themselves; one that lies there already is not laid twice.

        Args:
            layers: The labels.
            considered: Messages that need not be looked at again, with a label or without.

        Returns:
            How many were laid.
        """
        with self._store.write() as session:
            fresh = [one for one in layers if not _lies_there(session, one)]
            seen = update(MessageVector).where(MessageVector.message_id.in_(considered))
            session.execute(seen.values(considered=True))
            return lay(session, fresh)

    def lay_again(self) -> int:
        """Lay what people taught over the readings of a newer model.

        What had come by itself goes: the newer reading is recalled afresh.

        Returns:
            How many messages were seen to.
        """
        with self._store.write() as session:
            ids = outdated(session)
            lift(session, ids, lambda layer: layer.kind == "recalled")
            again = [one for one in ids if session.scalar(select(Taught.id).where(Taught.message_id == one).limit(1))]
            anew = update(MessageVector).where(MessageVector.message_id.in_(set(ids) - set(again)))
            session.execute(anew.values(considered=False))
            return len(ids)

    def _read(self, user: UserView, statement: Select[*tuple[Any, ...]]) -> list[Teachable]:
        with self._store.read(user) as session:
            rows = session.execute(statement).all()
            taught: dict[int, tuple[TaughtLabel, ...]] = {}
            for start in range(0, len(rows), AT_ONCE):
                taught |= taught_in(session, [row[0].id for row in rows[start : start + AT_ONCE]])
            return [_teachable(row[0], row[1], row[2], taught.get(row[0].id, ())) for row in rows]


def _messages() -> Select[*tuple[Any, ...]]:
    return (
        select(Message, Ticket, Triage)
        .join(Ticket, Ticket.id == Message.ticket_id)
        .join(Triage, Triage.id == newest_triage(Message.id))
        .where(Message.direction == "in")
    )


def _teachable(message: Message, ticket: Ticket, triage: Triage, taught: tuple[TaughtLabel, ...]) -> Teachable:
    number = ticket.number or ticket.source_id or str(ticket.id)
    is_open = ticket.status in OPEN_STATUSES
    return Teachable(
        message.id, ticket.id, number, ticket.subject, is_open, message.body_text, reading_of(triage, taught)
    )


def _lies_there(session: Session, layer: Layer) -> bool:
    return any(
        (one.correction_id, one.intent_id) == (layer.correction_id, layer.intent_id)
        for _, one in layers_of(session, layer.message_id)
    )
