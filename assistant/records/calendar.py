"""The calendar of a home: which days its fiscal years, its weeks and its local days begin on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

WeekStart = Literal["monday", "sunday"]
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""As English writes them, whatever the machine's language."""


@dataclass(frozen=True, slots=True)
class Offset:
    """How far local clocks are from UTC, from a moment on."""

    since: datetime  # aware UTC
    seconds: int  # east of Greenwich is positive


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where years, weeks, days begin; a fiscal year is named after the calendar year it ends in."""

    fiscal_start: int = 1  # month, 1 to 12
    week_start: WeekStart = "monday"
    timezone: str = "UTC"  # IANA name

    @property
    def is_fiscal(self) -> bool:
        """Whether the fiscal year differs from the calendar year."""
        return self.fiscal_start != 1

    @property
    def months_ahead(self) -> int:
        """Months (0 to 11) to add to a day, so that fiscal years and quarters become those of the calendar."""
        return (13 - self.fiscal_start) % 12

    @property
    def zone(self) -> ZoneInfo:
        """The zone's rules."""
        return ZoneInfo(self.timezone)

    def begins(self, day: date) -> datetime:
        """The first moment of a local day, in UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def day_of(self, moment: datetime) -> date:
        """The local day of an aware moment."""
        return moment.astimezone(self.zone).date()

    def week_of(self, day: date) -> date:
        """The first day of the week around a day."""
        past = day.weekday() if self.week_start == "monday" else day.isoweekday() % 7
        return day - timedelta(days=past)

    def fiscal_year(self, day: date) -> int:
        """The fiscal year of a day."""
        return day.year + (1 if self.is_fiscal and day.month >= self.fiscal_start else 0)

    def year_begins(self, fiscal_year: int) -> date:
        """The first day of a fiscal year."""
        return date(fiscal_year - (1 if self.is_fiscal else 0), self.fiscal_start, 1)

    def offsets(self, first: int, last: int) -> tuple[Offset, ...]:
        """The offsets from UTC that are in force in the years `first` to `last`, in order; at least one."""
        return _offsets(self.timezone, first, last)


PLAIN = Calendar()
"""The calendar of a home that has set nothing: fiscal years from January, weeks from Monday, days in UTC."""


@cache
def _offsets(timezone: str, first: int, last: int) -> tuple[Offset, ...]:
    """Looked up day by day, then narrowed down to the second: zone rules tell offsets, but not when they change."""
    zone = ZoneInfo(timezone)
    here = datetime(first, 1, 1, tzinfo=UTC)
    found = [Offset(here, _seconds(zone, here))]
    while here.year <= last:
        after = here + timedelta(days=1)
        if _seconds(zone, after) != found[-1].seconds:
            found.append(_change(zone, here, after))
        here = after
    return tuple(found)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> Offset:
    old = _seconds(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before).total_seconds() // 2)
        before, after = (middle, after) if _seconds(zone, middle) == old else (before, middle)
    return Offset(after, _seconds(zone, after))


def _seconds(zone: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())
