"""Corrected messages as training takes them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.desk.teaching.teaching import Teaching
from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.mail import clean
from assistant.views import LOCAL_ADMIN


@dataclass(frozen=True, slots=True)
class Lesson:
    """One message with what people said of it; what nobody said is None."""

    message_id: int
    text: str
    person: int  # who said the last of it
    intent: str | None  # one of the shipped intents: a home's own ones are the memory's
    sentiment: str | None
    urgency: str | None
    frustrated: bool | None


def lessons(teaching: Teaching) -> tuple[Lesson, ...]:
    """Every message with corrections, or confirmations, that hold, by id; messages in other languages are left out."""
    said: dict[int, dict[str, str]] = {}
    people: dict[int, int] = {}
    for one in teaching.corrections.active():
        said.setdefault(one.message_id, {})[one.field] = one.after
        people[one.message_id] = one.by_id
    messages = teaching.messages.some(LOCAL_ADMIN, sorted(said))
    found = []
    for message in messages:
        labels = said[message.id]
        intent = labels.get("intent")
        lesson = Lesson(
            message_id=message.id,
            text=clean(message.text),
            person=people[message.id],
            intent=intent if intent in CUSTOMER_SERVICE.names else None,
            sentiment=labels.get("sentiment"),
            urgency=labels.get("urgency"),
            frustrated=None if "frustrated" not in labels else labels["frustrated"] == "yes",
        )
        told = (lesson.intent, lesson.sentiment, lesson.urgency, lesson.frustrated)
        if message.reading.supported and any(one is not None for one in told):
            found.append(lesson)
    return tuple(found)
