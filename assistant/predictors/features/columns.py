"""A feature column: one number read from facts, with the words that explain it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from assistant.predictors.models.arrays import FloatArray
from assistant.predictors.models.design import Design, Direction

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Column(Generic[F]):
    """One feature of a subject described by facts of type `F`."""

    name: str
    theme: str  # columns of one theme explain the same thing; their pushes are added up in a reason
    logged: bool  # skewed amounts or counts, whose logarithm is taken
    direction: Direction  # in which a higher value is expected to move the chance; 0 where experts would differ
    read: Callable[[F], float]  # NaN where unknown
    say: Callable[[F], str]  # a clause with the subject's own numbers


def design(columns: Sequence[Column[F]]) -> Design:
    """How the columns are read, which directions are expected."""
    return Design(tuple(column.logged for column in columns), tuple(column.direction for column in columns))


def matrix(columns: Sequence[Column[F]], subjects: Sequence[F]) -> FloatArray:
    """Read all columns of all subjects: float64, shape (n_subjects, n_columns), NaN where unknown."""
    values = [[column.read(subject) for column in columns] for subject in subjects]
    return np.asarray(values, dtype=np.float64).reshape(len(subjects), len(columns))
