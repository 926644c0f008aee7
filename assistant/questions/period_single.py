"""One day, month, quarter, half, year by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.questions.numbers import ordinal
from assistant.questions.period import (
    LAST,
    MONTHS,
    MONTHS_IN,
    OPEN_END,
    OPEN_START,
    THIS,
    Found,
    Period,
    full_year,
    half_of,
    month_end,
    quarter_of,
    shifted,
)


def single(words: Sequence[str], at: int, as_of: date) -> Found | None:
    """One period at a word, with "or earlier" and "onwards" behind it."""
    found = _plain(words, at, as_of)
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


def _plain(words: Sequence[str], at: int, as_of: date) -> Found | None:
    for reader in (_day, _relative, _quarter, _half, month, _year):
        found = reader(words, at, as_of)
        if found is not None:
            return found
    return None


def _relative(words: Sequence[str], at: int, as_of: date) -> Found | None:
    word = words[at]
    named = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if word in named:
        day = as_of + timedelta(days=named[word])
        return Found(Period(day, day, "day"), at + 1)
    if at + 1 >= len(words):
        return None
    following = words[at + 1]
    rest = list(words[at : at + 5])
    if word == "the" and rest[1:4] and rest[2:5] in (["before", "this", "one"], ["before", "the", "current"]):
        return _relative(words, at + 1, as_of)
    for unit, months in (("quarter", 3), ("month", 1), ("year", 12)):
        if rest[:4] in ([unit, "before", "this", "one"], [unit, "before", "the", "current"]) or rest[:4] == [
            unit,
            "before",
            "last",
            "",
        ]:
            return Found(shifted(as_of, months, -1), at + 4)
        if (
            rest[:3] == [unit, "just", "ended"]
            or rest[:3] == [unit, "we're", "in"]
            or rest[:4] == [unit, "we", "are", "in"]
        ):
            return Found(shifted(as_of, months, 0), at + (4 if rest[1] == "we" else 3))
    if word in THIS | LAST | {"next", "coming", "following"}:
        step = 0 if word in THIS else -1 if word in LAST else 1
        if following in ("calendar", "full", "running", "sales", "business"):
            at, following = at + 1, words[at + 2] if at + 2 < len(words) else ""
        if following in ("month", "quarter", "year", "yr", "qtr"):
            return Found(shifted(as_of, MONTHS_IN[following], step), at + 2)
        if following == "week":
            monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=step)
            return Found(Period(monday, monday + timedelta(days=6), "week"), at + 2)
        if following in MONTHS and word not in THIS:
            return month(words, at + 1, as_of)
        if following in MONTHS:
            return month(words, at + 1, as_of)
        if following in ("half", "half-year"):
            half = 0 if as_of.month <= 6 else 1
            number = as_of.year * 2 + half + step
            return Found(half_of(number // 2, number % 2 + 1), at + 2)
    return None


def _quarter(words: Sequence[str], at: int, as_of: date) -> Found | None:
    match = re.fullmatch(r"q([1-4])(?:[-']?(\d{2,4}))?|([1-4])q", words[at])
    end = at + 1
    if match is None:
        rank = (
            4
            if words[at] in ("final", "closing")
            else 4
            if words[at] == "last" and _names_year(words, at + 2)
            else ordinal(words[at])
        )
        if rank is None or rank > 4:
            return None
        end += words[end : end + 1] == ["-"]
        if words[end : end + 1] not in (["quarter"], ["qtr"], ["calendar"]):
            return None
        end += 2 if words[end] == "calendar" else 1
        number = rank
    else:
        number = int(match[1] or match[3])
        if match[2]:
            return Found(quarter_of(full_year(int(match[2])), number), end)
    year, end, given = _year_after(words, end, as_of)
    period = quarter_of(year, number)
    if not given and period.start > as_of:
        period = quarter_of(year - 1, number)
    return Found(Period(period.start, period.end, "quarter", given), end)


def _half(words: Sequence[str], at: int, as_of: date) -> Found | None:
    match = re.fullmatch(r"h([12])", words[at])
    end = at + 1
    if match is None:
        rank = {"first": 1, "1st": 1, "second": 2, "2nd": 2}.get(words[at])
        if (
            rank is None
            or words[end : end + 1] != ["half"]
            or (words[end + 1 : end + 3] == ["of", "the"] and words[end + 3 : end + 4] != ["year"])
        ):
            return None
        number, end = rank, end + 1
    else:
        number = int(match[1])
    end += 3 if list(words[end : end + 3]) == ["of", "the", "year"] else 0
    year, end, given = _year_after(words, end, as_of)
    period = half_of(year, number)
    if not given and period.start > as_of:
        period = half_of(year - 1, number)
    return Found(Period(period.start, period.end, "half", given), end)


def month(words: Sequence[str], at: int, as_of: date) -> Found | None:
    """A month by its name, with its year."""
    word = words[at].rstrip(".")
    number = MONTHS.get(word)
    if number is None or (word in ("may", "mar", "march", "second") and word != "mar" and not _like_month(words, at)):
        return None
    year, end, given = _year_after(words, at + 1, as_of)
    start = date(year, number, 1)
    if not given and start > as_of:
        start = date(year - 1, number, 1)
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


def _day(words: Sequence[str], at: int, as_of: date) -> Found | None:
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
            return _dated(words, MONTHS[words[after].rstrip(".")], number, after + 1, as_of)
    if word.rstrip(".") in MONTHS and at + 1 < len(words):
        following = words[at + 1] if words[at + 1] != "the" else words[at + 2] if at + 2 < len(words) else ""
        skip = 1 if words[at + 1] == "the" else 0
        number = ordinal(following) or (int(following) if re.fullmatch(r"\d{1,2}", following) else None)
        if following.isdigit() and abs(int(following) - as_of.year % 100) <= 1:
            number = None  # "Feb 18" is a month with its year
        if (
            number is not None
            and 1 <= number <= 31
            and words[at + 2 + skip : at + 3 + skip] not in (["quarter"], ["half"])
        ):
            return _dated(words, MONTHS[word.rstrip(".")], number, at + 2 + skip, as_of)
    return None


def _dated(words: Sequence[str], month: int, day: int, end: int, as_of: date) -> Found | None:
    end += words[end : end + 1] == [","] and end + 1 < len(words) and re.fullmatch(r"\d{4}", words[end + 1]) is not None
    year, end, given = _year_after(words, end, as_of)
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    if not given and found > as_of:
        found = found.replace(year=year - 1)
    return Found(Period(found, found, "day", given), end)


def _year(words: Sequence[str], at: int, as_of: date) -> Found | None:
    index = at + (1 if words[at] in ("year", "fy") and at + 1 < len(words) else 0)
    match = re.fullmatch(r"(19|20)\d{2}", words[index])
    if match is None or words[index + 1 : index + 2] in (
        ["%"],
        ["dollars"],
        ["usd"],
        ["employees"],
        ["people"],
        ["million"],
    ):
        return None
    year = int(match[0])
    return Found(Period(date(year, 1, 1), date(year, 12, 31), "year"), index + 1)


def _year_after(words: Sequence[str], at: int, as_of: date) -> tuple[int, int, bool]:
    """The year named at word `at`, the word after it, whether one was named."""
    index = at
    while index < len(words) and words[index] in ("of", "in", "the", ","):
        index += 1
    if index < len(words):
        if re.fullmatch(r"20\d{2}", words[index]) and (words[index - 1] != "," or index - at > 1 or words[at] == ","):
            return int(words[index]), index + 1, True
        match = re.fullmatch(r"'?(\d{2})", words[index])
        if match and index == at and (words[index].startswith("'") or 10 <= int(match[1]) <= 30):
            return full_year(int(match[1])), index + 1, True
        if words[index] in THIS | LAST | {"next"} and words[index + 1 : index + 2] in (["year"], ["yr"]):
            step = 0 if words[index] in THIS else -1 if words[index] in LAST else 1
            return as_of.year + step, index + 2, True
    return as_of.year, at, False


def _names_year(words: Sequence[str], at: int) -> bool:
    return list(words[at : at + 1]) == ["of"]
