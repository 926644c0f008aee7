"""Who vouches for a ticket's intent: a person, the reader by itself, or nobody yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, select
from sqlalchemy.orm import Session

from assistant.records.readings import newest_triage
from assistant.records.schema import Correction, Taught, Ticket, Triage


def tagging(cut: float | None) -> ColumnElement[str]:
    """SQL for `checked`, `automatic` or `to_check`, inside a statement over readings.

    Args:
        cut: Lowest confidence of an intent that stands by itself, 0 to 1; None: its band has to be high.
    """
    said = exists().where(
        Correction.message_id == Triage.message_id,
        Correction.field == "intent",
        Correction.after == Triage.intent,
        Correction.undone_at.is_(None),
    )
    taught = exists().where(Taught.message_id == Triage.message_id, Taught.field == "intent")
    sure = Triage.intent_band == "high" if cut is None else Triage.intent_confidence >= cut
    return case(
        (said, "checked"),
        (and_(Triage.supported, sure, ~taught), "automatic"),
        else_="to_check",
    )


def tagging_of(
    session: Session, ids: Sequence[int], message: ScalarSelect[int | None], cut: float | None
) -> dict[int, str]:
    """The same by ticket, of a few tickets; those without a reading of `message` are left out."""
    statement: Any = (
        select(Ticket.id, tagging(cut)).join(Triage, Triage.id == newest_triage(message)).where(Ticket.id.in_(ids))
    )
    return dict(session.execute(statement).tuples().all())
