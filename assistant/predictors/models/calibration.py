"""Calibration of log-odds to probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from assistant.predictors.models.arrays import BoolArray, FloatArray, sigmoid

Method = Literal["platt", "isotonic"]
ENOUGH_FOR_ISOTONIC = 1000
"""Outcomes from which on a free monotone curve beats Platt's two numbers (Niculescu-Mizil & Caruana 2005)."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising map from log-odds to probability."""

    method: Method
    knots: FloatArray  # platt: (slope, intercept); isotonic: rising log-odds, shape (n_knots,)
    heights: FloatArray  # isotonic: probabilities at the knots; platt: empty

    def probability(self, log_odds: FloatArray) -> FloatArray:
        """Calibrated probabilities, shape of `log_odds`, strictly within 0 and 1."""
        if self.method == "platt":
            return np.asarray(sigmoid(self.knots[0] * log_odds + self.knots[1]))
        return np.interp(log_odds, self.knots, self.heights)

    @property
    def slope(self) -> float:
        """Calibrated log-odds per raw log-odds, above 0; 1 where the map is no straight line."""
        return float(self.knots[0]) if self.method == "platt" else 1.0


def fit_calibration(log_odds: FloatArray, outcomes: BoolArray) -> Calibration:
    """Fit on out-of-fold log-odds, shape (n_rows,): Platt (1999), or isotonic from 1,000 outcomes on."""
    if int(outcomes.sum()) < ENOUGH_FOR_ISOTONIC:
        return _platt(log_odds, outcomes)
    return _isotonic(log_odds, outcomes)


def _isotonic(log_odds: FloatArray, outcomes: BoolArray) -> Calibration:
    """Isotonic regression with each flat step drawn together to its middle (Oron & Flournoy 2017).

    Straight lines between the middles keep the ranking, which flat steps would turn into ties.
    """
    floor = 1 / (len(outcomes) + 2)
    fitted = IsotonicRegression(y_min=floor, y_max=1 - floor).fit_transform(log_odds, outcomes)
    heights, step = np.unique(fitted, return_inverse=True)  # (n_steps,)
    middles = np.bincount(step, log_odds) / np.bincount(step)  # (n_steps,)
    return Calibration("isotonic", middles, heights)


def _platt(log_odds: FloatArray, outcomes: BoolArray) -> Calibration:
    """Slope between 0.05 and 3 (never reversed), intercept to match the base rate."""
    line = LogisticRegression(C=1e6).fit(log_odds[:, None], outcomes)
    slope = float(np.clip(line.coef_[0, 0], 0.05, 3.0))
    return Calibration("platt", np.array([slope, _intercept(slope * log_odds, float(outcomes.mean()))]), np.empty(0))


def _intercept(log_odds: FloatArray, rate: float) -> float:
    """The shift that makes the mean probability equal `rate`, by bisection."""
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(log_odds + middle).mean() < rate else (low, middle)
    return (low + high) / 2
