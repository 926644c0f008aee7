"""Reads dates and times as people write them, never guessing which of two numbers is the month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from assistant.records.batches.problem import BadCell
from assistant.records.batches.vocabulary import fold

DayOrder = Literal["day first", "month first", "year first", "unknown"]
Stamp = Literal["", "excel", "seconds", "milliseconds", "compact"]
"""What the whole numbers of a date column are: days since 1899-12-30, time since 1970, or digits such as 20260304."""

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
NUMERIC = re.compile(r"([0-9]{1,4})(\. ?|[/-])([0-9]{1,2})\2([0-9]{4}|[0-9]{1,2})(?![0-9])")
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"'?(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
WORDED = (
    re.compile(rf"{_DAY}(?:st|nd|rd|th|er|\.|º)?(?: ?[ /-] ?)(?:de |of )?{_MONTH}(?: de |, ?|[ /-]){_YEAR}"),
    re.compile(rf"{_MONTH}[ -]{_DAY}(?:st|nd|rd|th)?(?:, ?| |-){_YEAR}"),
    re.compile(rf"{_YEAR}[ -]{_MONTH}[ -]{_DAY}(?![0-9])"),
)
WEEKDAY = re.compile(r"([^\W\d_]{2,10})\.?,? ")
CLOCK = re.compile(
    r"(?:[T ]|, ?| at | - )([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?)?(?: ?([AaPp])\.?[Mm]\.?)?"
)
ZONE = re.compile(r" ?(?:Z|UTC|GMT)? ?(?:([+-])([0-9]{1,2}):?([0-9]{2})?)?(?: UTC| \([^()]*\))?")
ZONE_NAME = re.compile(r" ?[A-Z]{2,5}")
EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DateFormat:
    """How a column writes its dates."""

    order: DayOrder = "unknown"
    stamp: Stamp = ""
    latest_year: int = 0  # the last year that two digits can mean, the first being 99 before it; 0: they mean none


PLAIN_DATES = DateFormat()


def parse_date(text: str, how: DateFormat = PLAIN_DATES) -> date:
    """Read a calendar day; a time of day behind it is dropped.

    Raises:
        BadCell: It is no date, or could be two.
    """
    if len(text) == 10 and ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise BadCell(f"{text!r} is no day of the calendar") from error
    return written_moment(text, how).date()


def parse_moment(text: str, how: DateFormat = PLAIN_DATES) -> datetime:
    """Read a moment; without an offset it is UTC, without a clock midnight.

    Raises:
        BadCell: It is no moment, could be two, or names a time zone without its offset.
    """
    try:
        return written_moment(text, how).astimezone(UTC)
    except OverflowError as error:
        raise BadCell(f"{text[:40]!r} is no day of the calendar") from error


def written_moment(text: str, how: DateFormat) -> datetime:
    """The moment with the offset that it was written with, UTC if it has none.

    Raises:
        BadCell: As `parse_moment`.
    """
    if ISO_DAY.match(text):
        try:
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except ValueError:  # an ISO day with another clock behind it, read below
            pass
    if DIGITS.fullmatch(text):
        return _stamped(text, how.stamp)
    numeric = NUMERIC.match(text)
    worded = None if numeric else _worded(text)
    if numeric:
        day, rest = _numeric(text, numeric, how), text[numeric.end() :]
    elif worded:
        year = _year(text, worded["year"], how)
        day, rest = _checked(text, year, months()[fold(worded["month"])], int(worded["day"])), text[worded.end() :]
    else:
        raise BadCell(f"{text[:40]!r} is no date")
    if not rest:
        return datetime.combine(day, time(), UTC)
    clock = CLOCK.match(rest)
    return datetime.combine(day, _time(text, clock), _zone(text, rest[clock.end() :] if clock else rest))


def order_shown(text: str) -> DayOrder | None:
    """Which part of a date comes first, as far as this one shows it; unknown if it can be two days.

    None: it shows nothing about others, since it is ISO, has dots, words, or both numbers are the same.
    """
    found = NUMERIC.match(text)
    if found is None or len(found[1]) > 2 or found[2].startswith("."):
        return None
    one, two = int(found[1]), int(found[3])
    if one > 31:
        return "year first"
    if one > 12:
        return "day first"
    if two > 12:
        return "month first"
    return None if one == two else "unknown"


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Names of months, folded, in the languages of the word list, with their number."""
    text = files("assistant.records.batches").joinpath("words", "months.txt").read_text(encoding="utf-8")
    return {fold(name): int(number) for number, *names in map(str.split, text.splitlines()) for name in names}


