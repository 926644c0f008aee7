"""Dates are read in every usual form, and an ambiguous one is never guessed."""

from datetime import UTC, date, datetime

import pytest

from assistant.records.batches.dates import DayOrder, day_order, parse_date, parse_moment
from assistant.records.batches.problem import BadCell


@pytest.mark.parametrize(
    "text",
    [
        "2017-03-09",
        "2017-03-09T10:11:12Z",
        "2017/03/09",
        "2017/3/9",
        "9.3.2017",
        "09.03.2017 10:11",
        "9 Mar 2017",
        "March 9, 2017",
        "09-Mar-2017",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert parse_date(text, "unknown") == date(2017, 3, 9)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/09/2017", "month first", date(2017, 3, 9)),
        ("03/09/2017", "day first", date(2017, 9, 3)),
        ("3/13/2017", "unknown", date(2017, 3, 13)),
        ("13-03-2017", "unknown", date(2017, 3, 13)),
        ("05/05/2017", "unknown", date(2017, 5, 5)),
    ],
)
def test_slashes_follow_the_order_of_their_column(text: str, order: DayOrder, day: date) -> None:
    assert parse_date(text, order) == day


def test_a_date_that_can_be_two_days_is_refused_with_both() -> None:
    with pytest.raises(BadCell, match="write it as 2017-09-03 or 2017-03-09"):
        parse_date("03/09/2017", "unknown")


@pytest.mark.parametrize(
    "text",
    ["2017-02-30", "31.02.2017", "yesterday", "2017", "20170309", "2017-W10-4", "1/2/17", "13/13/2017", "٣.٣.٢٠١٧x"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        parse_date(text, "unknown")


def test_moments_become_utc() -> None:
    assert parse_moment("2017-03-09T10:00:00+02:00", "unknown") == datetime(2017, 3, 9, 8, tzinfo=UTC)
    assert parse_moment("2017-03-09 10:00:00 UTC", "unknown") == datetime(2017, 3, 9, 10, tzinfo=UTC)
    assert parse_moment("2017-03-09", "unknown") == datetime(2017, 3, 9, tzinfo=UTC)
    assert parse_moment("3/13/2017 2:05 PM", "unknown") == datetime(2017, 3, 13, 14, 5, tzinfo=UTC)


def test_a_moment_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(BadCell):
        parse_moment("0001-01-01T00:00:00+14:00", "unknown")


def test_a_column_tells_its_order_when_one_day_exceeds_twelve() -> None:
    assert day_order(["03/04/2017", "25/04/2017"]) == "day first"
    assert day_order(["03/04/2017", "04/25/2017"]) == "month first"
    assert day_order(["03/04/2017"]) == "unknown"
    assert day_order(["25/04/2017", "04/25/2017"]) == "unknown"
