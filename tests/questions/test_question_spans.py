"""Parts of periods, days included or not, one period against another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from assistant.questions.periods import find

Rows = Callable[..., Sequence[tuple[object, ...]]]
TODAY = date(2021, 6, 30)

SPANS = {
    "first two weeks of April": ("2021-04-01", "2021-04-14"),
    "last week of May": ("2021-05-25", "2021-05-31"),
    "last month of Q1": ("2021-03-01", "2021-03-31"),
    "last quarter of the year": ("2020-10-01", "2020-12-31"),
    "last quarter of 2020": ("2020-10-01", "2020-12-31"),
    "2021 Q2": ("2021-04-01", "2021-06-30"),
    "on or after 4 May": ("2021-05-04", "2999-12-31"),
    "on or before 4 May": ("1900-01-01", "2021-05-04"),
}


@pytest.mark.parametrize("said", SPANS)
def test_a_part_of_a_period_has_its_days(said: str) -> None:
    found = find(said.lower().split(), 0, TODAY)
    assert found is not None
    assert (found.period.start.isoformat(), found.period.end.isoformat()) == SPANS[said]


COMPARED: dict[str, list[tuple[object, ...]]] = {
    "which reps sold more in Q2 than in Q1": [("Ines Kovar", 900, 2100), ("Tomas Wirth", 0, 1800)],
    "sales Q2 minus Q1": [(1400, 3900, 2500)],
    "did sales go up from Q1 to Q2": [("2021-Q1", 1400), ("2021-Q2", 3900)],
}


@pytest.mark.parametrize("question", COMPARED)
def test_one_period_is_set_against_another(asked: Rows, question: str) -> None:
    assert asked(question) == COMPARED[question]
