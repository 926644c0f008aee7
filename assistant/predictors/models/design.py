"""What is known about feature columns before any data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from assistant.predictors.models.arrays import BoolArray, FloatArray

Direction = Literal[-1, 0, 1]
"""Whether a higher value is expected to raise the chance (1), to lower it (-1), or either (0)."""


@dataclass(frozen=True, slots=True)
class Design:
    """How each column is read, what an expert expects of it; both have one entry a column."""

    logged: tuple[bool, ...]  # whether the logarithm is taken
    directions: tuple[Direction, ...]

    def __post_init__(self) -> None:
        lengths = (len(self.logged), len(self.directions))
        if len(set(lengths)) != 1:
            raise ValueError(f"logged, directions have {lengths} entries: the two must be equal")

    def expected(self, scaled: FloatArray, push: float) -> FloatArray:
        """Weights to expect before seeing outcomes, shape (n_columns,): `push` in each column's direction.

        Args:
            scaled: The training rows, shape (n_rows, n_columns); a column without variation gets 0.
            push: Log-odds for one robust standard deviation.
        """
        varied: BoolArray = np.ptp(scaled, axis=0) > 0  # (n_columns,)
        return np.where(varied, push * np.asarray(self.directions, dtype=np.float64), 0.0)
