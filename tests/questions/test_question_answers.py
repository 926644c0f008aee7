"""Shapes of questions over a company whose figures can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import text

from assistant.messages import Chart, Result
from assistant.records.store import Store

Rows = Callable[..., Sequence[tuple[object, ...]]]

SHAPES: dict[str, list[tuple[object, ...]]] = {
    "Who does Tomas Wirth report to?": [("Ada Stoneham",)],
    "list price of the Lumen Two": [(2000,)],
    "which retail accounts are outside the US, with the country": [("Fernhill Foods", "Norway")],
    "who works under Bo Redfern": [("Gus Ahl",), ("Priya Nolan",)],
    "how many deals did Ines Kovar win": [(2,)],
    "how many open deals have no account": [(2,)],
    "number of lost deals last quarter": [(0,)],
    "total sales this quarter": [(3900,)],
    "average deal size": [(1325,)],
    "sales by region": [("North", 4800), ("South", 500)],
    "win rate by region": [("North", 0.6), ("South", 0.5)],
    "open pipeline value at list by region": [("North", 2000), ("South", 1500)],
    "sales per month": [("2021-02", 900), ("2021-03", 500), ("2021-04", 2100), ("2021-05", 1800)],
    "bookings by quarter": [("2021-Q1", 1400), ("2021-Q2", 3900)],
    "top 2 accounts by sales": [("Quartz Labs", 2600), ("Zephyrtech", 1800)],
    "which rep has the highest win rate": [("Ines Kovar", 2 / 3)],
    "top rep in each region by sales": [("North", "Ines Kovar", 3000), ("South", "Priya Nolan", 500)],
    "reps with more than 1 win": [("Ines Kovar", 2)],
    "which reps have never won a deal": [("Gus Ahl",)],
    "accounts that bought Lumen Two but never Brix Max": [("Zephyrtech",)],
    "share of sales by region": [("North", 4800, 4800 / 5300), ("South", 500, 500 / 5300)],
    "what percentage of sales comes from customers outside the US": [(900 / 5300,)],
    "compare Ines Kovar and Tomas Wirth on sales": [("Ines Kovar", 3000), ("Tomas Wirth", 1800)],
    "sales Q1 vs Q2": [("2021-Q1", 1400), ("2021-Q2", 3900)],
    "sales by region, Q1 against Q2": [("North", 900, 3900), ("South", 500, 0)],
    "subsidiaries of Quartz Labs": [("Ottermill",)],
    "median value of won deals": [(1350,)],
    "average sales cycle of won deals": [(57.5,)],
    "deals won below list price": [
        ("AB12CD01", "Fernhill Foods", "Lumen One", "Ines Kovar"),
        ("AB12CD04", "Zephyrtech", "Lumen Two", "Tomas Wirth"),
    ],
    "when did Quartz Labs last buy something": [("2021-04-20",)],
    "where does Tomas Wirth rank on sales": [("Tomas Wirth", 2, 1800)],
    "accounts with annual revenue over 1bn": [("Zephyrtech", 2400)],
    "running total of sales by month": [
        ("2021-02", 900, 900),
        ("2021-03", 500, 1400),
        ("2021-04", 2100, 3500),
        ("2021-05", 1800, 5300),
    ],
}


@pytest.mark.parametrize("question", SHAPES)
def test_a_question_gets_the_rows_it_asks_for(asked: Rows, question: str) -> None:
    got = [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in asked(question)]
    want = [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in SHAPES[question]]
    assert got == want


@pytest.mark.parametrize("question", list(SHAPES)[::3])
def test_the_printed_query_gives_the_same_rows(ask: Callable[..., Result], small_store: Store, question: str) -> None:
    result = ask(question)
    assert result.table is not None
    with small_store.reading.connect() as connection:
        found = connection.execute(text(result.query.replace(":", "\\:"))).all()
    assert len(found) == len(result.table.rows)
    assert [str(row[0]) for row in found] == [str(row[0]) for row in result.table.rows] or len(found[0]) == 1


def test_the_reading_says_how_the_question_was_understood(ask: Callable[..., Result]) -> None:
    result = ask("win rate by region this quarter")
    assert result.reading == "win rate by region, deals closed 2021-04-01 to 2021-06-30"


def test_a_trend_is_drawn_as_a_line(ask: Callable[..., Result]) -> None:
    assert ask("sales per month").chart == Chart("line", "month", ("sales",), "money")


def test_misspelt_words_and_names_are_understood(asked: Rows) -> None:
    assert asked("sales of Thomas Wirt in the secnd quarter") == [(1800,)]
