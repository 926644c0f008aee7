"""How good probabilities are, with intervals that know about repeated subjects."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from assistant.predictors.models.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its confidence bounds."""

    value: float
    low: float
    high: float


def brier(probability: FloatArray, outcomes: BoolArray) -> float:
    """Mean squared distance of probability and outcome, 0 (best) to 1."""
    return float(np.mean((probability - outcomes) ** 2))


def calibration_error(probability: FloatArray, outcomes: BoolArray, *, bins: int = 15) -> float:
    """Expected calibration error over equal-mass bins, 0 (best) to 1; biased upwards in small samples."""
    order = np.argsort(probability, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    gaps = [abs(probability[part].mean() - outcomes[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(order))


def top_decile_lift(probability: FloatArray, outcomes: BoolArray) -> float:
    """Rate of outcomes among the tenth with the highest probability over the rate among all; 1 is no lift."""
    n_top = max(1, round(len(probability) / 10))
    top = np.argsort(-probability, kind="stable")[:n_top]
    return float(outcomes[top].mean() / outcomes.mean())


def clustered_auc(ranking: FloatArray, outcomes: BoolArray, subjects: IntArray, *, confidence: float) -> Interval:
    """Area under the ROC curve with a two-sided interval for clustered rows (Obuchowski 1997).

    Args:
        ranking: Any rising measure of the chance, float64, shape (n_rows,).
        outcomes: Both values must occur, shape (n_rows,).
        subjects: Rows of one subject may depend on each other, shape (n_rows,).
        confidence: Of the interval, 0 to 1.
    """
    yes, no = ranking[outcomes], ranking[~outcomes]
    above = _share_below(no, yes)  # (n_yes,): share of the others below each yes
    below = 1 - _share_below(yes, no)  # (n_no,): share of the yes above each other
    area = float(above.mean())
    _, cluster = np.unique(subjects, return_inverse=True)
    n_clusters = int(cluster.max()) + 1
    # each subject's pull on the area: its yes rows and its other rows together, so their covariance is counted
    pull = np.bincount(cluster[outcomes], above - area, n_clusters) / len(yes)
    pull += np.bincount(cluster[~outcomes], below - area, n_clusters) / len(no)
    error = float(np.sqrt((pull**2).sum() * n_clusters / max(1, n_clusters - 1)))
    reach = NormalDist().inv_cdf(0.5 + confidence / 2) * error
    return Interval(area, max(0.0, area - reach), min(1.0, area + reach))


def _share_below(crowd: FloatArray, values: FloatArray) -> FloatArray:
    """For each value the share of `crowd` below it, ties counted half."""
    ordered = np.sort(crowd)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / 2 / len(crowd)
