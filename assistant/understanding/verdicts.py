"""What a model's outputs say about each text, as labels with confidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.messages import Label
from assistant.understanding.calibration import Bands, Calibration, probabilities, probability
from assistant.understanding.outputs import Outputs
from assistant.understanding.weights import Labels

ALTERNATIVES = 3  # intents named beside the chosen one
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The labels of one text."""

    intent: Label
    alternatives: tuple[Label, ...]  # best first
    sentiment: Label
    sentiment_level: int  # -2 to 2
    frustrated: bool
    urgency: str


def verdicts(outputs: Outputs, labels: Labels, calibration: Calibration) -> list[Verdict]:
    """Turn logits into labels, one verdict a row."""
    intents = probabilities(outputs.intent, calibration.intent_temperature)  # (n, 40)
    orders = ranking(intents, labels.intents, calibration.out_of_scope_threshold)
    sentiments = probabilities(outputs.sentiment, calibration.sentiment_temperature)  # (n, 5)
    upset = probability(outputs.frustrated, calibration.frustrated_temperature) >= calibration.frustrated_threshold
    urgent = outputs.urgency.argmax(-1)
    found = []
    for at, order in enumerate(orders):
        chosen, *others = (
            _label(labels.intents[i], float(intents[at, i]), calibration.intent_bands)
            for i in order[: ALTERNATIVES + 1]
        )
        level = int(sentiments[at].argmax())
        sure = float(sentiments[at, level])
        sentiment = _label(labels.sentiments[level], sure, calibration.sentiment_bands)
        middle = len(labels.sentiments) // 2
        found.append(
            Verdict(chosen, tuple(others), sentiment, level - middle, bool(upset[at]), labels.urgencies[urgent[at]])
        )
    return found


def ranking(intents: NDArray[np.float64], names: tuple[str, ...], threshold: float) -> NDArray[np.int64]:
    """Places of each row's intents, likeliest first; `out_of_scope` leads from its own threshold on.

    Args:
        intents: Probabilities, (n, intents).
        names: The intents, in order.
        threshold: Probability of `out_of_scope` from which it is the answer, best or not.
    """
    outside = names.index(OUT_OF_SCOPE)
    keys = intents.copy()
    keys[intents[:, outside] >= threshold, outside] = 2.0
    order: NDArray[np.int64] = np.argsort(-keys, axis=-1, kind="stable")
    return order


def _label(name: str, confidence: float, bands: Bands) -> Label:
    return Label(name, confidence, bands.of(confidence))
