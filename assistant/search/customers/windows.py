"""Periods named in a request, as days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.records.calendar import MONTHS, Calendar
from assistant.search.customers.numbers import SMALL

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_COUNT = r"(?P<count>\d+|" + "|".join(sorted(SMALL, key=len, reverse=True)) + r"|couple of|few|half an?)"
_UNIT = r"(?P<unit>day|week|month|quarter|year)s?\b"
_YEAR = r"(?P<year>20\d\d)"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one up to, not including, another; None where it is open."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Window:
    """A period as said; `ahead` is what it means of something to come."""

    start: int  # characters, half-open
    end: int
    said: str
    back: Span
    ahead: Span


def windows(text: str, as_of: date, calendar: Calendar) -> list[Window]:
    """Every period named in a folded text, in order, none within another."""
    found: list[Window] = []
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                back, ahead = read(match, as_of, calendar)
                found.append(Window(match.start(), match.end(), match[0].strip(), back, ahead))
    return sorted(found, key=lambda window: window.start)


_Read = Callable[[re.Match[str], date, Calendar], tuple[Span, Span]]


def _length(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    """A number of units around the day: before it of what was, after it of what will be."""
    said = match["count"] if "count" in match.groupdict() and match["count"] else "1"
    half = said.startswith("half")
    count = {"couple of": 2, "few": 3}.get(said) or (int(said) if said.isdigit() else SMALL.get(said, 1))
    days = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}[match["unit"]] * (0.5 if half else count)
    tomorrow = as_of + timedelta(days=1)
    before = _months_back(as_of, count * _SIZE[match["unit"]]) if not half and match["unit"] in _SIZE else None
    return (
        Span(before or as_of - timedelta(days=round(days)), tomorrow),
        Span(as_of, as_of + timedelta(days=round(days) + 1)),
    )


_SIZE = {"month": 1, "quarter": 3, "year": 12}


def _named(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    """This, last, next week, month, quarter, year; a past one reaches up to the day."""
    if match["which"] == "past":
        return _length(match, as_of, calendar)
    step = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[match["which"]]
    span = _unit(match["unit"], step, as_of, calendar)
    if step == 0:
        return span, span
    return span, span


def _unit(unit: str, step: int, as_of: date, calendar: Calendar) -> Span:
    if unit == "week":
        start = calendar.week_of(as_of) + timedelta(days=7 * step)
        return Span(start, start + timedelta(days=7))
    if unit == "day":
        return Span(as_of + timedelta(days=step), as_of + timedelta(days=step + 1))
    size = _SIZE[unit]
    shifted = (as_of.month - calendar.fiscal_start) % 12 if unit != "month" else as_of.month - 1
    first = _months_back(as_of.replace(day=1), shifted % size)
    start = _months_back(first, -step * size)
    return Span(start, _months_back(start, -size))


def _month(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    number = _month_number(match)
    year = int(match["year"]) if match["year"] else None
    past = date(year or (as_of.year if number <= as_of.month else as_of.year - 1), number, 1)
    coming = date(year or (as_of.year if number >= as_of.month else as_of.year + 1), number, 1)
    return _within(match, Span(past, _months_back(past, -1))), _within(match, Span(coming, _months_back(coming, -1)))


def _quarter(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    number = int(match["number"])
    start = _months_back(calendar.year_begins(calendar.fiscal_year(as_of)), -3 * (number - 1))
    if match["year"]:
        start = _months_back(calendar.year_begins(int(match["year"])), -3 * (number - 1))
    past = start if match["year"] or start <= as_of else _months_back(start, 12)
    coming = start if match["year"] or _months_back(start, -3) > as_of else _months_back(start, -12)
    return _within(match, Span(past, _months_back(past, -3))), _within(match, Span(coming, _months_back(coming, -3)))


def _year(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    year = int(match["year"])
    span = _within(match, Span(calendar.year_begins(year), calendar.year_begins(year + 1)))
    return span, span


def _day(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    if match.groupdict().get("iso"):
        day = date.fromisoformat(match["iso"])
    else:
        number = _month_number(match)
        year = int(match["year"]) if match["year"] else as_of.year
        day = _safe(year, number, int(match["day"]))
        if not match["year"] and day > as_of and match["word"] == "since":
            day = _safe(year - 1, number, int(match["day"]))
    span = _within(match, Span(day, day + timedelta(days=1)))
    return span, span


def _middle(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    """From the middle of a month on, or around it."""
    number, year = _month_number(match), int(match["year"]) if match["year"] else as_of.year
    day = date(year, number, 15)
    if not match["year"] and day > as_of:
        day = date(year - 1, number, 15)
    span = _within(match, Span(day, day + timedelta(days=1 if match["word"] else 10)))
    return span, span


def _start_of(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    span = Span(_unit(match["unit"], 0, as_of, calendar).since, as_of + timedelta(days=1))
    return span, span


def _end_of(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    span = Span(as_of, _unit(match["unit"], 0, as_of, calendar).until)
    return span, span


def _lately(match: re.Match[str], as_of: date, calendar: Calendar) -> tuple[Span, Span]:
    soon = match[0].strip() in ("soon", "shortly", "in the near future")
    return (
        Span(as_of - timedelta(days=90), as_of + timedelta(days=1)),
        Span(as_of, as_of + timedelta(days=61 if soon else 91)),
    )


def _within(match: re.Match[str], span: Span) -> Span:
    """The span itself, or what lies after or before it, by the word before it."""
    word = match.groupdict().get("word") or ""
    if word in ("since", "from"):
        return Span(span.since, None)
    if word == "after":
        return Span(span.until, None)
    if word == "before":
        return Span(None, span.since)
    return Span(None, span.until) if word in ("until", "by", "till", "by the end of") else span


def _month_number(match: re.Match[str]) -> int:
    return next(place for place, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3]))


def _safe(year: int, month: int, day: int) -> date:
    last = (_months_back(date(year, month, 1), -1) - timedelta(days=1)).day
    return date(year, month, min(max(day, 1), last))


def _months_back(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    first = date(year, month + 1, 1)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (after - first).days) - 1)


def _forms() -> Iterator[tuple[re.Pattern[str], _Read]]:
    word = r"(?:(?P<word>by the end of|since|after|before|until|till|by|from|in|during|for|of)\s+)"
    ago = r"(?:\b(?:in|over|during|within|for|since)\s+)?(?:\b(?:more than|over|at least|about|almost|nearly)\s+)?"
    yield re.compile(rf"{ago}(?:the\s+)?\b(?:last|past|previous|next|coming|following)\s+{_COUNT}\s+{_UNIT}"), _length
    yield (
        re.compile(
            r"\b(?:within|in|over|for)\s+(?:(?:more than|over|at least|about|the)\s+)?(?:an?\s+)?"
            rf"{_COUNT}[\s-]+{_UNIT}(?!\s+old)"
        ),
        _length,
    )
    yield re.compile(rf"\b{_COUNT}\s+{_UNIT}\s+(?:ago|or more)\b"), _length
    yield (
        re.compile(
            rf"\b(?:since\s+)?(?:the\s+)?(?:start|beginning) of (?:the|this)\s+{_UNIT}|\b(?P<ytd>ytd)\b(?P<x>(?!))"
        ),
        _start_of,
    )
    yield re.compile(rf"\b(?:by|before|until)\s+(?:the\s+)?end of (?:the|this)\s+{_UNIT}"), _end_of
    yield (
        re.compile(
            rf"(?:\b(?:in|over|during|within|since|of)\s+)?(?:the\s+)?\b(?P<which>last|previous|past|this|current|next|coming)\s+{_UNIT}"
        ),
        _named,
    )
    yield re.compile(rf"\b{word}?(?P<iso>20\d\d-\d\d-\d\d)\b"), _day
    yield re.compile(rf"\b{word}?(?:the\s+)?(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s+{_YEAR})?"), _day
    yield re.compile(rf"\b{word}?(?P<mid>mid)[ -]{_MONTH}(?:\s+{_YEAR})?"), _middle
    yield re.compile(rf"\b{word}{_MONTH}(?:\s+(?:of\s+)?{_YEAR})?"), _month
    yield re.compile(rf"\b{word}?(?:the\s+)?q(?P<number>[1-4])(?:\s+(?:of\s+)?{_YEAR})?\b"), _quarter
    yield re.compile(rf"\b{word}{_YEAR}\b"), _year
    yield re.compile(r"\b(?:lately|recently|these days|soon|shortly|in the near future)\b"), _lately


_FORMS = tuple(_forms())
