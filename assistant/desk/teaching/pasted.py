"""Messages that stand in no ticket, read as people taught."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.context import Reader
from assistant.desk.teaching import labels
from assistant.desk.teaching.remembering import Recalled
from assistant.desk.teaching.teaching import Teaching
from assistant.messages import Label, Reading, Taught
from assistant.records.layers import LEVELS
from assistant.records.ownintents import IntentView
from assistant.records.teachable import Teachable

ALTERNATIVES = 3  # intents that are named besides the taught one


@dataclass(frozen=True, slots=True)
class TaughtReader:
    """A reader with what people taught laid over its labels; implements `context.Reader`."""

    reader: Reader
    teaching: Teaching

    @property
    def version(self) -> str:
        """Names the weights below."""
        return self.reader.version

    def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
        """Read any number of messages, in order, as a stored message with the same words would be."""
        readings = list(self.reader.read(texts, entities=entities))
        memory = self.teaching.remembered()
        if memory.is_empty or not any(one.supported for one in readings):
            return readings
        messages = [_unstored(text, reading) for text, reading in zip(texts, readings, strict=True)]
        found = memory.recall(messages, self.teaching.places.of_texts(texts))
        own = self.teaching.intents.active()
        return [_laid(one, parts, own) for one, parts in zip(messages, found, strict=True)]


def _unstored(text: str, reading: Reading) -> Teachable:
    return Teachable(id=0, ticket_id=0, number="", subject="", is_open=False, text=text, reading=reading)


def _laid(message: Teachable, parts: Sequence[Recalled], own: Sequence[IntentView]) -> Reading:
    reading = message.reading
    for part in parts:
        taught = Taught(part.field, "", len(part.corrections))
        reading = replace(_with(message.text, reading, part, own), taught=(*reading.taught, taught))
    return reading


def _with(text: str, reading: Reading, part: Recalled, own: Sequence[IntentView]) -> Reading:
    label = Label(part.label, part.confidence, part.band)
    if part.field == "sentiment":
        return replace(reading, sentiment=label, sentiment_level=LEVELS[label.name])
    if part.field == "urgency":
        return replace(reading, urgency=label.name)
    if part.field == "frustrated":
        return replace(reading, frustrated=label.name == "yes")
    before = (reading.intent, *reading.intent_alternatives)
    others = tuple(one for one in before if one is not None and one.name != label.name)[:ALTERNATIVES]
    waits = labels.waits(label.name, text, reading, own)
    return replace(reading, intent=label, intent_alternatives=others, needs_reply=waits)
