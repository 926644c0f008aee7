"""One day, month, quarter, half, year by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.questions.numbers import ordinal
from assistant.questions.period import (
    FISCAL,
    LAST,
    MONTHS,
    OPEN_END,
    OPEN_START,
    THIS,
    Found,
    Now,
    Period,
    month_end,
    with_year,
)
from assistant.questions.period_parts import NEXT, half, quarter, relative, year, year_after


def single(words: Sequence[str], at: int, now: Now) -> Found | None:
    """One period at a word, with "or earlier" and "onwards" behind it."""
    found = _plain(words, at, now)
    if found is None:
        return None
    follow = " ".join(words[found.end : found.end + 2])
    if follow in ("or earlier", "or before", "and earlier", "and before"):
        return Found(Period(OPEN_START, found.period.end, "span"), found.end + 2)
    if follow in ("or later", "and later", "or after", "and after", "and onwards", "and onward"):
        return Found(Period(found.period.start, OPEN_END, "span"), found.end + 2)
    if words[found.end : found.end + 1] in (["onward"], ["onwards"]):
        return Found(Period(found.period.start, OPEN_END, "span"), found.end + 1)
    return found


def _plain(words: Sequence[str], at: int, now: Now) -> Found | None:
    if words[at] in FISCAL | {"calendar"} and at + 1 < len(words):
        return _part(words, at + 1, now.by(words[at]))
    if words[at] in THIS | LAST | NEXT and at + 1 < len(words) and words[at + 1] in MONTHS:
        return month(words, at + 1, now)
    for reader in (_day, relative, quarter, half, month, year):
        found = reader(words, at, now)
        if found is not None:
            return found
    return None


def _part(words: Sequence[str], at: int, now: Now) -> Found | None:
    """What follows "fiscal" or "calendar": "Q3", "year 2026", "2026", "26"."""
    return next((found for reader in (quarter, half, year) if (found := reader(words, at, now)) is not None), None)


def month(words: Sequence[str], at: int, now: Now) -> Found | None:
    """A month by its name, with its year."""
    word = words[at].rstrip(".")
    number = MONTHS.get(word)
    if number is None or (word in ("may", "mar", "march", "second") and word != "mar" and not _like_month(words, at)):
        return None
    named, end, given = _year_of(words, at + 1, number, now)
    start = date(named, number, 1)
    if not given and start > now.day:
        start = date(named - 1, number, 1)
    return Found(Period(start, month_end(start), "month", given), end)


def _like_month(words: Sequence[str], at: int) -> bool:
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    near = {
        "in",
        "of",
        "since",
        "from",
        "to",
        "and",
        "for",
        "during",
        "by",
        "until",
        "till",
        "last",
        "this",
        "-",
        "/",
        "vs",
        "versus",
        "before",
        "after",
        "through",
        ",",
    }
    return (
        before in near
        or after in near
        or not after
        or after in MONTHS
        or bool(re.fullmatch(r"\d{4}", after))
        or after in ("?", ".", "sales", "wins")
    )


def _day(words: Sequence[str], at: int, now: Now) -> Found | None:
    word = words[at]
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", word):
        try:
            if match[3] is None:
                start = date(int(match[1]), int(match[2]), 1)
                return Found(Period(start, month_end(start), "month"), at + 1)
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
        return Found(Period(day, day, "day"), at + 1)
    index = at + (1 if word == "the" else 0)
    first = words[index] if index < len(words) else ""
    number = ordinal(first) or (int(first) if re.fullmatch(r"\d{1,2}", first) else None)
    if number is not None and 1 <= number <= 31:
        after = index + 1 + (words[index + 1 : index + 2] == ["of"])
        if after < len(words) and words[after].rstrip(".") in MONTHS:
            return _dated(words, MONTHS[words[after].rstrip(".")], number, after + 1, now)
    if word.rstrip(".") in MONTHS and at + 1 < len(words):
        following = words[at + 1] if words[at + 1] != "the" else words[at + 2] if at + 2 < len(words) else ""
        skip = 1 if words[at + 1] == "the" else 0
        number = ordinal(following) or (int(following) if re.fullmatch(r"\d{1,2}", following) else None)
        if following.isdigit() and abs(int(following) - now.day.year % 100) <= 1:
            number = None  # "Feb 18" is a month with its year
        if (
            number is not None
            and 1 <= number <= 31
            and words[at + 2 + skip : at + 3 + skip] not in (["quarter"], ["half"])
        ):
            return _dated(words, MONTHS[word.rstrip(".")], number, at + 2 + skip, now)
    return None


def _dated(words: Sequence[str], month: int, day: int, end: int, now: Now) -> Found | None:
    end += words[end : end + 1] == [","] and end + 1 < len(words) and re.fullmatch(r"\d{4}", words[end + 1]) is not None
    named, end, given = _year_of(words, end, month, now)
    try:
        found = date(named, month, day)
    except ValueError:
        return None
    if not given and found > now.day:
        found = with_year(found, named - 1)
    return Found(Period(found, found, "day", given), end)


def _year_of(words: Sequence[str], at: int, month: int, now: Now) -> tuple[int, int, bool]:
    """The year behind a month's name: months have the years of the calendar, "March FY26" lies in one of two."""
    found = year_after(words, at, now.by("calendar"))
    earlier = found.basis in FISCAL and now.calendar.is_fiscal and month >= now.calendar.fiscal_start
    return found.year - earlier, found.end, found.given
