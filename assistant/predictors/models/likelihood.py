"""The most probable weights of a logistic model under a normal prior."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from assistant.predictors.models.arrays import BoolArray, FloatArray, sigmoid


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds are `features @ slopes + intercept`."""

    slopes: FloatArray  # shape (n_columns,)
    intercept: float

    def log_odds(self, features: FloatArray) -> FloatArray:
        """Log-odds of rows, shape (n_rows,)."""
        return np.asarray(features @ self.slopes + self.intercept)


def most_probable(
    features: FloatArray,
    outcomes: BoolArray,
    *,
    mean: FloatArray,
    variance: float,
    within: tuple[float | None, float | None] = (None, None),
) -> Weights:
    """Maximise the posterior of slopes ~ Normal(mean, variance), the intercept being free.

    Args:
        features: Scaled, shape (n_rows, n_columns).
        outcomes: Both values must occur, shape (n_rows,).
        mean: Of the prior, shape (n_columns,).
        variance: Of the prior, above 0; the C of scikit-learn when `mean` is 0.
        within: Bounds of every slope.
    """
    target = outcomes.astype(np.float64)

    def loss(weights: FloatArray) -> tuple[float, FloatArray]:
        log_odds = features @ weights[:-1] + weights[-1]  # (n_rows,)
        away = weights[:-1] - mean
        error = sigmoid(log_odds) - target
        value = np.logaddexp(0.0, log_odds).sum() - target @ log_odds + away @ away / (2 * variance)
        return float(value), np.append(error @ features + away / variance, error.sum())

    rate = target.mean()
    start = np.append(np.clip(mean, within[0], within[1]), np.log(rate / (1 - rate)))
    bounds = [within] * len(mean) + [(None, None)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-12, "gtol": 1e-6})
    return Weights(found.x[:-1], float(found.x[-1]))
