"""Spans of time as people name them, against a given today."""

from __future__ import annotations

import re
from itertools import pairwise
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.questions.numbers import ordinal, read

OPEN_START = date(1900, 1, 1)
OPEN_END = date(2999, 12, 31)
_NAMES = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTHS = {name: index for index, name in enumerate(_NAMES, start=1)}
MONTHS |= {name[:3]: index for name, index in MONTHS.items() if name != "may"} | {"sept": 9}
_THIS = {"this", "current", "running", "present", "ongoing"}
_LAST = {"last", "previous", "prior", "past", "preceding"}
_UNITS = {"month": 1, "quarter": 3, "year": 12, "months": 1, "quarters": 3, "years": 12, "yr": 12, "qtr": 3}
_TO = {"to", "till", "until", "through", "thru", "-", "and", "/", "–", "up", "upto"}


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


def find(words: Sequence[str], at: int, as_of: date) -> Found | None:
    """The period whose expression begins at word `at`."""
    for reader in (_bounded, _rolling, _range, _month_list, _single):
        found = reader(words, at, as_of)
        if found is not None:
            return found
    return None


def _bounded(words: Sequence[str], at: int, as_of: date) -> Found | None:
    """ "since May", "before July 2017", "after 1 March", "until June", "by the end of June"."""
    word = words[at]
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
    inner = _single(words, begin, as_of) if begin < len(words) else None
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


def _rolling(words: Sequence[str], at: int, as_of: date) -> Found | None:
    """ "the last 90 days", "past three months", "year to date", "ytd"."""
    short = {"ytd": 12, "qtd": 3, "mtd": 1}
    if words[at] in short:
        return Found(Period(_start(as_of, short[words[at]]), as_of, "span"), at + 1)
    if words[at] in _UNITS and list(words[at + 1 : at + 3]) == ["to", "date"]:
        return Found(Period(_start(as_of, _UNITS[words[at]]), as_of, "span"), at + 3)
    if words[at] not in _LAST | {"latest", "recent"} or at + 1 >= len(words):
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
    length = _UNITS.get(unit) or _UNITS.get(after)
    if length is None:
        return None
    end = number.end + (0 if unit in _UNITS else 1)
    first = _months_before(as_of + timedelta(days=1), length * count)
    return Found(Period(first, as_of, "span"), end)


def _range(words: Sequence[str], at: int, as_of: date) -> Found | None:
    """ "from July to September", "between 1 May and 3 June", "Oct-Dec 2017"."""
    begin = at + 1 if words[at] in ("from", "between") else at
    if words[at] in ("from", "between") and words[begin : begin + 1] == ["the"]:
        begin += 1
    if begin >= len(words):
        return None
    first = _single(words, begin, as_of)
    if first is not None and first.period.unit == "month" and first.end < len(words) and words[first.end] in MONTHS:
        words = [*words[: first.end], "-", *words[first.end :]]  # "October-December"
        found = _range(words, at, as_of)
        return Found(found.period, found.end - 1) if found else None
    if first is None or first.end >= len(words) or words[first.end] not in _TO:
        return None
    joiner = words[first.end]
    if joiner in ("and", "/") and words[at] != "between":
        return None
    after = first.end + 1
    while after < len(words) and words[after] in ("to", "and", "the", "including", "end", "of", "until", "including"):
        after += 1
    second = _single(words, after, as_of) if after < len(words) else None
    if second is None or first.period.unit != second.period.unit:
        return None
    if "from" in words[max(0, at - 1) : at + 1] and first.period.unit in ("quarter", "year") and joiner == "to":
        return None  # "from Q3 to Q4" compares two
    start, end = first.period.start, second.period.end
    if second.period.year_given and not first.period.year_given:
        start = _with_year(start, end.year)
    if start > end:
        start = _with_year(start, start.year - 1)
    return Found(
        Period(start, end, "span" if (start, end) != (first.period.start, first.period.end) else "month"), second.end
    )


def _month_list(words: Sequence[str], at: int, as_of: date) -> Found | None:
    """ "July, August and September": one span when the months follow each other."""
    months: list[Period] = []
    index = at
    while index < len(words):
        found = _month(words, index, as_of)
        if found is None:
            break
        months.append(found.period)
        end = index = found.end
        while index < len(words) and words[index] in (",", "and", "&", "+"):
            index += 1
    if len(months) < 3 or any(a.end + timedelta(days=1) != b.start for a, b in pairwise(months)):
        return None
    return Found(Period(months[0].start, months[-1].end, "span"), end)


