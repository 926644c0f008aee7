"""What a classifier's logits are worth on labelled texts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from assistant.understanding.calibration import probabilities
from assistant.understanding.outputs import Floats
from finetune.calibrate import calibration_error
from finetune.classify.fit import macro_recall
from finetune.classify.texts import Labelled

LENGTHS = (0, 5, 10, 20, 40)  # words from which a slice of lengths starts
MOST = 15  # pairs of labels shown that are mistaken for each other


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the texts."""

    name: str
    n: int
    accuracy: float


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A label taken for another."""

    label: str
    taken_for: str
    n: int


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one labelled part, each 0 to 1."""

    n: int
    accuracy: float
    macro_f1: float
    macro_recall: float
    calibration_error: float  # 15 equal-mass bins
    brier: float  # of "the chosen label is right"
    slices: tuple[Slice, ...]
    mistaken: tuple[Mistaken, ...]  # most frequent first

    def as_json(self) -> str:
        """The report as it is stored."""
        return json.dumps(asdict(self), indent=1)


def report_of(logits: Floats, rows: Labelled, temperature: float, *, slips: Floats | None = None) -> Report:
    """Measure logits against labels.

    Args:
        logits: (n, labels), a row a text.
        rows: The texts with their labels.
        temperature: By which logits are divided before they become probabilities.
        slips: Logits of the same texts with slips of the keyboard.
    """
    labels, shares = np.array(rows.labels), probabilities(logits, temperature)
    read, sure = shares.argmax(-1), shares.max(-1)
    right = read == labels
    parts = by_length(rows.texts, right)
    if slips is not None:
        parts.append(Slice("one slip in ten words", len(rows), float((slips.argmax(-1) == labels).mean())))
    return Report(
        len(rows),
        float(right.mean()),
        float(f1_score(labels, read, average="macro", zero_division=0.0)),
        macro_recall(labels, read),
        calibration_error(sure, right),
        float(((sure - right) ** 2).mean()),
        tuple(parts),
        mistakes(labels, read, rows.names),
    )


def by_length(texts: Sequence[str], right: NDArray[np.bool_]) -> list[Slice]:
    """Accuracy of short and long texts; a slice without texts is left out."""
    words = np.array([len(text.split()) for text in texts])
    found = []
    for low, high in zip(LENGTHS, (*LENGTHS[1:], None), strict=True):
        inside = (words >= low) & (words < high if high else True)
        if inside.any():
            name = f"{low} to {high - 1} words" if high else f"{low} words or more"
            found.append(Slice(name, int(inside.sum()), float(right[inside].mean())))
    return found


def mistakes(labels: NDArray[np.int64], read: NDArray[np.int64], names: Sequence[str]) -> tuple[Mistaken, ...]:
    """The pairs of labels most often mistaken."""
    pairs = Counter((int(one), int(other)) for one, other in zip(labels, read, strict=True) if one != other)
    return tuple(Mistaken(names[one], names[other], n) for (one, other), n in pairs.most_common(MOST))
