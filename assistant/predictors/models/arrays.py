"""The array types of the models, with the rows that one training takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled rows; several rows may show one subject at different dates."""

    features: FloatArray  # shape (n_rows, n_columns); NaN where unknown
    outcomes: BoolArray  # shape (n_rows,)
    subjects: IntArray  # shape (n_rows,): whose row it is; folds never split a subject

    def __post_init__(self) -> None:
        lengths = (len(self.features), len(self.outcomes), len(self.subjects))
        if len(set(lengths)) != 1:
            raise ValueError(f"features, outcomes, subjects have {lengths} rows: the three must be equal")

    def __len__(self) -> int:
        return len(self.outcomes)

    def take(self, rows: IntArray) -> Examples:
        """The rows at these positions."""
        return Examples(self.features[rows], self.outcomes[rows], self.subjects[rows])

    @property
    def n_subjects(self) -> int:
        """How many different subjects the rows show."""
        return len(np.unique(self.subjects))

    @property
    def n_outcomes(self) -> int:
        """How many different subjects have the outcome in at least one row."""
        return len(np.unique(self.subjects[self.outcomes]))

    @property
    def n_without(self) -> int:
        """How many different subjects lack the outcome in every row."""
        return self.n_subjects - self.n_outcomes


def sigmoid(log_odds: FloatArray) -> FloatArray:
    """Probabilities of log-odds, same shape; no overflow at either end."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * log_odds)))
