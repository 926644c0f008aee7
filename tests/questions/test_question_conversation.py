"""Follow-ups, questions back, refusals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.messages import Result
from assistant.views import UserView

Rows = Callable[..., Sequence[tuple[object, ...]]]
Ask = Callable[..., Result]

FOLLOW_UPS: dict[tuple[str, ...], list[tuple[object, ...]]] = {
    ("sales by region", "only Q1"): [("North", 900), ("South", 500)],
    ("win rate of Ines Kovar", "and Priya Nolan?"): [(0.5,)],
    ("sales by region", "break that down by rep"): [("Ines Kovar", 3000), ("Priya Nolan", 500), ("Tomas Wirth", 1800)],
    ("how many deals did we win by region", "same for losses"): [("North", 2), ("South", 1)],
    ("top 3 accounts by sales", "just the top 1"): [("Quartz Labs", 2600)],
    ("sales per month", "now by quarter"): [("2021-Q1", 1400), ("2021-Q2", 3900)],
    ("top 2 accounts by sales", "and the others?"): [("Fernhill Foods", 900)],
    ("who works under Ada Stoneham", "win rate for each"): [("Ines Kovar", 2 / 3), ("Tomas Wirth", 0.5)],
}


@pytest.mark.parametrize("turns", FOLLOW_UPS)
def test_a_follow_up_changes_only_what_it_says(asked: Rows, turns: tuple[str, ...]) -> None:
    got = [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in asked(*turns)]
    want = [tuple(round(cell, 6) if isinstance(cell, float) else cell for cell in row) for row in FOLLOW_UPS[turns]]
    assert got == want


@pytest.mark.parametrize(
    "question",
    [
        "show me the big deals",
        "price of the Lumen",
        "how much have I sold this month",
        "who is our biggest customer",
        "Quartz Labs revenue?",
        "how did they do",
    ],
)
def test_what_could_be_two_things_is_asked(ask: Ask, question: str) -> None:
    assert ask(question).status == "clarify"


@pytest.mark.parametrize(
    "question",
    [
        "phone number of the buyer at Quartz Labs",
        "quota attainment of Ines Kovar",
        "what will we sell in February 2022",
        "why did we lose the Ottermill deal",
        "gross margin by product series",
        "how many support tickets are open",
        "satisfaction score by month",
        "what is the weather in Oslo",
        "do you think we should hire more reps",
        "delete all deals without an account",
        "blorple the frumious deals",
    ],
)
def test_what_the_records_cannot_tell_is_refused(ask: Ask, question: str) -> None:
    result = ask(question)
    assert (result.status, result.table) == ("declined", None)


def test_a_follow_up_on_a_missed_question_is_not_answered(ask: Ask) -> None:
    assert ask("quota attainment by rep", "and for Ines Kovar?").status != "answered"


def test_figures_count_only_what_the_user_may_see(ask: Ask) -> None:
    south = UserView(5, "Priya Nolan", "agent", team_id=2)
    seen = ask("sales by rep", user=south)
    assert seen.table is not None
    assert seen.table.rows == (("Priya Nolan", 500),)


def test_the_conversation_is_then_about_the_account_by_its_key(ask: Ask) -> None:
    assert ask("open deals of Ottermill").subject == "3"
