"""Follow-ups that point at the answer before, add to it, or set something beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

Rows = Callable[..., Sequence[tuple[object, ...]]]
Table = dict[tuple[str, str], list[tuple[object, ...]]]

BESIDE: Table = {
    ("win rate of Ines Kovar", "compare it with Priya Nolan"): [("Ines Kovar", 0.666667), ("Priya Nolan", 0.5)],
    ("sales this quarter", "how does that compare with the previous one"): [("2021-Q1", 1400), ("2021-Q2", 3900)],
    ("sales this quarter", "is that more than last quarter?"): [("2021-Q1", 1400), ("2021-Q2", 3900)],
    ("sales by region", "also show the number of wins"): [("North", 4800, 3), ("South", 500, 1)],
    ("sales by product", "as a share of the total"): [
        ("Brix Max", 500, 0.09434),
        ("Lumen One", 900, 0.169811),
        ("Lumen Two", 3900, 0.735849),
    ],
    ("sales per month", "cumulative"): [
        ("2021-02", 900, 900),
        ("2021-03", 500, 1400),
        ("2021-04", 2100, 3500),
        ("2021-05", 1800, 5300),
    ],
}
NARROWED: Table = {
    ("sales per month", "drop everything before April"): [("2021-04", 2100), ("2021-05", 1800)],
    ("sales by product", "Brix Max distorts this, take it out"): [("Lumen One", 900), ("Lumen Two", 3900)],
    ("how many deals did Ines Kovar win in Q2", "and in the quarter before that"): [(1,)],
    ("win rate by product", "only those above average"): [("Lumen Two", 0.666667)],
    ("win rate of Ines Kovar", "and overall?"): [(0.571429,)],
    ("sales by rep and product", "drop the product"): [
        ("Ines Kovar", 3000),
        ("Priya Nolan", 500),
        ("Tomas Wirth", 1800),
    ],
}
POINTED: Table = {
    ("top 2 accounts by sales", "in which countries are they"): [
        ("Quartz Labs", "United States", 2600),
        ("Zephyrtech", "United States", 1800),
    ],
    ("top 2 accounts by sales", "who comes third?"): [("Fernhill Foods", 900)],
    ("who sold the most", "who manages her"): [("Ines Kovar", "Ada Stoneham", 3000)],
    ("which manager has the highest sales", "who is on his team"): [("Ines Kovar",), ("Tomas Wirth",)],
    ("which product has the highest sales", "who sells it best"): [("Ines Kovar", 2100)],
    ("how many open deals does Priya Nolan have", "what are they worth"): [(1500,)],
    ("win rate of Ines Kovar", "and her team without her?"): [(0.5,)],
    ("what was the biggest deal we won", "when was it closed"): [("AB12CD02", "2021-04-20", 2100)],
    ("what was the biggest deal we won", "which customer was that"): [("Quartz Labs", 2100)],
}


@pytest.mark.parametrize("turns", BESIDE)
def test_a_follow_up_sets_more_beside_the_answer(asked: Rows, turns: tuple[str, str]) -> None:
    assert asked(*turns) == BESIDE[turns]


@pytest.mark.parametrize("turns", NARROWED)
def test_a_follow_up_keeps_or_leaves_out_a_part(asked: Rows, turns: tuple[str, str]) -> None:
    assert asked(*turns) == NARROWED[turns]


@pytest.mark.parametrize("turns", POINTED)
def test_a_follow_up_asks_about_the_records_of_the_answer(asked: Rows, turns: tuple[str, str]) -> None:
    assert asked(*turns) == POINTED[turns]


def test_the_deals_that_were_counted_can_be_listed(asked: Rows) -> None:
    listed = asked("how many open deals does Priya Nolan have", "list them")
    assert [row[0] for row in listed] == ["AB12CD08", "AB12CD10"]


def test_the_records_of_a_list_stay_when_their_other_deals_are_asked(asked: Rows) -> None:
    assert asked("which accounts bought Lumen Two", "how much did each of those spend on everything else") == [
        ("Quartz Labs", 500)
    ]
