"""Periods by a home's fiscal years and weeks."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.questions.lexicon import cut
from assistant.questions.period import Period
from assistant.questions.periods import find
from assistant.records.calendar import PLAIN, Calendar

TODAY = date(2026, 6, 10)
APRIL = Calendar(fiscal_start=4)
FEBRUARY = Calendar(fiscal_start=2)


def found(text: str, calendar: Calendar) -> Period:
    """The period that a text is, taken whole."""
    words = [word.text for word in cut(text)]
    period = find(words, 0, TODAY, calendar)
    assert period is not None
    assert period.end == len(words)
    return period.period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("this quarter", "2026-04-01", "2026-06-30"),
        ("last quarter", "2026-01-01", "2026-03-31"),
        ("Q1", "2026-04-01", "2026-06-30"),
        ("Q2", "2025-07-01", "2025-09-30"),
        ("Q4", "2026-01-01", "2026-03-31"),
        ("Q1 2026", "2025-04-01", "2025-06-30"),
        ("fiscal Q3", "2025-10-01", "2025-12-31"),
        ("calendar Q1", "2026-01-01", "2026-03-31"),
        ("calendar Q3 2025", "2025-07-01", "2025-09-30"),
        ("Q2 FY26", "2025-07-01", "2025-09-30"),
        ("FY26 Q2", "2025-07-01", "2025-09-30"),
        ("FY26-Q2", "2025-07-01", "2025-09-30"),
        ("third quarter of fiscal 2026", "2025-10-01", "2025-12-31"),
        ("first fiscal quarter", "2026-04-01", "2026-06-30"),
        ("FY26", "2025-04-01", "2026-03-31"),
        ("FY2026", "2025-04-01", "2026-03-31"),
        ("FY 2026", "2025-04-01", "2026-03-31"),
        ("FY25/26", "2025-04-01", "2026-03-31"),
        ("fiscal year 2026", "2025-04-01", "2026-03-31"),
        ("fiscal 2026", "2025-04-01", "2026-03-31"),
        ("this fiscal year", "2026-04-01", "2027-03-31"),
        ("last fiscal year", "2025-04-01", "2026-03-31"),
        ("this FY", "2026-04-01", "2027-03-31"),
        ("this year", "2026-04-01", "2027-03-31"),
        ("this calendar year", "2026-01-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("year to date", "2026-04-01", "2026-06-10"),
        ("ytd", "2026-04-01", "2026-06-10"),
        ("calendar year to date", "2026-01-01", "2026-06-10"),
        ("fiscal year to date", "2026-04-01", "2026-06-10"),
        ("H1", "2026-04-01", "2026-09-30"),
        ("this half", "2026-04-01", "2026-09-30"),
        ("Q3 last year", "2025-10-01", "2025-12-31"),
        ("March", "2026-03-01", "2026-03-31"),
        ("March 2026", "2026-03-01", "2026-03-31"),
        ("June FY26", "2025-06-01", "2025-06-30"),
    ],
)
def test_quarters_and_years_follow_the_fiscal_year(text: str, start: str, end: str) -> None:
    period = found(text, APRIL)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


def test_a_fiscal_quarter_need_not_be_one_of_the_calendar() -> None:
    assert found("this quarter", FEBRUARY) == Period(
        date(2026, 5, 1), date(2026, 7, 31), "quarter", name="fiscal Q2 2027"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Q1", "fiscal Q1 2027"),
        ("calendar Q1", "calendar Q1 2026"),
        ("this year", "fiscal year 2027"),
        ("year to date", "fiscal year 2027 to date"),
        ("this month", ""),
        ("2026", ""),
    ],
)
def test_a_period_of_a_fiscal_year_says_so(text: str, name: str) -> None:
    assert found(text, APRIL).name == name


@pytest.mark.parametrize("text", ["Q1", "this quarter", "this year", "ytd", "FY26", "fiscal Q3", "calendar Q1"])
def test_a_home_without_fiscal_years_names_no_period(text: str) -> None:
    period = found(text, PLAIN)
    assert (period.name, period.unit.startswith("calendar")) == ("", False)


def test_a_week_follows_the_day_that_weeks_begin_on() -> None:
    assert found("this week", PLAIN) == Period(date(2026, 6, 8), date(2026, 6, 14), "week")
    sunday = Calendar(week_start="sunday")
    assert found("this week", sunday) == Period(date(2026, 6, 7), date(2026, 6, 13), "week")
    assert found("last week", sunday) == Period(date(2026, 5, 31), date(2026, 6, 6), "week")
