"""A span of days with the arithmetic of calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

OPEN_START = date(1900, 1, 1)


OPEN_END = date(2999, 12, 31)


_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


MONTHS = {name: index for index, name in enumerate(_NAMES, start=1)}


MONTHS |= {name[:3]: index for name, index in MONTHS.items() if name != "may"} | {"sept": 9}


THIS = {"this", "current", "running", "present", "ongoing"}


LAST = {"last", "previous", "prior", "past", "preceding"}


MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "months": 1, "quarters": 3, "years": 12, "yr": 12, "qtr": 3}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date
    unit: str = ""  # month | quarter | year | half | days | day | span
    year_given: bool = True

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


def shifted(as_of: date, months: int, step: int) -> Period:
    """The month, quarter or year that lies so many steps from a day."""
    start = months_before(start_of(as_of, months), -months * step)
    end = months_before(start, -months) - timedelta(days=1)
    return Period(start, end, {1: "month", 3: "quarter", 12: "year"}[months])


def start_of(day: date, months: int) -> date:
    """The first day of the month, quarter or year around a day."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def months_before(day: date, months: int) -> date:
    """The day so many months earlier."""
    index = day.year * 12 + day.month - 1 - months
    last = month_end(date(index // 12, index % 12 + 1, 1)).day
    return date(index // 12, index % 12 + 1, min(day.day, last))


def month_end(day: date) -> date:
    """The last day of a month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def quarter_of(year: int, number: int) -> Period:
    """A quarter of a year, 1 to 4."""
    start = date(year, 3 * number - 2, 1)
    return Period(start, months_before(start, -3) - timedelta(days=1), "quarter")


def half_of(year: int, number: int) -> Period:
    """A half of a year, 1 or 2."""
    return (
        Period(date(year, 1, 1), date(year, 6, 30), "half")
        if number == 1
        else Period(date(year, 7, 1), date(year, 12, 31), "half")
    )


def before(period: Period) -> Period:
    """The period of equal length just before one: the quarter before a quarter, the month before a month."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(period.unit)
    if months is None:
        length = period.end - period.start
        return Period(period.start - length - timedelta(days=1), period.start - timedelta(days=1), period.unit)
    return Period(months_before(period.start, months), period.start - timedelta(days=1), period.unit)
