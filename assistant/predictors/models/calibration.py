"""Calibration of log-odds to probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from sklearn.isotonic import IsotonicRegression

from assistant.predictors.models.arrays import BoolArray, FloatArray, IntArray, sigmoid
from assistant.predictors.models.likelihood import most_probable

Method = Literal["platt", "isotonic"]
ENOUGH_FOR_ISOTONIC = 1000
"""Outcomes from which on a free monotone curve beats Platt's two numbers (Niculescu-Mizil & Caruana 2005)."""
SLOPE_VARIANCE = 0.25
"""Of the slope around 1: log-odds of unseen subjects are seldom off by more than a factor of two."""
SLOPE_BOUNDS = (0.05, 3.0)
"""The ranking is never reversed."""


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


def fit_calibration(log_odds: FloatArray, outcomes: BoolArray, subjects: IntArray) -> Calibration:
    """Fit on out-of-fold log-odds: Platt (1999) with a prior, or isotonic from 1,000 outcomes on.

    Args:
        log_odds: Of rows whose subject the model never saw, shape (n_rows,).
        outcomes: Shape (n_rows,).
        subjects: Whose row it is, shape (n_rows,); a subject's outcome counts once however many rows show it.
    """
    n_outcomes = len(np.unique(subjects[outcomes]))
    if n_outcomes < ENOUGH_FOR_ISOTONIC:
        return _platt(log_odds, outcomes, share=n_outcomes / max(1, int(outcomes.sum())))
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


def _platt(log_odds: FloatArray, outcomes: BoolArray, *, share: float) -> Calibration:
    """A slope drawn towards 1 the more the fewer outcomes there are; the intercept matches the base rate."""
    variance = SLOPE_VARIANCE * share  # weighing each row by `share` is the same as a prior narrower by it
    line = most_probable(log_odds[:, None], outcomes, mean=np.ones(1), variance=variance, within=SLOPE_BOUNDS)
    return Calibration("platt", np.array([line.slopes[0], line.intercept]), np.empty(0))
