"""Two readers over the same labelled messages: which is better, and by more than luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from assistant.messages import Reading
from assistant.understanding.labels import SENTIMENTS, URGENCIES
from finetune.examples import Example

LUCK = 0.05  # chance of calling a difference where there is none
LABELS = ("intent", "sentiment", "urgency", "frustrated")


@dataclass(frozen=True, slots=True)
class Compared:
    """One label, before and after, over the messages whose label is known."""

    label: str
    n: int
    right_before: int
    right_after: int
    gained: int  # wrong before, right after
    lost: int  # right before, wrong after

    @property
    def is_better(self) -> bool:
        """Whether more is gained than lost, by an exact one-sided McNemar test."""
        return self.gained > self.lost and _chance(self.gained, self.lost) <= LUCK

    @property
    def is_worse(self) -> bool:
        """Whether more is lost than gained, by the same test."""
        return self.lost > self.gained and _chance(self.lost, self.gained) <= LUCK

    def line(self) -> str:
        """One line of a report."""
        before, after = (count / self.n if self.n else 0.0 for count in (self.right_before, self.right_after))
        return f"{self.label}: {before:.1%} → {after:.1%} of {self.n:,} right, {self.gained} gained, {self.lost} lost"


def compared(before: Sequence[Reading], after: Sequence[Reading], truth: Sequence[Example]) -> tuple[Compared, ...]:
    """Each label over the messages that carry it, in the order of `LABELS`."""
    return tuple(_one(label, before, after, truth) for label in LABELS)


def by_intent(before: Sequence[Reading], after: Sequence[Reading], truth: Sequence[Example]) -> tuple[Compared, ...]:
    """The intent alone, for each intent that occurs, by name."""
    found = []
    for name in sorted({one.intent for one in truth if one.intent}):
        places = [at for at, one in enumerate(truth) if one.intent == name]
        part = _one("intent", [before[at] for at in places], [after[at] for at in places], [truth[at] for at in places])
        found.append(Compared(name, part.n, part.right_before, part.right_after, part.gained, part.lost))
    return tuple(found)


def right(reading: Reading, truth: Example, label: str) -> bool | None:
    """Whether a reading says what the message's label says; None where the label is not known."""
    if label == "intent":
        said = reading.intent.name if reading.intent else ""
        return None if truth.intent is None else said == truth.intent or said in truth.also
    if label == "sentiment":
        said = reading.sentiment.name if reading.sentiment else ""
        return None if not truth.sentiment_levels else said == SENTIMENTS[truth.sentiment_levels[0]]
    if label == "urgency":
        return None if truth.urgency is None else reading.urgency == URGENCIES[truth.urgency]
    return None if truth.frustrated is None else bool(reading.frustrated) == truth.frustrated


def _one(label: str, before: Sequence[Reading], after: Sequence[Reading], truth: Sequence[Example]) -> Compared:
    pairs = [
        (was, bool(right(new, example, label)))
        for old, new, example in zip(before, after, truth, strict=True)
        if (was := right(old, example, label)) is not None
    ]
    gained, lost = sum(not was and now for was, now in pairs), sum(was and not now for was, now in pairs)
    return Compared(label, len(pairs), sum(was for was, _ in pairs), sum(now for _, now in pairs), gained, lost)


def _chance(more: int, fewer: int) -> float:
    return float(binomtest(more, more + fewer, 0.5, alternative="greater").pvalue)
