"""From what the memory says to the changes people see, the layers that are stored."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.desk.teaching import labels
from assistant.desk.teaching.changes import Change
from assistant.desk.teaching.remembering import Recalled
from assistant.records.layers import Layer
from assistant.records.ownintents import IntentView
from assistant.records.teachable import Teachable


def said_change(message: Teachable, field: str, value: str, *, needs_reply: bool | None) -> Change:
    """What a person says of this very message."""
    read = labels.read_label(message.reading, field)
    return Change(
        ticket_id=message.ticket_id,
        number=message.number,
        subject=message.subject,
        message_id=message.id,
        field=field,
        before=None if read is None else read.name,
        after=value,
        confidence=1.0,
        band="high",
        supporters=(),
        is_open=message.is_open,
        needs_reply=needs_reply,
        said=True,
    )


def like_change(message: Teachable, part: Recalled, own: Sequence[IntentView]) -> Change:
    """What follows for a message that is like others."""
    read = labels.read_label(message.reading, part.field)
    waits = labels.waits(part.label, message.text, message.reading, own) if part.field == "intent" else None
    return Change(
        ticket_id=message.ticket_id,
        number=message.number,
        subject=message.subject,
        message_id=message.id,
        field=part.field,
        before=None if read is None else read.name,
        after=part.label,
        confidence=part.confidence,
        band=part.band,
        supporters=tuple(one for one in part.corrections if one),
        is_open=message.is_open,
        needs_reply=waits,
        said=False,
    )


def shown_layer(change: Change, *, corrected: bool) -> Layer:
    """A change that a person has seen, as it is stored.

    Args:
        change: The change.
        corrected: Whether a correction says so; an intent's own examples are no corrections.
    """
    return Layer(
        message_id=change.message_id,
        field=change.field,
        value=change.after,
        confidence=change.confidence,
        band=change.band,
        kind="corrected" if change.said and corrected else "confirmed",
        supporters=change.supporters,
        needs_reply=change.needs_reply,
    )


def recalled_layer(message: Teachable, part: Recalled, own: Sequence[IntentView]) -> Layer:
    """A label that comes by itself."""
    change = like_change(message, part, own)
    return Layer(
        message_id=message.id,
        field=part.field,
        value=part.label,
        confidence=part.confidence,
        band=part.band,
        kind="recalled",
        supporters=part.corrections,
        needs_reply=change.needs_reply,
        correction_id=part.corrections[0] if part.corrections else None,
        intent_id=part.intent_id,
    )


def said_before(message: Teachable, field: str) -> bool:
    """Whether a person has said this label of this very message."""
    return any(one.field == field and one.by for one in message.reading.taught)
