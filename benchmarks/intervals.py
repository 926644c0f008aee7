"""Confidence intervals of benchmark figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

import numpy as np
from scipy.stats import t


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % interval of a mean of independent values, by Student's t."""
    return _around(values, stdev(values) / math.sqrt(len(values)))


def resampled_interval(values: Sequence[float], *, test_share: float) -> tuple[float, float]:
    """95 % interval over cross-validation folds, corrected for shared training rows (Nadeau & Bengio 2003).

    Args:
        values: One value, or paired difference, for each fold.
        test_share: Rows of a test fold over rows of all folds, 0 to 1.
    """
    return _around(values, stdev(values) * math.sqrt(1 / len(values) + test_share / (1 - test_share)))


def bootstrap_interval(values: Sequence[float], *, draws: int = 10_000, seed: int = 0) -> tuple[float, float]:
    """95 % percentile interval of a mean, or of a mean paired difference, over resampled cases (Efron 1979).

    Args:
        values: One value for each case, at least one.
        draws: Samples drawn with replacement.
        seed: Of the drawing.
    """
    measured = np.asarray(values, dtype=float)
    drawn = np.random.default_rng(seed).integers(len(measured), size=(draws, len(measured)))
    low, high = np.percentile(measured[drawn].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def _around(values: Sequence[float], error: float) -> tuple[float, float]:
    reach = float(t.ppf(0.975, len(values) - 1)) * error
    return fmean(values) - reach, fmean(values) + reach
