"""The memory of a home, made from its corrections and the examples of its intents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.desk.teaching.labels import read_label
from assistant.desk.teaching.places import Places
from assistant.messages import Band
from assistant.records.corrections import FIELDS, Corrections, Said
from assistant.records.ownintents import OwnIntents
from assistant.records.teachable import Teachable
from assistant.understanding.memory import Memory, Prototype
from assistant.understanding.memory.fewshot import OwnIntent, own_labels
from assistant.understanding.memory.prototypes import Floats
from assistant.understanding.memory.recall import PER_PERSON
from assistant.views import LOCAL_ADMIN

LEAST_EXAMPLES = 3  # of an intent, before it is looked for in other messages
MOST_EXAMPLES = 100  # of an intent that count


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the memory says of one label of one message."""

    field: str
    label: str
    confidence: float
    band: Band
    corrections: tuple[int, ...]
    intent_id: int | None  # the own intent whose examples say so, when no correction does


@dataclass(frozen=True, slots=True)
class Remembered:
    """The memory by field, with the home's own intents."""

    memories: dict[str, Memory]
    intents: tuple[OwnIntent, ...]
    ids: dict[str, int]  # of the own intents, by name

    @property
    def is_empty(self) -> bool:
        """Whether nobody has taught anything."""
        return not self.intents and not any(len(one) for one in self.memories.values())

    def recall(
        self, messages: Sequence[Teachable], vectors: Floats, *, fields: Sequence[str] = FIELDS, least_people: int = 2
    ) -> list[list[Recalled]]:
        """What was taught about each message; messages in other languages are left alone."""
        found: list[list[Recalled]] = [[] for _ in messages]
        for field in fields:
            read = [read_label(one.reading, field) if one.reading.supported else None for one in messages]
            for at, one in enumerate(self.memories[field].recall(vectors, read, least_people=least_people)):
                if one is not None:
                    found[at].append(Recalled(field, one.label, one.confidence, one.band, one.corrections, None))
            if field != "intent":
                continue
            for at, label in enumerate(own_labels(vectors, read, self.intents)):
                current = read[at]
                if label is not None and current is not None and not found[at] and label.name != current.name:
                    owner = self.ids[label.name]
                    found[at].append(Recalled(field, label.name, label.confidence, label.band, (), owner))
        return found

    def trying(self, field: str, prototype: Prototype) -> Remembered:
        """The memory with one correction more."""
        memory = Memory(field, [*self.memories[field].prototypes, prototype])
        return replace(self, memories={**self.memories, field: memory})

    def with_intent(self, intent: OwnIntent) -> Remembered:
        """The memory with one intent more, whose id is 0."""
        return replace(self, intents=(*self.intents, intent), ids={**self.ids, intent.name: 0})


def remember(corrections: Corrections, intents: OwnIntents, places: Places) -> Remembered:
    """Make the memory from the rows; equal rows, equal memory."""
    said = corrections.active()
    messages = {one.id: one for one in places.messages.some(LOCAL_ADMIN, sorted({one.message_id for one in said}))}
    usable = [one for one in said if one.message_id in messages and messages[one.message_id].reading.supported]
    ids = sorted({one.message_id for one in usable})
    at = dict(zip(ids, places.of([messages[one] for one in ids]), strict=True))
    memories = {
        field: Memory(field, [_prototype(one, at[one.message_id]) for one in usable if one.field == field])
        for field in FIELDS
    }
    own, named = _intents(intents, places, memories["intent"])
    return Remembered(memories, own, named)


def _prototype(said: Said, vector: Floats) -> Prototype:
    return Prototype(vector, said.after, said.before or "", said.by_id, said.id)


def _intents(intents: OwnIntents, places: Places, memory: Memory) -> tuple[tuple[OwnIntent, ...], dict[str, int]]:
    active = intents.active()
    examples = intents.examples()
    vectors = places.of_texts([one.text for one in examples])
    words = places.of_texts([f"{one.title}. {one.description}" for one in active])
    found = []
    for at, one in enumerate(active):
        shown = [vectors[place] for place, example in enumerate(examples) if example.intent_id == one.id]
        shown = shown[:MOST_EXAMPLES] + corrected_to(memory, one.name)
        if len(shown) >= LEAST_EXAMPLES:
            found.append(OwnIntent(one.name, np.stack(shown), words[at]))
    return tuple(found), {one.name: one.id for one in active}


def corrected_to(memory: Memory, label: str) -> list[Floats]:
    """Messages that at least two people gave a label, a few of each: one person's alone do not shape it."""
    by_person: dict[int, list[Floats]] = {}
    for one in memory.prototypes:
        if one.label == label:
            by_person.setdefault(one.person, []).append(one.vector)
    if len(by_person) < 2:
        return []
    return [vector for vectors in by_person.values() for vector in vectors[:PER_PERSON]]
