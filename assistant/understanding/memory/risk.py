"""From which confidence on labels may stand without a person's look, by conformal risk control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_WRONG = 0.05  # of the labels that stand by themselves
NEVER = 2.0  # a confidence that nothing reaches


@dataclass(frozen=True, slots=True)
class Judged:
    """One label that a person has judged."""

    confidence: float  # of the reader when it gave the label, 0 to 1
    wrong: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the judgements allow."""

    cut: float  # lowest confidence that may stand by itself; NEVER while too little is known
    judged: int
    standing: int  # judged labels from the cut on
    wrong: int  # of those
    needed: int  # judgements without which nothing can be guaranteed

    @property
    def is_known(self) -> bool:
        """Whether any label may stand by itself."""
        return self.cut < NEVER


def needed(most_wrong: float = MOST_WRONG) -> int:
    """Fewest judgements, all of them right, that can guarantee the error."""
    return int(np.ceil(1 / most_wrong - 1e-9)) - 1


def threshold(judged: Sequence[Judged], most_wrong: float = MOST_WRONG) -> Threshold:
    """The lowest confidence from which on labels are wrong at most as often as allowed.

    Conformal risk control (Angelopoulos, Bates, Fisch, Lei, Schuster 2024) with the loss "stands and is wrong": the
    next label out of the same stream is lost with a chance of at most `most_wrong`, whatever the reader's confidences
    are worth. A message that is left to a person loses nothing, so that alone would let weak labels through; hence
    the same bound, (wrong + 1) / (standing + 1), has to hold among those that stand too, at the cut and above it.

    Args:
        judged: Labels as they came, not chosen for being wrong; where wrong ones are judged more often, the cut is
            higher than it need be.
        most_wrong: Allowed share, above 0, below 1.
    """
    confidences = np.array([one.confidence for one in judged], dtype=np.float64)
    wrong = np.array([one.wrong for one in judged], dtype=np.int64)
    fewest = needed(most_wrong)
    if len(judged) < fewest:
        return Threshold(NEVER, len(judged), 0, 0, fewest)
    order = np.argsort(-confidences, kind="stable")
    lost = wrong[order].cumsum()
    standing = np.arange(1, len(order) + 1)
    last = np.append(confidences[order][1:] != confidences[order][:-1], True)  # a cut takes equal confidences together
    allowed = _run_of(((lost + 1) / (standing + 1) <= most_wrong)[last], standing[last] >= fewest)
    if allowed is None:
        return Threshold(NEVER, len(judged), 0, 0, fewest)
    place = int(np.flatnonzero(last)[allowed])
    return Threshold(float(confidences[order][place]), len(judged), place + 1, int(lost[place]), fewest)


def _run_of(holds: NDArray[np.bool_], counted: NDArray[np.bool_]) -> int | None:
    """The last place up to which the bound holds at every place that is counted."""
    found = None
    for place in np.flatnonzero(counted):
        if not holds[place]:
            break
        found = int(place)
    return found
