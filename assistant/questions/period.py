"""A span of days with the arithmetic of calendars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from assistant.records.calendar import MONTHS as NAMES
from assistant.records.calendar import PLAIN, Calendar

OPEN_START = date(1900, 1, 1)
OPEN_END = date(2999, 12, 31)
MONTHS = {name: index for index, name in enumerate(NAMES, start=1)}
MONTHS |= {name[:3]: index for name, index in MONTHS.items() if name != "may"} | {"sept": 9}
THIS = {"this", "current", "running", "present", "ongoing"}
FISCAL = {"fiscal", "financial", "fy"}
LAST = {"last", "previous", "prior", "past", "preceding"}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "months": 1, "quarters": 3, "years": 12, "yr": 12, "qtr": 3}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date
    unit: str = ""  # month | quarter | year | half | days | day | span | calendar quarter | calendar year
    year_given: bool = True
    name: str = ""  # what a period of a home with fiscal years is called: "fiscal Q1 2027"

    @property
    def label(self) -> str:
        """Both ends as ISO dates, or one of them."""
        if self.start == OPEN_START:
            return f"up to {self.end.isoformat()}"
        if self.end == OPEN_END:
            return f"from {self.start.isoformat()}"
        return (
            f"{self.start.isoformat()} to {self.end.isoformat()}" if self.start != self.end else self.start.isoformat()
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A period with the word after its last."""

    period: Period
    end: int


def with_year(day: date, year: int) -> date:
    """The same day of another year; the last of February stays the last."""
    return date(year, day.month, min(day.day, month_end(date(year, day.month, 1)).day))


def full_year(year: int) -> int:
    """A year of two digits in full."""
    return year + 2000 if year < 100 else year


@dataclass(frozen=True, slots=True)
class Now:
    """Today, with the years that quarters, halves and "this year" are parts of."""

    day: date
    calendar: Calendar = PLAIN
    basis: Literal["", "fiscal", "calendar"] = ""  # what was said; nothing means fiscal where a home has fiscal years

    @property
    def is_fiscal(self) -> bool:
        """Whether years differ from those of the calendar."""
        return self.calendar.is_fiscal and self.basis != "calendar"

    @property
    def months_ahead(self) -> int:
        """Months by which these years run ahead of calendar years."""
        return self.calendar.months_ahead if self.is_fiscal else 0

    @property
    def year(self) -> int:
        """The year that today lies in."""
        return self.calendar.fiscal_year(self.day) if self.is_fiscal else self.day.year

    def by(self, word: str) -> Now:
        """The same day by the years that a word names: fiscal, financial, fy, calendar."""
        basis = "calendar" if word == "calendar" else "fiscal" if word in FISCAL else self.basis
        return replace(self, basis=basis)

    def shifted(self, months: int, step: int) -> Period:
        """The month, quarter, half or year that lies so many steps from today."""
        moved = months_before(self.day.replace(day=1), -self.months_ahead)
        start = months_before(_start_of(moved, months), -months * step)
        return self.part(start.year, (start.month - 1) // months + 1, months)

    def part(self, year: int, number: int, months: int) -> Period:
        """The month, quarter or half of a year with this number from 1 on; the year itself for 12 months."""
        start = months_before(date(year, months * (number - 1) + 1, 1), self.months_ahead)
        end = months_before(start, -months) - timedelta(days=1)
        unit = {1: "month", 3: "quarter", 6: "half", 12: "year"}[months]
        if months == 1 or not self.calendar.is_fiscal:
            return Period(start, end, unit)
        kind = "fiscal" if self.is_fiscal else "calendar"
        called = {3: f"Q{number} {year}", 6: f"H{number} {year}", 12: f"year {year}"}[months]
        return Period(start, end, unit if self.is_fiscal else f"calendar {unit}", name=f"{kind} {called}")

    def to_date(self, months: int) -> Period:
        """From the start of the month, quarter or year to today."""
        whole = self.shifted(months, 0)
        return Period(whole.start, self.day, "span", name=f"{whole.name} to date" if whole.name else "")


def _start_of(day: date, months: int) -> date:
    """The first day of the calendar's month, quarter, half or year around a day."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def months_before(day: date, months: int) -> date:
    """The day so many months earlier."""
    index = day.year * 12 + day.month - 1 - months
    last = month_end(date(index // 12, index % 12 + 1, 1)).day
    return date(index // 12, index % 12 + 1, min(day.day, last))


def month_end(day: date) -> date:
    """The last day of a month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def before(period: Period) -> Period:
    """The period of equal length just before one: the quarter before a quarter, the month before a month."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(period.unit.removeprefix("calendar "))
    if months is None:
        length = period.end - period.start
        return Period(period.start - length - timedelta(days=1), period.start - timedelta(days=1), period.unit)
    return Period(months_before(period.start, months), period.start - timedelta(days=1), period.unit)


def shifted_back(period: Period, months: int) -> Period:
    """The same days so many months earlier; a month's last day stays the last."""
    start, end = months_before(period.start, months), months_before(period.end, months)
    whole = period.end == month_end(period.end)
    return Period(start, month_end(end) if whole else end, period.unit)
