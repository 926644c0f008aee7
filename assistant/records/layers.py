"""Readings that people's teaching lays over the model's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from assistant.messages import Band
from assistant.records.schema import Correction, Taught, Triage

Kind = Literal["corrected", "confirmed", "recalled"]
LEVELS = {"very_negative": -2, "negative": -1, "neutral": 0, "positive": 1, "very_positive": 2}
COPIED = tuple(column.name for column in Triage.__table__.columns if column.name != "id")
LAID = "+"  # in the version of a reading that is not a model's alone
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Layer:
    """One label laid over whatever a message's reading says."""

    message_id: int
    field: str  # intent | sentiment | urgency | frustrated
    value: str  # frustrated as yes or no
    confidence: float  # 0 to 1
    band: Band
    kind: Kind
    supporters: tuple[int, ...] = ()  # ids of the corrections behind it
    needs_reply: bool | None = None  # for an intent
    correction_id: int | None = None
    intent_id: int | None = None  # the own intent whose examples did it
    by_id: int | None = None  # who corrected this very message
    at: datetime | None = None


def lay(session: Session, layers: Iterable[Layer]) -> int:
    """Lay labels over the newest readings of their messages; a message that no model has read is left out.

    Returns:
        How many were laid.
    """
    laid = 0
    for layer in layers:
        newest = select(Triage).where(Triage.message_id == layer.message_id).order_by(Triage.id.desc()).limit(1)
        below = session.scalar(newest)
        if below is not None:
            _insert(session, {name: getattr(below, name) for name in COPIED}, layer)
            laid += 1
    return laid


def lift(session: Session, message_ids: Sequence[int], gone: Callable[[Layer], bool]) -> None:
    """Take layers away; what lies over them stays, now over what lay below.

    Args:
        session: A writing session.
        message_ids: Messages whose layers are looked at; each ends up over the newest reading of a model.
        gone: Says which layers go.
    """
    for message_id in message_ids:
        layers = layers_of(session, message_id)
        triage_ids = [triage_id for triage_id, _ in layers]
        session.execute(delete(Taught).where(Taught.triage_id.in_(triage_ids)))
        session.execute(delete(Triage).where(Triage.id.in_(triage_ids)))
        lay(session, [layer for _, layer in layers if not gone(layer)])


def layers_of(session: Session, message_id: int) -> list[tuple[int, Layer]]:
    """A message's layers with the ids of their rows, lowest first."""
    statement = (
        select(Taught, Triage, Correction.by_id, Correction.at)
        .join(Triage, Triage.id == Taught.triage_id)
        .outerjoin(Correction, Correction.id == Taught.correction_id)
        .where(Taught.message_id == message_id)
        .order_by(Taught.triage_id)
    )
    return [(taught.triage_id, _layer(taught, row, by_id, at)) for taught, row, by_id, at in session.execute(statement)]


def outdated(session: Session, *, limit: int = AT_ONCE) -> list[int]:
    """Messages that a model has read anew since something was laid over an earlier reading."""
    lowest = select(Taught.message_id, func.min(Taught.triage_id).label("id")).group_by(Taught.message_id).subquery()
    statement = (
        select(Triage.message_id)
        .join(lowest, lowest.c.message_id == Triage.message_id)
        .outerjoin(Taught, Taught.triage_id == Triage.id)
        .where(Taught.id.is_(None), Triage.id > lowest.c.id)
        .distinct()
        .order_by(Triage.message_id)
        .limit(limit)
    )
    return list(session.scalars(statement))


def base_version(model_version: str) -> str:
    """The model behind a reading, whatever lies over it."""
    return model_version.partition(LAID)[0]


def _insert(session: Session, below: dict[str, Any], layer: Layer) -> None:
    mark = f"c{layer.correction_id}" if layer.correction_id is not None else f"i{layer.intent_id}"
    values = below | _label(layer) | {"model_version": f"{base_version(below['model_version'])}{LAID}{mark}"}
    if layer.kind == "corrected":
        corrected = {**(below["corrected_to"] or {}), layer.field: layer.value}
        values |= {"corrected_to": corrected, "corrected_by": layer.by_id, "corrected_at": layer.at}
    triage_id = session.execute(insert(Triage).values(values).returning(Triage.id)).scalar_one()
    session.add(
        Taught(
            triage_id=triage_id,
            message_id=layer.message_id,
            correction_id=layer.correction_id,
            intent_id=layer.intent_id,
            field=layer.field,
            kind=layer.kind,
            supporters=list(layer.supporters),
        )
    )
    session.flush()


def _label(layer: Layer) -> dict[str, Any]:
    """The columns that one label fills."""
    if layer.field == "urgency":
        return {"urgency": layer.value}
    if layer.field == "frustrated":
        return {"frustrated": layer.value == "yes"}
    sure = {f"{layer.field}_confidence": layer.confidence, f"{layer.field}_band": layer.band}
    if layer.field == "sentiment":
        return {"sentiment": layer.value, "sentiment_level": LEVELS[layer.value], **sure}
    return {"intent": layer.value, "needs_reply": layer.needs_reply, **sure}


def _layer(taught: Taught, row: Triage, by_id: int | None, at: datetime | None) -> Layer:
    value = getattr(row, taught.field)
    own = taught.kind == "corrected"
    return Layer(
        message_id=taught.message_id,
        field=taught.field,
        value=("yes" if value else "no") if taught.field == "frustrated" else str(value),
        confidence=float(getattr(row, f"{taught.field}_confidence", None) or 1.0),
        band=getattr(row, f"{taught.field}_band", None) or "high",
        kind=taught.kind,  # type: ignore[arg-type]
        supporters=tuple(taught.supporters),
        needs_reply=row.needs_reply if taught.field == "intent" else None,
        correction_id=taught.correction_id,
        intent_id=taught.intent_id,
        by_id=by_id if own else None,
        at=at if own else None,
    )
