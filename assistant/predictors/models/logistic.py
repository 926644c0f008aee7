"""Logistic regression with an honest spread for repeated looks at one subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedGroupKFold

from assistant.predictors.models.arrays import Examples, FloatArray, IntArray, sigmoid
from assistant.predictors.models.scaling import Scaler

STRENGTHS = (0.001, 0.01, 0.1, 1.0)
"""Values of C that are tried: smaller pulls the weights harder towards 0."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted model: log-odds linear in the scaled features."""

    scaler: Scaler
    weights: FloatArray  # shape (n_columns,)
    intercept: float
    covariance: FloatArray  # shape (n_columns + 1, n_columns + 1), intercept last
    average: FloatArray  # shape (n_columns,): mean scaled features of the training rows
    strength: float  # the C that was chosen

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
    splitter = StratifiedGroupKFold(n_folds, shuffle=True, random_state=seed)
    return list(splitter.split(examples.features, examples.outcomes, examples.subjects))


def fit_logistic(examples: Examples, logged: Sequence[bool], *, seed: int) -> Logistic:
    """Fit with an L2 penalty chosen by 3-fold cross-validation on log loss.

    Args:
        examples: At least five subjects with the outcome, five without.
        logged: For each column, whether its logarithm is taken.
        seed: Decides the folds; same seed, same model.
    """
    strength = _best_strength(examples, logged, seed)
    scaler = Scaler.fit(examples.features, logged)
    scaled = scaler.transform(examples.features)
    model = _solver(strength).fit(scaled, examples.outcomes)
    weights, intercept = model.coef_[0], float(model.intercept_[0])
    covariance = _posterior(scaled, scaled @ weights + intercept, examples, strength)
    return Logistic(scaler, weights, intercept, covariance, scaled.mean(axis=0), strength)


def _best_strength(examples: Examples, logged: Sequence[bool], seed: int) -> float:
    losses = np.zeros(len(STRENGTHS))
    for train, test in folds(examples, 3, seed):
        scaler = Scaler.fit(examples.features[train], logged)
        seen, unseen = scaler.transform(examples.features[train]), scaler.transform(examples.features[test])
        for position, strength in enumerate(STRENGTHS):
            model = _solver(strength).fit(seen, examples.outcomes[train])
            probability = model.predict_proba(unseen)[:, 1]
            losses[position] += log_loss(examples.outcomes[test], probability, labels=[False, True], normalize=False)
    return STRENGTHS[int(losses.argmin())]


def _solver(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, solver="newton-cholesky")


def _posterior(scaled: FloatArray, log_odds: FloatArray, examples: Examples, strength: float) -> FloatArray:
    """Laplace posterior of weights and intercept, widened because rows of one subject repeat each other.

    The likelihood is tempered by k = tr(H⁻¹J) / tr(H⁻¹F), with H the penalised Hessian, F its likelihood part and
    J the scatter of the subjects' score sums (magnitude adjustment of Pauli, Racugno & Ventura 2011): k is the
    number of rows that are worth one. The penalty is the prior, so pulling weights to 0 is part of the spread.
    """
    design = _with_ones(scaled)  # (n_rows, n_columns + 1)
    probability = sigmoid(log_odds)
    fisher = design.T @ (design * (probability * (1 - probability))[:, None])  # (n_columns + 1, n_columns + 1)
    penalty = np.diag(np.append(np.full(scaled.shape[1], 1 / strength), 0.0))
    laplace = np.linalg.inv(fisher + penalty)
    residuals = design * (examples.outcomes - probability)[:, None]  # (n_rows, n_columns + 1)
    _, cluster = np.unique(examples.subjects, return_inverse=True)
    sums = np.zeros((cluster.max() + 1, design.shape[1]))  # (n_subjects, n_columns + 1)
    np.add.at(sums, cluster, residuals)
    repeats = np.trace(laplace @ (sums.T @ sums)) / np.trace(laplace @ fisher)
    return np.asarray(laplace * max(1.0, float(repeats)))


def _with_ones(scaled: FloatArray) -> FloatArray:
    return np.hstack([scaled, np.ones((len(scaled), 1))])
