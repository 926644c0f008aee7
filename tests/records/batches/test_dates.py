"""Dates are read in every usual form, and an ambiguous one is never guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records.batches.dates import (
    DateFormat,
    DayOrder,
    Stamp,
    months,
    order_shown,
    parse_date,
    parse_moment,
)
from assistant.records.batches.problem import BadCell

IN_2026 = DateFormat(latest_year=2046)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2017-03-09",
        "2017-03-09T10:11:12Z",
        "2017-03-09T23:59:00-08:00",
        "2017/03/09",
        "2017/3/9",
        "9.3.2017",
        "9. 3. 2017",
        "09.03.2017 10:11",
        "9 Mar 2017",
        "March 9, 2017",
        "March 9th 2017",
        "09-Mar-2017",
        "2017-Mar-09",
        "Thursday, 9 March 2017",
        "9. März 2017",
        "9 mars 2017",
        "9 de marzo de 2017",
        "9 marzo 2017",
        "9 maart 2017",
        "9 de março de 2017",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert parse_date(text) == date(2017, 3, 9)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/09/2017", "month first", date(2017, 3, 9)),
        ("03/09/2017", "day first", date(2017, 9, 3)),
        ("3/13/2017", "unknown", date(2017, 3, 13)),
        ("3/13/2017", "day first", date(2017, 3, 13)),  # it shows its own order
        ("13-03-2017", "unknown", date(2017, 3, 13)),
        ("05/05/2017", "unknown", date(2017, 5, 5)),
        ("17-03-09", "year first", date(2017, 3, 9)),
    ],
)
def test_slashes_follow_the_order_of_their_column(text: str, order: DayOrder, day: date) -> None:
    assert parse_date(text, DateFormat(order, latest_year=2046)) == day


def test_a_date_that_can_be_two_days_is_refused_with_both() -> None:
    with pytest.raises(BadCell, match="write it as 2017-09-03 or 2017-03-09"):
        parse_date("03/09/2017")


@pytest.mark.parametrize(
    "text",
    [
        "2017-02-30", "31.02.2017", "yesterday", "2017", "20170309", "2017-W10-4", "1/1/1", "13/13/2017", "٣.٣.٢٠١٧x",
        "9 Foo 2017", "Mar 2017", "2017-03-09x", "13/03/2017 25:00", "13/03/2017 13:05 PM", "13/03/2017 0:05 PM",
        "13/03/2017 10", "13/03/2017 10:00 +99:00",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        parse_date(text, IN_2026)


@pytest.mark.parametrize(
    ("text", "year"),
    [("13/03/46", 2046), ("13/03/47", 1947), ("13.03.00", 2000), ("13-Mar-99", 1999), ("Mar 13, '26", 2026)],
)
def test_two_digits_are_the_latest_year_up_to_twenty_years_after_the_data_date(text: str, year: int) -> None:
    assert parse_date(text, IN_2026) == date(year, 3, 13)


def test_two_digits_are_no_year_where_nobody_knows_the_century() -> None:
    with pytest.raises(BadCell, match="'13/03/46' has no year of four digits"):
        parse_date("13/03/46")


@pytest.mark.parametrize(
    "text",
    [
        "2017-03-09T14:05:00+00:00",
        "2017-03-09T16:05:00+02:00",
        "2017-03-09 16:05:00 +0200",
        "2017-03-09 14:05:00 UTC",
        "2017-03-09 02:05 PM",
        "09.03.2017 14:05",
        "9 Mar 2017, 2:05 p.m.",
        "March 9, 2017 at 2:05pm",
        "Thu, 09 Mar 2017 09:05:00 -0500",
        "Thu Mar 09 2017 15:05:00 GMT+0100 (CET)",
        "2017/03/09 14:05:00.000Z",
    ],
)
def test_one_moment_in_many_forms_becomes_utc(text: str) -> None:
    assert parse_moment(text) == datetime(2017, 3, 9, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(("clock", "hour"), [("12:00 AM", 0), ("1:00 AM", 1), ("12:00 PM", 12), ("11:00 pm", 23)])
def test_the_clock_of_twelve_hours(clock: str, hour: int) -> None:
    assert parse_moment(f"3/13/2017 {clock}") == datetime(2017, 3, 13, hour, tzinfo=UTC)


def test_a_time_zone_without_its_offset_is_refused_with_what_to_write() -> None:
    with pytest.raises(BadCell, match=r"names the time zone CET; write its offset, such as \+02:00"):
        parse_moment("13/03/2017 10:00 CET")


def test_a_moment_without_clock_is_midnight_and_one_beyond_the_calendar_is_refused() -> None:
    assert parse_moment("2017-03-09") == datetime(2017, 3, 9, tzinfo=UTC)
    with pytest.raises(BadCell):
        parse_moment("0001-01-01T00:00:00+14:00")


@pytest.mark.parametrize(
    ("text", "stamp", "moment"),
    [
        ("42803", "excel", datetime(2017, 3, 9, tzinfo=UTC)),
        ("42803.5", "excel", datetime(2017, 3, 9, 12, tzinfo=UTC)),
        ("1489064700", "seconds", datetime(2017, 3, 9, 13, 5, tzinfo=UTC)),
        ("1489064700000", "milliseconds", datetime(2017, 3, 9, 13, 5, tzinfo=UTC)),
        ("20170309", "compact", datetime(2017, 3, 9, tzinfo=UTC)),
        ("20170309130500", "compact", datetime(2017, 3, 9, 13, 5, tzinfo=UTC)),
    ],
)
def test_bare_numbers_are_what_their_column_counts(text: str, stamp: Stamp, moment: datetime) -> None:
    assert parse_moment(text, DateFormat(stamp=stamp)) == moment


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("03/04/2017", "unknown"),
        ("25/04/2017", "day first"),
        ("04/25/2017 10:00", "month first"),
        ("98/12/31", "year first"),
        ("05/05/2017", None),
        ("03.04.2017", None),
        ("2017-03-04", None),
        ("3 May 2017", None),
    ],
)
def test_a_date_shows_its_order_when_one_number_is_no_month(text: str, order: DayOrder | None) -> None:
    assert order_shown(text) == order


@given(DAYS)
def test_every_day_is_read_back_in_every_order(day: date) -> None:
    assert parse_date(f"{day:%d/%m/%Y}", DateFormat("day first")) == day
    assert parse_date(f"{day:%m/%d/%Y}", DateFormat("month first")) == day
    assert parse_date(f"{day:%d.%m.%Y}") == day
    assert parse_date(f"{day.day} {day:%B %Y}") == day
    assert parse_date(str((day - date(1899, 12, 30)).days), DateFormat(stamp="excel")) == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_date(text, IN_2026), date)
    except BadCell as error:
        assert str(error)


def test_each_month_has_a_name_in_each_language() -> None:
    assert sorted(set(months().values())) == list(range(1, 13))
    assert [months()[name] for name in ("mai", "maggio", "mayo", "mei", "maio", "may")] == [5] * 6
