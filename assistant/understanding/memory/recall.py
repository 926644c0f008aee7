"""What people taught about messages like one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.messages import Band, Label
from assistant.understanding.memory.prototypes import Floats, Prototype

NEAR = 0.90
"""Cosine from which on two messages say the same: of 20 pairs of our messages by different writers all 20 had one
intent, sentiment, frustration, 19 one urgency."""
REACH = 0.65
"""Lowest cosine that says anything: below, every third pair by different writers has two intents."""
STEPS = ((0.90, 0.97), (0.75, 0.95), (0.70, 0.86), (REACH, 0.81))
"""From which cosine on, which share of pairs of training messages by different writers has one intent."""
MEDIUM = 0.85  # from here on the 95 % Wilson lower bound of that share is .80 or more
PER_PERSON = 3  # corrections of one person that count towards one decision
TONES = ("sentiment", "urgency", "frustrated")  # meaning in common says little of these: near-identical ones alone


@dataclass(frozen=True, slots=True)
class Recollection:
    """What the memory says of one message."""

    label: str
    confidence: float  # 0 to 1
    band: Band
    corrections: tuple[int, ...]  # ids of those it rests on, most similar first
    people: int  # who stand behind it


class Memory:
    """Prototypes of one label of messages (intent, sentiment, urgency or frustrated); equal prototypes, equal answers.

    One person's word reaches messages that say nearly the same. It takes two people to reach further, and of each
    only `PER_PERSON` corrections count, so that nobody's zeal changes what others' messages are taken for.
    """

    def __init__(self, field: str, prototypes: Sequence[Prototype]) -> None:
        self.field = field
        self.prototypes = tuple(prototypes)
        self._vectors = np.stack([one.vector for one in prototypes]) if prototypes else np.zeros((0, 1), np.float32)

    def __len__(self) -> int:
        return len(self.prototypes)

    def recall(
        self, vectors: Floats, read: Sequence[Label | None], *, least_people: int = 2
    ) -> list[Recollection | None]:
        """What was taught about each message; None where nothing was, or where the reader knows better.

        Args:
            vectors: The messages' places, float32 (n, 384), unit length.
            read: What the reader says of each; None where it says nothing, and is not gone against.
            least_people: How many have to agree before anything but a near-identical message is reached; 1 where a
                person looks at every change before it is made.
        """
        if not self.prototypes or not read:
            return [None] * len(read)
        similarities = vectors @ self._vectors.T  # (n, prototypes)
        return [
            None if label is None else self._one(similarities[at], label, least_people) for at, label in enumerate(read)
        ]

    def _one(self, similarities: Floats, read: Label, least_people: int) -> Recollection | None:
        order = np.argsort(-similarities, kind="stable")
        near = [int(at) for at in order if similarities[at] >= NEAR]
        if near:
            return self._near(near, similarities, read)
        if self.field in TONES:
            return None
        reached = [int(at) for at in order if similarities[at] >= REACH]
        if not reached or self.prototypes[reached[0]].label == read.name:
            return None
        label = self.prototypes[reached[0]].label
        behind = self._behind(reached, label)
        people = len({self.prototypes[at].person for at in behind})
        found = self._found(behind, label, _share(float(similarities[behind[0]])))
        if people < least_people or not self._outweighs(found, read, behind, least_people):
            return None
        return found

    def _near(self, near: Sequence[int], similarities: Floats, read: Label) -> Recollection | None:
        """The newest word on messages as similar as the most similar one."""
        best = float(similarities[near[0]])
        equal = [at for at in near if best - float(similarities[at]) < 1e-3]
        label = max(
            (self.prototypes[at] for at in equal), key=lambda one: one.correction if one.correction else 1 << 62
        ).label
        if label == read.name:
            return None
        return self._found(self._behind(near, label), label, _share(best))

    def _behind(self, places: Sequence[int], label: str) -> list[int]:
        """Those of the places that say the label, at most `PER_PERSON` a person."""
        counts: dict[int, int] = {}
        kept = []
        for at in places:
            one = self.prototypes[at]
            counts[one.person] = counts.get(one.person, 0) + (one.label == label)
            if one.label == label and counts[one.person] <= PER_PERSON:
                kept.append(at)
        return kept

    def _outweighs(self, found: Recollection, read: Label, behind: Sequence[int], least_people: int) -> bool:
        """Whether the taught label stands against the reader's own.

        A person who looks at each change may also set right what the reader misread the same way with confidence.
        """
        misread_alike = any(self.prototypes[at].before == read.name for at in behind)
        return found.confidence > read.confidence or (least_people == 1 and misread_alike)

    def _found(self, behind: Sequence[int], label: str, confidence: float) -> Recollection:
        chosen = [self.prototypes[at] for at in behind]
        band: Band = "medium" if confidence >= MEDIUM else "low"
        corrections = tuple(one.correction for one in chosen if not one.is_example)
        return Recollection(label, confidence, band, corrections, len({one.person for one in chosen}))


def without(memory: Memory, correction: int) -> Memory:
    """The memory as it would be had a correction not been made."""
    return Memory(memory.field, [one for one in memory.prototypes if one.correction != correction])


def tried(memory: Memory, prototype: Prototype) -> Memory:
    """The memory as it would be with one correction more."""
    return Memory(memory.field, [*memory.prototypes, replace(prototype, correction=0)])


def _share(similarity: float) -> float:
    return next(share for lowest, share in STEPS if similarity >= lowest)
