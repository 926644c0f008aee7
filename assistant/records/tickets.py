"""Tickets: their pages in the list, one thread with its messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from assistant.errors import NotFound
from assistant.messages import Reading
from assistant.records.phrases import full_name, key_of
from assistant.records.readings import newest_readings, newest_triage, reading_of, taught_in
from assistant.records.schema import Account, Contact, Message, Ticket, Triage, User
from assistant.records.store import Store
from assistant.records.tagging import tagging, tagging_of
from assistant.views import MessageView, TicketFilter, TicketRow, TicketThread, UserView


class Tickets:
    """Reads of tickets, each under the row rule."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, user: UserView, where: TicketFilter, *, limit: int, offset: int) -> tuple[Sequence[TicketRow], int]:
        """Tickets that match, newest first, with the number of them all."""
        wanted = _matching(where)
        newest = (Ticket.created_at.desc().nulls_last(), Ticket.id.desc())
        with self._store.read(user) as session:
            ids = session.scalars(
                wanted.with_only_columns(Ticket.id).order_by(*newest).limit(limit).offset(offset)
            ).all()
            number = session.scalar(wanted.with_only_columns(func.count(Ticket.id))) or 0
            rows, states = _rows(session, ids), tagging_of(session, ids, newest_inbound(), where.cut)
            return [replace(rows[ticket_id], tagging=states.get(ticket_id)) for ticket_id in ids], number

    def thread(self, user: UserView, ticket_id: int) -> TicketThread:
        """One ticket with its messages, oldest first.

        Raises:
            NotFound: There is none, or the user may not see it.
        """
        author = aliased(User)
        messages = (
            select(Message, author.name)
            .outerjoin(author, author.id == Message.author_id)
            .where(Message.ticket_id == ticket_id)
            .order_by(Message.sent_at.asc().nulls_first(), Message.id)
        )
        with self._store.read(user) as session:
            ticket = _rows(session, [ticket_id]).get(ticket_id)
            if ticket is None:
                raise NotFound("ticket", str(ticket_id))
            found = session.execute(messages).all()
            ids = [message.id for message, _ in found]
            taught = taught_in(session, ids)
            readings = {
                message_id: reading_of(triage, taught.get(message_id, ()))
                for message_id, triage in newest_readings(session, ids).items()
            }
            return TicketThread(
                ticket,
                session.scalar(select(Ticket.account_id).where(Ticket.id == ticket_id)),
                tuple(_message(ticket, message, name, readings.get(message.id)) for message, name in found),
            )


def _matching(where: TicketFilter) -> Select[*tuple[Any, ...]]:
    """The tickets of a filter; labels are those of the newest reading of the newest inbound message."""
    statement: Select[*tuple[Any, ...]] = select(Ticket.id).outerjoin(Account, Account.id == Ticket.account_id)
    labels = ((Triage.intent, where.intent), (Triage.sentiment, where.sentiment), (Triage.urgency, where.urgency))
    if where.tagging is not None or any(value is not None for _, value in labels):
        statement = statement.join(Triage, Triage.id == newest_triage(newest_inbound()))
    if where.tagging is not None:
        statement = statement.where(tagging(where.cut) == where.tagging)
    for column, value in ((Ticket.status, where.status), (Ticket.account_id, where.account_id), *labels):
        if value is not None:
            statement = statement.where(column == value)
    if text := where.text.strip():
        columns = (Ticket.subject, Ticket.number, Account.name)
        statement = statement.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    return statement


def newest_inbound() -> ScalarSelect[int | None]:
    """SQL for the id of a ticket's newest message from its customer, inside a statement over tickets."""
    message = aliased(Message)
    return (
        select(message.id)
        .where(message.ticket_id == Ticket.id, message.direction == "in")
        .order_by(message.sent_at.desc().nulls_last(), message.id.desc())
        .limit(1)
        .correlate(Ticket)
        .scalar_subquery()
    )


def _rows(session: Session, ids: Sequence[int]) -> dict[int, TicketRow]:
    assignee = aliased(User)
    statement = (
        select(
            Ticket.id,
            func.coalesce(Ticket.number, key_of(Ticket)),
            Ticket.subject,
            Ticket.status,
            Ticket.priority,
            Ticket.channel,
            Account.name,
            full_name(Contact),
            assignee.name,
            Ticket.created_at,
        )
        .outerjoin(Account, Account.id == Ticket.account_id)
        .outerjoin(Contact, Contact.id == Ticket.contact_id)
        .outerjoin(assignee, assignee.id == Ticket.assignee_id)
        .where(Ticket.id.in_(ids))
    )
    labels = _labels(session, ids)
    return {
        row[0]: TicketRow(*row, *labels.get(row[0], (None, None, None, None))) for row in session.execute(statement)
    }


def _labels(session: Session, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Intent, its band, sentiment, urgency, which of them people taught, by ticket."""
    inbound = select(Message.ticket_id, Message.id).where(Message.ticket_id.in_(ids), Message.direction == "in")
    oldest_first = inbound.order_by(Message.sent_at.asc().nulls_first(), Message.id)
    newest = {row.ticket_id: row.id for row in session.execute(oldest_first)}
    readings = newest_readings(session, list(newest.values()))
    taught = taught_in(session, list(newest.values()))
    return {
        ticket_id: (
            *(found.intent, found.intent_band, found.sentiment, found.urgency),
            ", ".join(one.field for one in taught.get(message_id, ())),
        )
        for ticket_id, message_id in newest.items()
        if (found := readings.get(message_id))
    }


def _message(ticket: TicketRow, message: Message, author: str | None, reading: Reading | None) -> MessageView:
    by = author or ("Colleague" if message.direction != "in" else ticket.contact or "Customer")
    return MessageView(message.id, message.direction, by, message.sent_at, message.body_text, reading)