def _single(words: Sequence[str], at: int, as_of: date) -> Found | None:
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
    for reader in (_day, _relative, _quarter, _half, _month, _year):
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
    for unit, months in (("quarter", 3), ("month", 1), ("year", 12)):
        if rest[:4] in ([unit, "before", "this", "one"], [unit, "before", "the", "current"]) or rest[:4] == [
            unit,
            "before",
            "last",
            "",
        ]:
            return Found(_shift(as_of, months, -1), at + 4)
        if (
            rest[:3] == [unit, "just", "ended"]
            or rest[:3] == [unit, "we're", "in"]
            or rest[:4] == [unit, "we", "are", "in"]
        ):
            return Found(_shift(as_of, months, 0), at + (4 if rest[1] == "we" else 3))
    if word in _THIS | _LAST | {"next", "coming", "following"}:
        step = 0 if word in _THIS else -1 if word in _LAST else 1
        if following in ("calendar", "full", "running", "sales", "business"):
            at, following = at + 1, words[at + 2] if at + 2 < len(words) else ""
        if following in ("month", "quarter", "year", "yr", "qtr"):
            return Found(_shift(as_of, _UNITS[following], step), at + 2)
        if following == "week":
            monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=step)
            return Found(Period(monday, monday + timedelta(days=6), "week"), at + 2)
        if following in MONTHS and word not in _THIS:
            found = _month(words, at + 1, as_of)
            return found
        if following in MONTHS:
            return _month(words, at + 1, as_of)
        if following in ("half", "half-year"):
            half = 0 if as_of.month <= 6 else 1
            number = as_of.year * 2 + half + step
            return Found(_half_of(number // 2, number % 2 + 1), at + 2)
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
            return Found(_quarter_of(_full(int(match[2])), number), end)
    year, end, given = _year_after(words, end, as_of)
    period = _quarter_of(year, number)
    if not given and period.start > as_of:
        period = _quarter_of(year - 1, number)
    return Found(Period(period.start, period.end, "quarter", given), end)


def _half(words: Sequence[str], at: int, as_of: date) -> Found | None:
    match = re.fullmatch(r"h([12])", words[at])
    end = at + 1
    if match is None:
        rank = {"first": 1, "1st": 1, "second": 2, "2nd": 2}.get(words[at])
        if (
            rank is None
            or words[end : end + 1] != ["half"]
            or (words[end + 1 : end + 3] == ["of", "the"]
            and words[end + 3 : end + 4] != ["year"])
        ):
            return None
        number, end = rank, end + 1
    else:
        number = int(match[1])
    end += 3 if list(words[end : end + 3]) == ["of", "the", "year"] else 0
    year, end, given = _year_after(words, end, as_of)
    period = _half_of(year, number)
    if not given and period.start > as_of:
        period = _half_of(year - 1, number)
    return Found(Period(period.start, period.end, "half", given), end)


def _month(words: Sequence[str], at: int, as_of: date) -> Found | None:
    word = words[at].rstrip(".")
    number = MONTHS.get(word)
    if number is None or (word in ("may", "mar", "march", "second") and word != "mar" and not _like_month(words, at)):
        return None
    year, end, given = _year_after(words, at + 1, as_of)
    start = date(year, number, 1)
    if not given and start > as_of:
        start = date(year - 1, number, 1)
    return Found(Period(start, _month_end(start), "month", given), end)


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
                return Found(Period(start, _month_end(start), "month"), at + 1)
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
        if match := re.fullmatch(r"'?(\d{2})", words[index]):
            if index == at and (words[index].startswith("'") or 10 <= int(match[1]) <= 30):
                return _full(int(match[1])), index + 1, True
        if words[index] in _THIS | _LAST | {"next"} and words[index + 1 : index + 2] in (["year"], ["yr"]):
            step = 0 if words[index] in _THIS else -1 if words[index] in _LAST else 1
            return as_of.year + step, index + 2, True
    return as_of.year, at, False


def _names_year(words: Sequence[str], at: int) -> bool:
    return list(words[at : at + 1]) == ["of"]


def _with_year(day: date, year: int) -> date:
    """The same day of another year; the last of February stays the last."""
    return date(year, day.month, min(day.day, _month_end(date(year, day.month, 1)).day))


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


def _shift(as_of: date, months: int, step: int) -> Period:
    start = _months_before(_start(as_of, months), -months * step)
    end = _months_before(start, -months) - timedelta(days=1)
    return Period(start, end, {1: "month", 3: "quarter", 12: "year"}[months])


def _start(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    last = _month_end(date(index // 12, index % 12 + 1, 1)).day
    return date(index // 12, index % 12 + 1, min(day.day, last))


def _month_end(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


def _quarter_of(year: int, number: int) -> Period:
    start = date(year, 3 * number - 2, 1)
    return Period(start, _months_before(start, -3) - timedelta(days=1), "quarter")


def _half_of(year: int, number: int) -> Period:
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
    return Period(_months_before(period.start, months), period.start - timedelta(days=1), period.unit)
