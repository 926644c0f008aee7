"""Reads dates and times as people write them, never guessing which of two numbers is the month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Literal

from assistant.records.batches.problem import BadCell

DayOrder = Literal["day first", "month first", "unknown"]

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
WORDED = ("%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y")
CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")


@lru_cache(maxsize=65536)
def parse_date(text: str, order: DayOrder) -> date:
    """Read a calendar day; a time of day behind it is dropped.

    Raises:
        BadCell: It is no date, or could be two.
    """
    if ISO_DAY.fullmatch(text):
        return _day(text, *map(int, text.split("-")))
    return parse_moment(text, order).date()


@lru_cache(maxsize=65536)
def parse_moment(text: str, order: DayOrder) -> datetime:
    """Read a moment; without an offset it is UTC, without a clock midnight.

    Raises:
        BadCell: It is no moment, or could be two.
    """
    plain = text.removesuffix(" UTC")
    if ISO_DAY.match(plain):
        try:
            moment = datetime.fromisoformat(plain)
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError) as error:
            raise BadCell(f"{text[:40]!r} is no date") from error
    day = _worded(plain)
    if day is None:
        head, _, clock = plain.partition(" ")
        return datetime.combine(_numeric(head, order), _clock(text, clock.strip()), UTC)
    return datetime.combine(day, time(), UTC)


def day_order(cells: Iterable[str]) -> DayOrder:
    """Tell from a whole column whether the day or the month comes first."""
    found: set[DayOrder] = set()
    for cell in cells:
        match = NUMBERS.match(cell)
        if match and match[2] != ".":
            if int(match[1]) > 12:
                found.add("day first")
            if int(match[3]) > 12:
                found.add("month first")
    return found.pop() if len(found) == 1 else "unknown"


def _numeric(text: str, order: DayOrder) -> date:
    year_first = YEAR_FIRST.fullmatch(text)
    if year_first:
        return _day(text, *map(int, year_first.groups()))
    match = NUMBERS.fullmatch(text)
    if not match:
        raise BadCell(f"{text[:40]!r} is no date")
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or order == "day first" or one > 12 or one == two:
        return _day(text, year, two, one)
    if order == "month first" or two > 12:
        return _day(text, year, one, two)
    raise BadCell(f"{text!r} can be two days; write it as {year}-{two:02}-{one:02} or {year}-{one:02}-{two:02}")


def _worded(text: str) -> date | None:
    if not any(letter.isalpha() for letter in text):
        return None
    for form in WORDED:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _clock(text: str, clock: str) -> time:
    if not clock:
        return time()
    for form in CLOCKS:
        try:
            return datetime.strptime(clock.upper(), form).replace(tzinfo=UTC).time()
        except ValueError:
            continue
    raise BadCell(f"{text[:40]!r} has no readable time of day")


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadCell(f"{text[:40]!r} is no day of the calendar") from error
