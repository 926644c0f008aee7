"""Spans of time as people name them, against a given today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from assistant.questions.numbers import ordinal, read
from assistant.questions.period import (
    FISCAL,
    LAST,
    MONTHS,
    MONTHS_IN,
    OPEN_END,
    OPEN_START,
    Found,
    Now,
    Period,
    months_before,
    with_year,
)
from assistant.questions.period_single import month, single
from assistant.records.calendar import PLAIN, Calendar

_TO = {"to", "till", "until", "through", "thru", "-", "and", "/", "–", "up", "upto"}


def find(words: Sequence[str], at: int, as_of: date, calendar: Calendar = PLAIN) -> Found | None:
    """The period whose expression begins at word `at`, by the years and weeks of a home's calendar."""
    now = Now(as_of, calendar)
    for reader in (_bounded, _edge, _rolling, _range, _month_list, single):
        found = reader(words, at, now)
        if found is not None:
            return found
    return None


def _bounded(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "since May", "before July 2017", "after 1 March", "until June", "by the end of June"."""
    inclusive = _inclusive(words, at, now)
    if inclusive is not None:
        return inclusive
    word = words[at]
    if word == "up" and words[at + 1 : at + 2] not in (["to"], ["until"], ["till"]):
        return None
    if word not in (
        "since",
        "before",
        "after",
        "until",
        "till",
        "from",
        "prior",
        "starting",
        "by",
        "up",
        "through",
        "as",
    ):
        return None
    begin = at + 1
    while begin < len(words) and words[begin] in ("to", "of", "the", "in", "from", "start", "beginning", "end", "on"):
        if words[begin] == "the" and begin + 1 < len(words) and ordinal(words[begin + 1]) is not None:
            break
        begin += 1
    inner = single(words, begin, now) if begin < len(words) else None
    if inner is None:
        return None
    period, end = inner.period, inner.end
    follow = list(words[end : end + 2])
    onward = follow[:1] in (["onward"], ["onwards"], ["on"]) or follow in (["and", "after"], ["and", "later"])
    if word == "since" or word == "starting" or (word in ("from", "as") and onward):
        end += (2 if follow[:1] == ["and"] else 1) if onward else 0
        if words[end : end + 1] == ["started"]:
            end += 1
        return Found(Period(period.start, OPEN_END, "span"), end)
    if word in ("before", "prior"):
        return Found(Period(OPEN_START, period.start - timedelta(days=1), "span"), end)
    if word == "after":
        return Found(Period(period.end + timedelta(days=1), OPEN_END, "span"), end)
    if word in ("until", "till", "by", "up", "through"):
        return Found(Period(OPEN_START, period.end, "span"), end)
    return None


def _inclusive(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "on or after 20 December", "on or before 3 May"."""
    said = list(words[at : at + 3])
    found = single(words, at + 3, now) if said[:2] == ["on", "or"] and at + 3 < len(words) else None
    if found is None or said[2] not in ("after", "before"):
        return None
    if said[2] == "after":
        return Found(Period(found.period.start, OPEN_END, "span"), found.end)
    return Found(Period(OPEN_START, found.period.end, "span"), found.end)


def _edge(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "the first two weeks of December", "last month of Q3"."""
    if words[at] not in ("first", "last", "final") or at + 3 >= len(words):
        return None
    number = read(words, at + 1)
    count, unit_at = 1, at + 1
    if number is not None:
        said = 1 if number.unit == "days" else 0
        bare = read(words[at + 1 : number.end - said], 0) if said else number
        count, unit_at = int((bare or number).value), number.end - said
    unit = words[unit_at].rstrip("s") if unit_at < len(words) else ""
    begin = unit_at + 1
    if unit not in ("day", "week", "month") or words[begin : begin + 1] not in (["of"], ["in"]):
        return None
    begin += 1 + (words[begin + 1 : begin + 2] == ["the"])
    whole = single(words, begin, now) if begin < len(words) else None
    if whole is None or whole.period.unit not in ("month", "quarter", "half", "year") or count < 1:
        return None
    part = _first(whole.period, count, unit) if words[at] == "first" else _last(whole.period, count, unit)
    return Found(part, whole.end) if whole.period.start <= part.start <= part.end <= whole.period.end else None


def _first(whole: Period, count: int, unit: str) -> Period:
    if unit == "month":
        return Period(whole.start, months_before(whole.start, -count) - timedelta(days=1), "span")
    return Period(whole.start, whole.start + timedelta(days=count * (7 if unit == "week" else 1) - 1), "span")


def _last(whole: Period, count: int, unit: str) -> Period:
    if unit == "month":
        return Period(months_before(whole.end + timedelta(days=1), count), whole.end, "span")
    return Period(whole.end - timedelta(days=count * (7 if unit == "week" else 1) - 1), whole.end, "span")


def _rolling(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "the last 90 days", "past three months", "year to date", "ytd"."""
    found = _to_date(words, at, now)
    if found is not None:
        return found
    as_of = now.day
    if words[at] not in LAST | {"latest", "recent"} or at + 1 >= len(words):
        return None
    number = read(words, at + 1)
    if number is None or number.value != int(number.value) or number.value < 1:
        return None
    unit = words[number.end - 1]
    bare = read(words[at + 1 : number.end - 1], 0) if number.unit == "days" and number.end - at > 2 else number
    count = int((bare or number).value)
    if unit in ("day", "days") or unit.endswith("d"):
        return Found(Period(as_of - timedelta(days=int(number.value)), as_of, "days"), number.end)
    if unit in ("week", "weeks"):
        return Found(Period(as_of - timedelta(days=7 * count), as_of, "days"), number.end)
    after = words[number.end] if number.end < len(words) else ""
    length = MONTHS_IN.get(unit) or MONTHS_IN.get(after)
    if length is None:
        return None
    end = number.end + (0 if unit in MONTHS_IN else 1)
    first = months_before(as_of + timedelta(days=1), length * count)
    return Found(Period(first, as_of, "span"), end)


def _to_date(words: Sequence[str], at: int, now: Now) -> Found | None:
    if words[at] in FISCAL | {"calendar"} and at + 1 < len(words):
        return _to_date(words, at + 1, now.by(words[at]))
    short = {"ytd": 12, "qtd": 3, "mtd": 1, "fytd": 12, "fqtd": 3}
    if words[at] in short:
        return Found(now.to_date(short[words[at]]), at + 1)
    bare = bool(now.basis) and list(words[at : at + 2]) == ["to", "date"]  # "FY to date"
    length = 12 if bare else MONTHS_IN.get(words[at])
    end = at + (0 if bare else 1)
    if length is not None and list(words[end : end + 2]) == ["to", "date"]:
        return Found(now.to_date(length), end + 2)
    return None


def _range(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "from July to September", "between 1 May and 3 June", "Oct-Dec 2017"."""
    begin = at + 1 if words[at] in ("from", "between") else at
    if words[at] in ("from", "between") and words[begin : begin + 1] == ["the"]:
        begin += 1
    if begin >= len(words):
        return None
    first = single(words, begin, now)
    if first is not None and first.period.unit == "month" and first.end < len(words) and words[first.end] in MONTHS:
        words = [*words[: first.end], "-", *words[first.end :]]  # "October-December"
        found = _range(words, at, now)
        return Found(found.period, found.end - 1) if found else None
    if first is None or first.end >= len(words) or words[first.end] not in _TO:
        return None
    joiner = words[first.end]
    if joiner in ("and", "/") and words[at] != "between":
        return None
    after = first.end + 1
    while after < len(words) and words[after] in ("to", "and", "the", "including", "end", "of", "until", "including"):
        after += 1
    second = single(words, after, now) if after < len(words) else None
    if second is None or first.period.unit != second.period.unit:
        return None
    if "from" in words[max(0, at - 1) : at + 1] and first.period.unit == "quarter" and joiner == "to":
        return None  # "from Q3 to Q4" compares two
    start, end = first.period.start, second.period.end
    if second.period.year_given and not first.period.year_given:
        start = with_year(start, end.year)
    if start > end:
        start = with_year(start, start.year - 1)
    return Found(
        Period(start, end, "span" if (start, end) != (first.period.start, first.period.end) else "month"), second.end
    )


def _month_list(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "July, August and September": one span when the months follow each other."""
    months: list[Period] = []
    index = at
    while index < len(words):
        found = month(words, index, now)
        if found is None:
            break
        months.append(found.period)
        end = index = found.end
        while index < len(words) and words[index] in (",", "and", "&", "+"):
            index += 1
    if len(months) < 3 or any(a.end + timedelta(days=1) != b.start for a, b in pairwise(months)):
        return None
    return Found(Period(months[0].start, months[-1].end, "span"), end)
