"""Fiscal years, weeks and local days of a home."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records.calendar import PLAIN, Calendar, Offset

ZONES = st.sampled_from(["Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Africa/Casablanca", "Pacific/Apia"])


def test_a_fiscal_year_has_the_name_of_the_year_it_ends_in() -> None:
    april = Calendar(fiscal_start=4)
    assert [april.fiscal_year(day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [2026, 2027]
    assert april.year_begins(2027) == date(2026, 4, 1)


def test_a_plain_fiscal_year_is_the_calendar_year() -> None:
    assert PLAIN.fiscal_year(date(2026, 12, 31)) == 2026
    assert PLAIN.year_begins(2026) == date(2026, 1, 1)
    assert not PLAIN.is_fiscal


@pytest.mark.parametrize(("start", "months"), [(1, 0), (2, 11), (7, 6), (10, 3), (12, 1)])
def test_moving_by_the_months_ahead_makes_a_fiscal_year_start_in_january(start: int, months: int) -> None:
    assert Calendar(fiscal_start=start).months_ahead == months
    assert (start + months - 1) % 12 == 0


def test_a_week_begins_on_the_day_that_is_set() -> None:
    wednesday = date(2026, 7, 1)
    assert Calendar(week_start="monday").week_of(wednesday) == date(2026, 6, 29)
    assert Calendar(week_start="sunday").week_of(wednesday) == date(2026, 6, 28)
    assert Calendar(week_start="sunday").week_of(date(2026, 6, 28)) == date(2026, 6, 28)


def test_a_local_day_begins_at_its_own_midnight() -> None:
    berlin = Calendar(timezone="Europe/Berlin")
    assert berlin.begins(date(2026, 3, 1)) == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert berlin.begins(date(2026, 7, 1)) == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert berlin.day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_a_day_without_midnight_begins_when_the_clocks_go_forward() -> None:
    assert Calendar(timezone="America/Sao_Paulo").begins(date(2017, 10, 15)) == datetime(2017, 10, 15, 3, tzinfo=UTC)


def test_the_offsets_of_a_year_change_where_the_clocks_do() -> None:
    assert Calendar(timezone="Europe/Berlin").offsets(2026, 2026) == (
        Offset(datetime(2026, 1, 1, tzinfo=UTC), 3600),
        Offset(datetime(2026, 3, 29, 1, tzinfo=UTC), 7200),
        Offset(datetime(2026, 10, 25, 1, tzinfo=UTC), 3600),
    )


@given(ZONES, st.integers(0, 4 * 366 * 24 * 60))
def test_the_offset_in_force_is_that_of_the_zone_at_any_minute(zone: str, minutes: int) -> None:
    moment = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    in_force = [one for one in Calendar(timezone=zone).offsets(2010, 2014) if one.since <= moment][-1]
    assert timedelta(seconds=in_force.seconds) == moment.astimezone(ZoneInfo(zone)).utcoffset()
