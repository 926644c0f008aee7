"""The newest reading of a ticket, as SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select

from assistant.records.schema import Base


def newest_reading(ticket: FromClause) -> ColumnElement[Any]:
    """The id of the newest reading of a ticket's newest inbound message, for one row of `ticket`."""
    message = Base.metadata.tables["message"].alias("newest")
    reading = Base.metadata.tables["triage"].alias("read")
    newest = (
        select(message.c.id)
        .where(message.c.ticket_id == ticket.c.id, message.c.direction == "in")
        .order_by(message.c.sent_at.desc().nulls_last(), message.c.id.desc())
        .limit(1)
        .correlate(ticket)
        .scalar_subquery()
    )
    return select(func.max(reading.c.id)).where(reading.c.message_id == newest).correlate(ticket).scalar_subquery()
