"""Stored readings of messages as values of a turn, either way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from assistant.messages import Band, Entity, Label, Reading, Taught
from assistant.records.schema import Correction, Triage, User
from assistant.records.schema import Taught as Layer
from assistant.views import LOCAL_ADMIN


def newest_triage(message_id: Any) -> ScalarSelect[int | None]:
    """SQL for the id of a message's newest reading."""
    reading = aliased(Triage)
    return select(func.max(reading.id)).where(reading.message_id == message_id).scalar_subquery()


def newest_readings(session: Session, message_ids: Sequence[int]) -> dict[int, Triage]:
    """The newest reading of each message that has one."""
    statement = select(Triage).where(Triage.message_id.in_(message_ids)).order_by(Triage.id)
    return {triage.message_id: triage for triage in session.scalars(statement)}


def taught_in(session: Session, message_ids: Sequence[int]) -> dict[int, tuple[Taught, ...]]:
    """By message: which of its labels people taught."""
    statement = (
        select(Layer, Correction.by_id, User.name)
        .outerjoin(Correction, Correction.id == Layer.correction_id)
        .outerjoin(User, User.id == Correction.by_id)
        .where(Layer.message_id.in_(message_ids))
        .order_by(Layer.triage_id)
    )
    found: dict[int, dict[str, Taught]] = {}
    for layer, by_id, name in session.execute(statement):
        by = (LOCAL_ADMIN.name if by_id is None else name or "") if layer.kind == "corrected" else ""
        found.setdefault(layer.message_id, {})[layer.field] = Taught(layer.field, by, len(layer.supporters))
    return {message_id: tuple(labels.values()) for message_id, labels in found.items()}


def reading_of(triage: Triage, taught: tuple[Taught, ...] = ()) -> Reading:
    """A stored row as a reading; the intents that came second are not kept."""
    return Reading(
        language=triage.language or "",
        supported=triage.supported,
        intent=_label(triage.intent, triage.intent_confidence, triage.intent_band),
        intent_alternatives=(),
        sentiment=_label(triage.sentiment, triage.sentiment_confidence, triage.sentiment_band),
        sentiment_level=triage.sentiment_level,
        frustrated=triage.frustrated,
        urgency=triage.urgency,
        needs_reply=triage.needs_reply,
        entities=tuple(
            Entity(one["kind"], one["text"], one["start"], one["end"], one.get("value", ""), one.get("record", ""))
            for one in triage.entities
        ),
        model_version=triage.model_version,
        taught=taught,
    )


def values_of(message_id: int, reading: Reading) -> dict[str, Any]:
    """A reading as the values of a row."""
    return {
        "message_id": message_id,
        "model_version": reading.model_version,
        "intent": reading.intent and reading.intent.name,
        "intent_confidence": reading.intent and reading.intent.confidence,
        "intent_band": reading.intent and reading.intent.band,
        "sentiment": reading.sentiment and reading.sentiment.name,
        "sentiment_confidence": reading.sentiment and reading.sentiment.confidence,
        "sentiment_band": reading.sentiment and reading.sentiment.band,
        "sentiment_level": reading.sentiment_level,
        "frustrated": reading.frustrated,
        "urgency": reading.urgency,
        "language": reading.language,
        "supported": reading.supported,
        "needs_reply": reading.needs_reply,
        "entities": [entity.as_json() for entity in reading.entities],
    }


def _label(name: str | None, confidence: float | None, band: str | None) -> Label | None:
    bands: dict[str, Band] = {"high": "high", "medium": "medium"}
    return None if name is None else Label(name, confidence or 0.0, bands.get(band or "", "low"))