def _worded(text: str) -> re.Match[str] | None:
    """A day with its month as a word, after a weekday or not."""
    weekday = WEEKDAY.match(text)
    starts = (0, weekday.end()) if weekday else (0,)
    found = (form.match(text, start) for start in starts for form in WORDED)
    return next((one for one in found if one and fold(one["month"]) in months()), None)


def _stamped(text: str, stamp: Stamp) -> datetime:
    try:
        if stamp == "excel":
            return EXCEL_EPOCH + timedelta(seconds=round(float(text) * 86400))
        if stamp == "compact":
            return datetime.strptime(text.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        if stamp:
            return EPOCH + timedelta(seconds=float(text) / (1000 if stamp == "milliseconds" else 1))
    except (ValueError, OverflowError) as error:
        raise BadCell(f"{text[:40]!r} is no day of the calendar") from error
    raise BadCell(f"{text[:40]!r} is no date")


def _numeric(text: str, found: re.Match[str], how: DateFormat) -> date:
    first, dotted, one, two, last = found[1], found[2].startswith("."), int(found[1]), int(found[3]), found[4]
    if len(first) > 2:
        return _checked(text, one, two, int(last))
    if how.order == "year first" and len(first) == len(last) == 2:
        return _checked(text, _year(text, first, how), two, int(last))
    year = _year(text, last, how)
    if dotted or one > 12 or one == two or (how.order == "day first" and two <= 12):
        return _checked(text, year, two, one)
    if how.order == "month first" or two > 12:
        return _checked(text, year, one, two)
    raise BadCell(f"{text!r} can be two days; write it as {year}-{two:02}-{one:02} or {year}-{one:02}-{two:02}")


def _year(text: str, digits: str, how: DateFormat) -> int:
    """A year of two digits is the latest one that ends in them and is not after the format's latest year."""
    if len(digits) == 4:
        return int(digits)
    if len(digits) == 1 or not how.latest_year:
        raise BadCell(f"{text[:40]!r} has no year of four digits")
    return how.latest_year - (how.latest_year - int(digits)) % 100


def _time(text: str, found: re.Match[str] | None) -> time:
    if found is None or not (found[2] or found[5]):
        raise BadCell(f"{text[:40]!r} has no readable time of day")
    hour, half = int(found[1]), (found[5] or "").lower()
    if half and not 1 <= hour <= 12:
        raise BadCell(f"{text[:40]!r} has no readable time of day")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        return time(hour, int(found[2] or 0), int(found[3] or 0), int((found[4] or "0").ljust(6, "0")[:6]))
    except ValueError as error:
        raise BadCell(f"{text[:40]!r} has no readable time of day") from error


def _zone(text: str, rest: str) -> tzinfo:
    found = ZONE.fullmatch(rest)
    if found is None:
        named = ZONE_NAME.fullmatch(rest)
        raise BadCell(
            f"{text[:40]!r} names the time zone {rest.strip()}; write its offset, such as +02:00"
            if named
            else f"{text[:40]!r} has no readable time of day"
        )
    offset = timedelta(hours=int(found[2] or 0), minutes=int(found[3] or 0))
    if offset >= timedelta(days=1):
        raise BadCell(f"{text[:40]!r} has no readable time of day")
    return timezone(-offset if found[1] == "-" else offset)


def _checked(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadCell(f"{text[:40]!r} is no day of the calendar") from error
