"""Robust scaling of feature columns to comparable units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.predictors.models.arrays import BoolArray, FloatArray

LIMIT = 4.0
"""Scaled values are clipped here, so that one wild record cannot decide a prediction."""
IQR_OF_A_NORMAL = 1.349


@dataclass(frozen=True, slots=True)
class Scaler:
    """Centre by the median, divide by the spread; unknown values become the centre, which is 0."""

    logged: BoolArray  # shape (n_columns,): sign(x) * log(1 + |x|) is taken first
    centre: FloatArray  # shape (n_columns,)
    spread: FloatArray  # shape (n_columns,), above 0

    @classmethod
    def fit(cls, features: FloatArray, logged: Sequence[bool]) -> Scaler:
        """Learn centre and spread of each column of `features`, shape (n_rows, n_columns), NaN allowed.

        The spread is the interquartile range over 1.349, else the standard deviation where most values are
        equal, else 1: scikit-learn's RobustScaler leaves such rare-event columns unscaled.
        """
        flags = np.asarray(logged, dtype=np.bool_)
        values = _log(features, flags)
        known = np.where(np.isnan(values).all(axis=0), 0.0, values)  # a column never known is constant
        low, centre, high = np.nanpercentile(known, [25, 50, 75], axis=0)  # each (n_columns,)
        spread = (high - low) / IQR_OF_A_NORMAL
        spread = np.where(spread > 0, spread, np.nanstd(known, axis=0))
        return cls(flags, centre, np.where(spread > 0, spread, 1.0))

    def transform(self, features: FloatArray) -> FloatArray:
        """Scale rows; float64, shape (n_rows, n_columns), within ±4, without NaN."""
        scaled = (_log(features, self.logged) - self.centre) / self.spread
        return np.clip(np.nan_to_num(scaled, nan=0.0), -LIMIT, LIMIT)


def _log(features: FloatArray, logged: BoolArray) -> FloatArray:
    return np.where(logged, np.sign(features) * np.log1p(np.abs(features)), features)
