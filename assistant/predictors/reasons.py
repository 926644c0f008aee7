"""Reasons for a prediction, from the pushes of its features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from assistant.predictors.features.columns import Column
from assistant.predictors.models.arrays import FloatArray
from assistant.views import Reason

F = TypeVar("F")
MOST = 3
WORTH_SAYING = 0.05
"""Log-odds below which a theme is left out, unless no theme pushes harder."""


def reasons(columns: Sequence[Column[F]], pushes: FloatArray, subject: F) -> tuple[Reason, ...]:
    """The strongest themes, at most three, each told by the column that pushes hardest in the theme's direction.

    Args:
        columns: The features of the model.
        pushes: Log-odds against the average subject, shape (n_columns,).
        subject: The facts that the words are about.
    """
    themes = dict.fromkeys(column.theme for column in columns)
    found = [_reason(columns, pushes, subject, theme) for theme in themes]
    ordered = sorted(found, key=lambda reason: -abs(reason.points))[:MOST]
    return tuple(reason for reason in ordered if abs(reason.points) >= WORTH_SAYING) or (ordered[0],)


def _reason(columns: Sequence[Column[F]], pushes: FloatArray, subject: F, theme: str) -> Reason:
    members = [position for position, column in enumerate(columns) if column.theme == theme]
    points = float(pushes[members].sum())
    speaker = max(members, key=lambda position: pushes[position] * (1 if points >= 0 else -1))
    return Reason(columns[speaker].say(subject), round(points, 3))
