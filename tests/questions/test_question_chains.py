"""Questions within questions, and questions asked in two steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

Rows = Callable[..., Sequence[tuple[object, ...]]]

CHAINS: dict[str, list[tuple[object, ...]]] = {
    "reps of the manager with the most wins": [("Ines Kovar",), ("Tomas Wirth",)],
    "which products did the rep with the most wins sell": [("Lumen One",), ("Lumen Two",)],
    "win rate of the rep who sold the most in Q2": [(0.666667,)],
    "average deal size of the region with the highest sales": [(1600,)],
    "monthly sales of the best selling product": [("2021-04", 2100), ("2021-05", 1800)],
    "take the product with the highest sales in Q1. who sold the most of it?": [("Ines Kovar", 900)],
}


@pytest.mark.parametrize("question", CHAINS)
def test_an_inner_question_becomes_a_condition_of_the_outer(asked: Rows, question: str) -> None:
    assert asked(question) == CHAINS[question]


def test_a_noun_with_a_group_word_before_it_is_no_inner_question(asked: Rows) -> None:
    assert asked("sales by region") == asked("sales by region, with the highest first")
