"""From logits to probabilities that mean what they say, with the bands they fall in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.messages import Band
from assistant.understanding.outputs import Floats


@dataclass(frozen=True, slots=True)
class Bands:
    """The lowest confidences of the high and the medium band, 0 to 1; a band nothing reaches starts above 1."""

    high: float
    medium: float

    def of(self, confidence: float) -> Band:
        """The band of a calibrated confidence."""
        if confidence >= self.high:
            return "high"
        return "medium" if confidence >= self.medium else "low"


@dataclass(frozen=True, slots=True)
class Calibration:
    """How each head's logits are read; fitted on messages by writers that were never trained on."""

    intent_temperature: float
    intent_bands: Bands
    sentiment_temperature: float
    sentiment_bands: Bands
    urgency_temperature: float
    frustrated_temperature: float
    frustrated_threshold: float  # probability from which a writer counts as frustrated
    out_of_scope_threshold: float  # probability of `out_of_scope` from which it is the answer, best or not


def probabilities(logits: Floats, temperature: float) -> NDArray[np.float64]:
    """Softmax of logits (n, labels) softened by one temperature (Guo et al. 2017); rows sum to 1."""
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(-1, keepdims=True)
    raised = np.exp(scaled)
    shares: NDArray[np.float64] = raised / raised.sum(-1, keepdims=True)
    return shares


def probability(logits: Floats, temperature: float) -> NDArray[np.float64]:
    """Logistic function of logits (n,) softened by one temperature."""
    chance: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logits.astype(np.float64) / temperature))
    return chance
