"""Training of a yes-or-no model that may also refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np

from assistant.predictors.models.arrays import Examples, FloatArray, IntArray
from assistant.predictors.models.calibration import Calibration, fit_calibration
from assistant.predictors.models.design import Design
from assistant.predictors.models.logistic import Logistic, fit_logistic, folds
from assistant.predictors.models.metrics import Interval, brier, calibration_error, clustered_auc, top_decile_lift

SEED = 0
FOLDS = 5
REPEATS = 3
"""Divisions into folds whose log-odds are averaged, so that no lucky division decides whether a model speaks."""
SIGNAL_CONFIDENCE = 0.997
"""Three standard errors. Models of different folds differ, so without signal the area spreads wider than its standard
error says: over 27 shuffled demo companies by a factor of 1.1. None of the 27 spoke; some 1 % are to be expected."""
REACH = NormalDist().inv_cdf(0.975)
"""Standard errors on either side of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Minimum:
    """How much there must be to learn from, counted in subjects rather than rows."""

    subjects: int
    outcomes: int  # subjects with the outcome; as many without are asked for


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no model."""

    why: str  # a sentence that names what is missing
    n_rows: int = 0


@dataclass(frozen=True, slots=True)
class Quality:
    """What cross-validation says about a model, every subject judged by a model that never saw it."""

    n_rows: int
    n_subjects: int
    n_outcomes: int  # subjects
    base_rate: float  # outcomes per row, 0 to 1
    auc: Interval  # at SIGNAL_CONFIDENCE, clustered by subject
    brier: float
    brier_constant: float  # of always saying the base rate
    calibration_error: float  # 15 equal-mass bins
    top_decile_lift: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A calibrated model with its quality."""

    logistic: Logistic
    calibration: Calibration
    quality: Quality

    def probability(self, features: FloatArray) -> FloatArray:
        """Calibrated probability of the outcome, shape (n_rows,)."""
        return self.calibration.probability(self.logistic.log_odds(features))

    def interval(self, features: FloatArray) -> tuple[FloatArray, FloatArray]:
        """95 % bounds of each probability, each shape (n_rows,): how well it is known, not what will happen."""
        centre, reach = self.logistic.log_odds(features), REACH * self.logistic.spread(features)
        return self.calibration.probability(centre - reach), self.calibration.probability(centre + reach)

    def contributions(self, features: FloatArray) -> FloatArray:
        """Push of each column in calibrated log-odds against the average subject, shape (n_rows, n_columns)."""
        return self.logistic.contributions(features) * self.calibration.slope

    @property
    def medium_from(self) -> float:
        """Probability from which the band is medium: the average risk."""
        return self.quality.base_rate

    @property
    def high_from(self) -> float:
        """Probability from which the band is high: twice the average risk, or half way from it to certainty."""
        return min(2 * self.quality.base_rate, (1 + self.quality.base_rate) / 2)

    def band(self, probability: float) -> Literal["low", "medium", "high"]:
        """Which band a probability falls in."""
        if probability >= self.high_from:
            return "high"
        return "medium" if probability >= self.medium_from else "low"


def train(examples: Examples, design: Design, minimum: Minimum, *, happened: str) -> Trained | Refusal:
    """Fit a model; refuse where data or signal are missing.

    Args:
        examples: Rows with outcomes, grouped by subject.
        design: How columns are read, which directions are expected.
        minimum: Below this nothing is tried.
        happened: What the outcome is called in a refusal, such as "cancelled".
    """
    lacking = _lacking(examples, minimum, happened)
    if lacking:
        return Refusal(lacking, len(examples))
    trained = fit(examples, design)
    silent = _no_pattern(trained.quality, happened) or _no_better_chances(trained.quality, happened)
    return Refusal(silent, len(examples)) if silent else trained


def fit(examples: Examples, design: Design) -> Trained:
    """Fit, calibrate, judge, whatever comes of it; at least five subjects with the outcome, five without."""
    log_odds = _unseen_log_odds(examples, design)  # (n_rows,)
    auc = clustered_auc(log_odds, examples.outcomes, examples.subjects, confidence=SIGNAL_CONFIDENCE)
    quality = _quality(examples, log_odds, folds(examples, FOLDS, SEED), auc)
    calibration = fit_calibration(log_odds, examples.outcomes, examples.subjects)
    return Trained(fit_logistic(examples, design, seed=SEED), calibration, quality)


def _lacking(examples: Examples, minimum: Minimum, happened: str) -> str:
    found = f"I found {examples.n_subjects} accounts in the past, {examples.n_outcomes} of which {happened}"
    if examples.n_subjects < minimum.subjects or examples.n_outcomes < minimum.outcomes:
        return (
            f"There is not enough history to learn from: {found}; "
            f"I need at least {minimum.subjects} accounts and {minimum.outcomes} that {happened}."
        )
    if examples.n_without < minimum.outcomes:
        return f"There is nothing to compare with: {found}; I need at least {minimum.outcomes} that did not."
    return ""


def _no_pattern(quality: Quality, happened: str) -> str:
    if quality.auc.low > 0.5:
        return ""
    return (
        f"I see no pattern that holds: {_ranking(quality, happened)}. More history or other records (usage, tickets, "
        "invoices) could change that."
    )


def _no_better_chances(quality: Quality, happened: str) -> str:
    if quality.brier < quality.brier_constant:
        return ""
    return (
        f"I see a pattern, but can't put reliable chances on it: {_ranking(quality, happened)}, yet the chances come "
        f"no closer to what happened than always saying the average of {quality.base_rate:.1%} (Brier score "
        f"{quality.brier:.4f} against {quality.brier_constant:.4f}). More accounts that {happened} could change that."
    )


def _ranking(quality: Quality, happened: str) -> str:
    return (
        f"on accounts kept out of training, telling apart those that {happened} worked {quality.auc.value:.0%} of the "
        f"time ({quality.auc.low:.0%} to {quality.auc.high:.0%}; a coin gives 50%), from {quality.n_subjects} accounts "
        f"of which {quality.n_outcomes} {happened}"
    )


def _unseen_log_odds(examples: Examples, design: Design) -> FloatArray:
    """Log-odds of each row by models that never saw its subject, mean over the divisions, shape (n_rows,)."""
    total = np.zeros(len(examples))
    for repeat in range(REPEATS):
        for seen, unseen in folds(examples, FOLDS, SEED + repeat):
            model = fit_logistic(examples.take(seen), design, seed=SEED)
            total[unseen] += model.log_odds(examples.features[unseen])
    return total / REPEATS


def _quality(
    examples: Examples, log_odds: FloatArray, parts: Sequence[tuple[IntArray, IntArray]], auc: Interval
) -> Quality:
    """Judge probabilities that were calibrated on the other folds."""
    probability, constant = np.empty(len(examples)), np.empty(len(examples))
    for seen, unseen in parts:
        known = examples.take(seen)
        calibration = fit_calibration(log_odds[seen], known.outcomes, known.subjects)
        probability[unseen] = calibration.probability(log_odds[unseen])
        constant[unseen] = known.outcomes.mean()
    return Quality(
        n_rows=len(examples),
        n_subjects=examples.n_subjects,
        n_outcomes=examples.n_outcomes,
        base_rate=float(examples.outcomes.mean()),
        auc=auc,
        brier=brier(probability, examples.outcomes),
        brier_constant=brier(constant, examples.outcomes),
        calibration_error=calibration_error(probability, examples.outcomes),
        top_decile_lift=top_decile_lift(probability, examples.outcomes),
    )
