"""Numbers, periods, and the plan's own rules."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.questions.actions import asks_for_change
from assistant.questions.numbers import read
from assistant.questions.periods import find

TODAY = date(2021, 6, 30)

PERIODS = {
    "last quarter": ("2021-01-01", "2021-03-31"),
    "this month": ("2021-06-01", "2021-06-30"),
    "q2 2020": ("2020-04-01", "2020-06-30"),
    "q4": ("2020-10-01", "2020-12-31"),
    "the last 90 days": ("2021-04-01", "2021-06-30"),
    "past three months": ("2021-04-01", "2021-06-30"),
    "july to september 2020": ("2020-07-01", "2020-09-30"),
    "first half of 2020": ("2020-01-01", "2020-06-30"),
    "year to date": ("2021-01-01", "2021-06-30"),
    "before march 2020": ("1900-01-01", "2020-02-29"),
    "since the first of may": ("2021-05-01", "2999-12-31"),
    "1 july 2020": ("2020-07-01", "2020-07-01"),
    "november": ("2020-11-01", "2020-11-30"),
    "feb 20": ("2020-02-01", "2020-02-29"),
}


@pytest.mark.parametrize("words", PERIODS)
def test_a_period_is_read_against_today(words: str) -> None:
    split = words.split()
    found = next(one for at in range(len(split)) if (one := find(split, at, TODAY)))
    assert (found.period.start.isoformat(), found.period.end.isoformat()) == PERIODS[words]


NUMBERS = {
    "20k": (20_000, ""),
    "1.5m": (1_500_000, ""),
    "half a billion": (500_000_000, ""),
    "a dozen": (12, ""),
    "4,500": (4500, ""),
    "$ 5,000": (5000, "usd"),
    "63 percent": (0.63, "percent"),
    "ninety days": (90, "days"),
    "one hundred and twenty": (120, ""),
    "2 bn dollars": (2_000_000_000, "usd"),
}


@pytest.mark.parametrize("words", NUMBERS)
def test_a_number_is_read_with_its_unit(words: str) -> None:
    number = read(words.split(), 0)
    assert number is not None
    assert (number.value, number.unit) == NUMBERS[words]


@pytest.mark.parametrize("text", ["Mark AB12CD01 as won", "please delete this deal", "can you set the stage to Lost"])
def test_a_change_is_told_from_a_question(text: str) -> None:
    assert asks_for_change(text)


@pytest.mark.parametrize(
    "text", ["how many deals did we create in May", "show me the changes in sales", "make it a table by region"]
)
def test_a_question_is_no_change(text: str) -> None:
    assert not asks_for_change(text)
