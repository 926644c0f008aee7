"""What a question says about its asking is no part of what it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.messages import Result
from assistant.questions.asides import without_asides

Rows = Callable[..., Sequence[tuple[object, ...]]]

ASIDES = {
    "My boss wants to know the sales by region": "the sales by region",
    "the sales by region, need it by friday": "the sales by region,",
    "I'm working on my board deck: sales by region": ": sales by region",
    "sales by region for tomorrow's sales meeting": "sales by region",
    "not sure who owns Ottermill": "who owns Ottermill",
    "A customer is on the phone asking what we charge": "what we charge",
    "sales by region would be great, thanks in advance": "sales by region ,",
    "Quick question: how many deals are open? no rush": ": how many deals are open?",
}


@pytest.mark.parametrize("text", ASIDES)
def test_who_asks_and_why_and_by_when_is_left_out(text: str) -> None:
    assert " ".join(without_asides(text).split()) == ASIDES[text]


@pytest.mark.parametrize(
    "text",
    [
        "sales for the east office",
        "which manager needs the fewest days",
        "accounts in finance with open deals",
        "deals won before may",
        "thanks a lot",
        "win rate by manager",
    ],
)
def test_what_a_question_asks_stays(text: str) -> None:
    assert without_asides(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "hey, honestly no clue, but could you kindly grab the total sales this quarter for my slides, pretty please",
        "The CFO keeps asking about total sales this quarter",
        "ok so basically I gotta present tomorrow, total sales this quarter, tysm",
    ],
)
def test_idle_words_change_no_answer(asked: Rows, text: str) -> None:
    assert asked(text) == [(3900,)]


@pytest.mark.parametrize(
    "text",
    [
        "total sales of hardware this quarter",
        "total recurring sales this quarter",
        "how many customers complained",
        "sales to our wholesale customers",
        "win rate of the freelance reps",
        "sales in the Nordics",
    ],
)
def test_a_word_with_meaning_that_the_records_lack_is_not_passed_over(ask: Callable[..., Result], text: str) -> None:
    assert ask(text).status in ("declined", "clarify")
