"""Logistic regression with an honest spread for repeated looks at one subject."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedKFold

from assistant.predictors.models.arrays import Examples, FloatArray, IntArray, sigmoid
from assistant.predictors.models.design import Design
from assistant.predictors.models.likelihood import Weights, most_probable
from assistant.predictors.models.scaling import Scaler

STRENGTHS = (0.001, 0.01, 0.1, 1.0)
"""Variances of the weights that are tried: smaller pulls them harder towards what an expert expects."""
EXPECTED_PUSH = 0.2
"""Log-odds for one robust standard deviation in the direction that an expert expects, before any data.

Against expecting nothing it raised the area under the ROC curve of forward predictions on 16 demo companies (seeds 11
to 26) by 0.015 with a standard error of 0.007; 0.1 or 0.3 did about as well.
"""
DOUBT = EXPECTED_PUSH**2
"""Least variance of a weight in a spread: an expectation may be wrong by its own size, however little data can tell.

In simulations of 100 accounts 86 to 99 % of the 95 % intervals then held the true chance, without it 80 to 90 %.
"""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted model: log-odds linear in the scaled features."""

    scaler: Scaler
    weights: FloatArray  # shape (n_columns,)
    intercept: float
    covariance: FloatArray  # shape (n_columns + 1, n_columns + 1), intercept last
    average: FloatArray  # shape (n_columns,): mean scaled features of the training rows
    strength: float  # the variance that was chosen

    def log_odds(self, features: FloatArray) -> FloatArray:
        """Log-odds of the outcome, shape (n_rows,), not yet calibrated."""
        return np.asarray(self.scaler.transform(features) @ self.weights + self.intercept)

    def spread(self, features: FloatArray) -> FloatArray:
        """Standard error of the log-odds, shape (n_rows,)."""
        design = _with_ones(self.scaler.transform(features))  # (n_rows, n_columns + 1)
        return np.asarray(np.sqrt(np.einsum("ij,jk,ik->i", design, self.covariance, design)))

    def contributions(self, features: FloatArray) -> FloatArray:
        """Push of each column on the log-odds against the average subject, shape (n_rows, n_columns)."""
        return (self.scaler.transform(features) - self.average) * self.weights


def folds(examples: Examples, n_folds: int, seed: int) -> list[tuple[IntArray, IntArray]]:
    """Train rows with test rows for each fold; a subject's rows stay together, outcomes are spread evenly."""
    subjects, of_row = np.unique(examples.subjects, return_inverse=True)
    ever = np.bincount(of_row, weights=examples.outcomes) > 0  # (n_subjects,)
    parts = StratifiedKFold(n_folds, shuffle=True, random_state=seed).split(subjects, ever)
    unseen = [np.isin(of_row, part) for _, part in parts]  # each (n_rows,)
    return [(np.flatnonzero(~rows), np.flatnonzero(rows)) for rows in unseen]


def fit_logistic(examples: Examples, design: Design, *, seed: int) -> Logistic:
    """Fit with a penalty for leaving the expected weights, its strength chosen by 3-fold cross-validation on log loss.

    Args:
        examples: At least five subjects with the outcome, five without.
        design: How columns are read, which directions are expected.
        seed: Decides the folds; same seed, same model.
    """
    strength = _best_strength(examples, design, seed)
    scaler = Scaler.fit(examples.features, design.logged)
    scaled = scaler.transform(examples.features)
    weights = _weights(scaled, examples, design, strength)
    covariance = _posterior(scaled, weights.log_odds(scaled), examples, max(strength, DOUBT))
    return Logistic(scaler, weights.slopes, weights.intercept, covariance, scaled.mean(axis=0), strength)


def _best_strength(examples: Examples, design: Design, seed: int) -> float:
    losses = np.zeros(len(STRENGTHS))
    for train, test in folds(examples, 3, seed):
        seen, unseen = examples.take(train), examples.take(test)
        scaler = Scaler.fit(seen.features, design.logged)
        known, asked = scaler.transform(seen.features), scaler.transform(unseen.features)
        for position, strength in enumerate(STRENGTHS):
            log_odds = _weights(known, seen, design, strength).log_odds(asked)  # (n_test,)
            losses[position] += np.logaddexp(0.0, np.where(unseen.outcomes, -log_odds, log_odds)).sum()
    return STRENGTHS[int(losses.argmin())]


def _weights(scaled: FloatArray, examples: Examples, design: Design, strength: float) -> Weights:
    mean = design.expected(scaled, EXPECTED_PUSH)
    return most_probable(scaled, examples.outcomes, mean=mean, variance=strength)


def _posterior(scaled: FloatArray, log_odds: FloatArray, examples: Examples, variance: float) -> FloatArray:
    """Laplace posterior of weights and intercept, widened because rows of one subject repeat each other.

    The likelihood is tempered by k = tr(H⁻¹J) / tr(H⁻¹F), with H the penalised Hessian, F its likelihood part and
    J the scatter of the subjects' score sums (magnitude adjustment of Pauli, Racugno & Ventura 2011): k is the
    number of rows that are worth one. The penalty is the prior, so pulling weights is part of the spread.
    """
    design = _with_ones(scaled)  # (n_rows, n_columns + 1)
    probability = sigmoid(log_odds)
    fisher = design.T @ (design * (probability * (1 - probability))[:, None])  # (n_columns + 1, n_columns + 1)
    penalty = np.diag(np.append(np.full(scaled.shape[1], 1 / variance), 0.0))
    laplace = np.linalg.inv(fisher + penalty)
    residuals = design * (examples.outcomes - probability)[:, None]  # (n_rows, n_columns + 1)
    _, cluster = np.unique(examples.subjects, return_inverse=True)
    sums = np.zeros((cluster.max() + 1, design.shape[1]))  # (n_subjects, n_columns + 1)
    np.add.at(sums, cluster, residuals)
    repeats = np.trace(laplace @ (sums.T @ sums)) / np.trace(laplace @ fisher)
    return np.asarray(laplace * max(1.0, float(repeats)))


def _with_ones(scaled: FloatArray) -> FloatArray:
    return np.hstack([scaled, np.ones((len(scaled), 1))])
