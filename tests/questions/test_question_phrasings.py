"""The same shapes said in other words, over a company whose figures can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

Rows = Callable[..., Sequence[tuple[object, ...]]]

SAID: dict[str, list[tuple[object, ...]]] = {
    "how many accounts have at least one win": [(3,)],
    "how many accounts have more than one win": [(1,)],
    "how many deals did each manager win and lose": [("Ada Stoneham", 3, 2), ("Bo Redfern", 1, 1)],
    "how many customers bought the Lumen Two but not the Brix Max": [(1,)],
    "deals without a customer in Engaging": [("AB12CD09", None, "Lumen Two", "Tomas Wirth")],
    "which product brings the highest average deal size": [("Lumen Two", 1950)],
    "which day had the highest bookings": [("2021-04-20", 2100)],
    "best 2 months by sales": [("2021-04", 2100), ("2021-05", 1800)],
    "for each lost deal of Ines Kovar show customer and product": [("Ottermill", "Brix Max")],
    "what does the Brix Max cost and which series is it part of": [(500, "Brix")],
    "share of the Lumen Two in the sales of the North": [(3900 / 4800,)],
    "reps ranked 2 to 3 by sales": [("Priya Nolan", 500), ("Tomas Wirth", 1800)],
    "number of deals won within 40 days of engaging": [(2,)],
    "lost deals over 80 days long": [
        ("AB12CD03", "Ottermill", "Brix Max", "Ines Kovar"),
        ("AB12CD05", "Zephyrtech", "Lumen One", "Tomas Wirth"),
    ],
    "which of our customers were established before 1989": [("Fernhill Foods", 1984), ("Zephyrtech", 1988)],
    "what share of sales does the top rep make": [(3000 / 5300,)],
    "our two largest customers as a share of total sales": [(4400 / 5300,)],
    "reps with a win rate above 50% and more than 1 win": [("Ines Kovar", 2, 2 / 3)],
    "how many wins, losses and open deals do we have": [(4, 3, 3)],
    "which manager closes the biggest deals on average": [("Ada Stoneham", 1600)],
    "Zephyrtech: employees, revenue, sector": [(2400, 7000, "technology")],
    "how many people work at Ottermill": [(250,)],
    "retail accounts with their number of lost deals": [("Fernhill Foods", 1), ("Ottermill", 1)],
    "show all subsidiaries with their parents": [("Ottermill", "Quartz Labs")],
    "how many deals did we win on Tuesdays": [(1,)],
    "deals won on a thursday": [("AB12CD01", "Fernhill Foods", "Lumen One", "Ines Kovar")],
    "deals opened on a sunday in june": [("AB12CD09", None, "Lumen Two", "Tomas Wirth")],
    "biggest win of each manager with the customer": [
        ("Ada Stoneham", "AB12CD02", "Quartz Labs", 2100),
        ("Bo Redfern", "AB12CD06", "Quartz Labs", 500),
    ],
    "which rep closed the biggest deal in each quarter": [
        ("2021-Q1", "AB12CD01", "Ines Kovar", 900),
        ("2021-Q2", "AB12CD02", "Ines Kovar", 2100),
    ],
    "earliest win per manager": [("Ada Stoneham", "AB12CD01", "2021-02-04"), ("Bo Redfern", "AB12CD06", "2021-03-13")],
    "for each manager: number of reps, wins and sales": [("Ada Stoneham", 2, 3, 4800), ("Bo Redfern", 2, 1, 500)],
    "open deals per rep with their list value": [("Priya Nolan", 2, 1500), ("Tomas Wirth", 1, 2000)],
    "how many deals were won and lost per manager": [("Ada Stoneham", 3, 2), ("Bo Redfern", 1, 1)],
    "average revenue per customer": [(1325,)],
    "number of employees per sector": [("medical", 4000), ("retail", 1150), ("technology", 7000)],
    "list reps grouped by manager": [
        ("Gus Ahl", "Bo Redfern"),
        ("Ines Kovar", "Ada Stoneham"),
        ("Priya Nolan", "Bo Redfern"),
        ("Tomas Wirth", "Ada Stoneham"),
    ],
    "customers by number of lost deals": [("Fernhill Foods", 1), ("Ottermill", 1), ("Zephyrtech", 1)],
    "who has sales above 1000? show name and amount": [("Ines Kovar", 3000), ("Tomas Wirth", 1800)],
}


@pytest.mark.parametrize("question", SAID)
def test_other_words_get_the_same_rows(asked: Rows, question: str) -> None:
    got = [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in asked(question)]
    want = [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in SAID[question]]
    assert got == want
