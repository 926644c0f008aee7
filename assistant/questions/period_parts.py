"""Quarters, halves and years by their names, or counted from today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.questions.numbers import ordinal
from assistant.questions.period import FISCAL, LAST, MONTHS_IN, THIS, Found, Now, Period, full_year

NEXT = {"next", "coming", "following"}
_PADDING = {"full", "running", "sales", "business"}  # words that may stand between "last" and "quarter"
_COUNTED = ("%", "dollars", "usd", "employees", "people", "million")  # a number before them is no year


@dataclass(frozen=True, slots=True)
class YearSaid:
    """The year that goes with a quarter or a month."""

    year: int
    end: int  # first word after it
    given: bool  # whether one was named
    basis: str = ""  # "fiscal" or "calendar" where that was said


def relative(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "today", "this quarter", "last fiscal year", "the month before this one"."""
    named = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if words[at] in named:
        day = now.day + timedelta(days=named[words[at]])
        return Found(Period(day, day, "day"), at + 1)
    if at + 1 >= len(words):
        return None
    return _pointed_at(words, at, now) or _stepped(words, at, now)


def _pointed_at(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "the quarter before this one", "the month we are in"."""
    rest = list(words[at : at + 5])
    if rest[0] == "the" and rest[2:5] in (["before", "this", "one"], ["before", "the", "current"]):
        return relative(words, at + 1, now)
    unit = rest[0]
    if unit not in ("quarter", "month", "year"):
        return None
    if rest[1:4] in (["before", "this", "one"], ["before", "the", "current"], ["before", "last", ""]):
        return Found(now.shifted(MONTHS_IN[unit], -1), at + 4)
    if rest[1:3] in (["just", "ended"], ["we're", "in"]) or rest[1:4] == ["we", "are", "in"]:
        return Found(now.shifted(MONTHS_IN[unit], 0), at + (4 if rest[1] == "we" else 3))
    return None


def _stepped(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "this", "last" or "next" with a week, month, quarter, half or year."""
    if words[at] not in THIS | LAST | NEXT:
        return None
    step = 0 if words[at] in THIS else -1 if words[at] in LAST else 1
    after = at + 1
    while after < len(words) and words[after] in _PADDING | FISCAL | {"calendar"}:
        now = now.by(words[after])
        after += 1
        if words[after - 1] == "fy" and words[after : after + 1] not in (["year"], ["quarter"], ["half"]):
            return Found(now.shifted(12, step), after)  # "last FY"
    unit = words[after] if after < len(words) else ""
    if words[at] == "last" and unit in ("quarter", "qtr") and list(words[after + 1 : after + 2]) == ["of"]:
        return None  # "the last quarter of the year"
    if unit in ("month", "quarter", "year", "yr", "qtr"):
        return Found(now.shifted(MONTHS_IN[unit], step), after + 1)
    if unit == "week":
        first = now.calendar.week_of(now.day) + timedelta(weeks=step)
        return Found(Period(first, first + timedelta(days=6), "week"), after + 1)
    if unit in ("half", "half-year"):
        return Found(now.shifted(6, step), after + 1)
    return None


def quarter(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "Q3", "Q3 2026", "third quarter of FY26", "FY26 Q3"."""
    leading = _fiscal_year(words, at)
    if leading is not None:
        behind = leading.end + (words[leading.end : leading.end + 1] == ["-"])
        found = _quarter_number(words, behind) if behind < len(words) else None
        return None if found is None else _placed(now, YearSaid(leading.year, found[1], True, "fiscal"), found[0], 3)
    first = re.fullmatch(r"20\d{2}", words[at])
    if first and words[at + 1 : at + 2] and (match := re.fullmatch(r"q([1-4])|([1-4])q", words[at + 1])):
        return _placed(now, YearSaid(int(words[at]), at + 2, True), int(match[1] or match[2]), 3)
    match = re.fullmatch(r"q([1-4])[-']?(\d{2,4})", words[at])
    if match:
        return _placed(now, YearSaid(full_year(int(match[2])), at + 1, True), int(match[1]), 3)
    found = _quarter_number(words, at)
    if found is None:
        return None
    number, end = found
    if list(words[end : end + 3]) == ["of", "the", "year"]:
        return _placed(now, YearSaid(now.year, end + 3, False), number, 3)
    between = next((word for word in words[at:end] if word in FISCAL | {"calendar"}), "")
    return _placed(now.by(between), year_after(words, end, now.by(between)), number, 3)


def _quarter_number(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number of a quarter, with the word after it."""
    match = re.fullmatch(r"q([1-4])|([1-4])q", words[at])
    if match:
        return int(match[1] or match[2]), at + 1
    last = words[at] in ("final", "closing") or (words[at] == "last" and list(words[at + 2 : at + 3]) == ["of"])
    rank = 4 if last else ordinal(words[at])
    if rank is None or rank > 4:
        return None
    end = at + 1 + (words[at + 1 : at + 2] == ["-"])
    end += words[end : end + 1] in (["calendar"], ["fiscal"], ["financial"])
    return (rank, end + 1) if words[end : end + 1] in (["quarter"], ["qtr"]) else None


def half(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "H1", "second half of the year", "first half of 2026"."""
    match = re.fullmatch(r"h([12])", words[at])
    end = at + 1
    if match is None:
        number = {"first": 1, "1st": 1, "second": 2, "2nd": 2}.get(words[at])
        of_the = list(words[end + 1 : end + 3]) == ["of", "the"] and words[end + 3 : end + 4] != ["year"]
        if number is None or words[end : end + 1] != ["half"] or (of_the and not _fiscal_next(words, end + 3)):
            return None
        end += 1
    else:
        number = int(match[1])
    end += 3 if list(words[end : end + 3]) == ["of", "the", "year"] else 0
    return _placed(now, year_after(words, end, now), number, 6)


def _fiscal_next(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in FISCAL


def _placed(now: Now, said: YearSaid, number: int, months: int) -> Found:
    """The quarter or half of a year; without a year, the last one that has begun."""
    now = now.by(said.basis)
    period = now.part(said.year, number, months)
    if not said.given and period.start > now.day:
        period = now.part(said.year - 1, number, months)
    return Found(Period(period.start, period.end, period.unit, said.given, period.name), said.end)


def year(words: Sequence[str], at: int, now: Now) -> Found | None:
    """ "2026", "year 2026", "FY26"; behind "fiscal" also "26"."""
    leading = _fiscal_year(words, at)
    if leading is not None:
        return Found(now.by("fiscal").part(leading.year, 1, 12), leading.end)
    index = at + (1 if words[at] == "year" and at + 1 < len(words) else 0)
    match = re.fullmatch(r"(?:19|20)\d{2}" if not now.basis else r"(?:19|20)\d{2}|'?\d{2}", words[index])
    if match is not None and words[index + 1 : index + 2] not in [[word] for word in _COUNTED]:
        number = full_year(int(words[index].lstrip("'")))
        if now.basis == "fiscal":
            return Found(now.part(number, 1, 12), index + 1)
        unit = "calendar year" if now.calendar.is_fiscal else "year"
        return Found(Period(date(number, 1, 1), date(number, 12, 31), unit), index + 1)
    if now.basis and words[at] == "year" and words[max(0, at - 2)] in ("the", "in"):
        return Found(now.shifted(12, 0), at + 1)  # "in the fiscal year"
    return None


def _fiscal_year(words: Sequence[str], at: int) -> YearSaid | None:
    """ "FY26", "FY 2026", "FY'26", "FY25/26"."""
    match = re.fullmatch(r"fy'?(\d{2}|\d{4})", words[at])
    end = at + 1
    if match is None and words[at] == "fy" and end < len(words):
        match = re.fullmatch(r"'?(\d{2}|\d{4})", words[end])
        end += 1
    if match is None:
        return None
    number = full_year(int(match[1]))
    second = words[end + 1] if words[end : end + 1] == ["/"] and end + 1 < len(words) else ""
    if second.isdigit() and full_year(int(second)) == number + 1:
        return YearSaid(number + 1, end + 2, True, "fiscal")
    return YearSaid(number, end, True, "fiscal")


def year_after(words: Sequence[str], at: int, now: Now) -> YearSaid:
    """The year named from word `at` on; this year where none is."""
    index, basis = at, ""
    while index < len(words) and words[index] in ("of", "in", "the", ","):
        index += 1
    if index < len(words) and (leading := _fiscal_year(words, index)) is not None:
        return leading
    before_basis = index
    if words[index : index + 1] in (["fiscal"], ["financial"], ["calendar"]):
        basis, index = words[index], index + 1
        if words[index : index + 1] == ["year"]:
            index += 1
            if not re.fullmatch(r"'?\d{2}|20\d{2}", words[index] if index < len(words) else ""):
                return YearSaid(now.by(basis).year, index, True, basis)
    if index < len(words):
        word = words[index]
        loose = words[index - 1] != "," or index - at > 1 or words[at] == ","
        if re.fullmatch(r"20\d{2}", word) and loose:
            return YearSaid(int(word), index + 1, True, basis)
        match = re.fullmatch(r"'?(\d{2})", word)
        if match and (index == at or basis) and (word.startswith("'") or 10 <= int(match[1]) <= 30):
            return YearSaid(full_year(int(match[1])), index + 1, True, basis)
        stepped = _year_stepped(words, before_basis, now) if not basis else None
        if stepped is not None:
            return stepped
    return YearSaid(now.year, at, False)


def _year_stepped(words: Sequence[str], at: int, now: Now) -> YearSaid | None:
    """ "last year", "this fiscal year"."""
    if words[at] not in THIS | LAST | NEXT:
        return None
    step = 0 if words[at] in THIS else -1 if words[at] in LAST else 1
    after, basis = at + 1, ""
    if words[after : after + 1] in (["fiscal"], ["financial"], ["calendar"]):
        basis, after = words[after], after + 1
    if words[after : after + 1] in (["year"], ["yr"]):
        return YearSaid(now.by(basis).year + step, after + 1, True, basis)
    return None
