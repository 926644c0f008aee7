"""Days in a text, as ISO dates where they can mean one day only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.messages import Entity

NEAR = timedelta(days=183)  # a day without a year is the one this near to the message

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WRITTEN = re.compile(
    r"\b(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)|\b(?P<a>\d{1,2})(?P<mark>[./])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})\b"
    rf"|\b(?P<d1>{_DAY})(?: of)? (?P<m1>{_MONTH})\b\.?(?:,? (?P<y1>\d{{4}})\b)?"
    rf"|\b(?P<m2>{_MONTH})\.? (?P<d2>{_DAY})\b(?!:)(?:,? (?P<y2>\d{{4}})\b)?",
    re.IGNORECASE,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = rf"\d{{1,3}}|an?|one|{'|'.join(_COUNTS[1:])}"
_RELATIVE = re.compile(
    r"\b(?P<word>the day before yesterday|the day after tomorrow|day after tomorrow|today|tonight|tomorrow|yesterday)\b"
    rf"|\b(?P<which>last|next|this|past|coming|since|by|until|till|before|on)\s(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    rf"|\b(?P<ago>{_COUNT})\s(?P<unit>days?|weeks?)\sago\b|\bin\s(?P<ahead>{_COUNT})\s(?P<unit2>days?|weeks?)\b(?!['’])",
    re.IGNORECASE,
)
_WORDS = {
    "the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1,
    "day after tomorrow": 2, "the day after tomorrow": 2,
}  # fmt: skip
_BACK, _AHEAD = frozenset({"last", "past", "since"}), frozenset({"next", "coming", "by", "until", "till", "before"})


def written(text: str, said_on: date | None) -> Iterator[Entity]:
    """Days given by number; one without a year is the nearest to the message, "3/4/2025" has no value."""
    for match in _WRITTEN.finditer(text):
        if match.group().startswith("may ") and not match["y2"]:
            continue  # "you may 5 times"
        day = _day(match, said_on)
        if day is not None or not match["iso"]:
            yield Entity("date", match.group(), *match.span(), value=day.isoformat() if day else "")


def relative(text: str, said_on: date | None) -> Iterator[Entity]:
    """Days given from the message's own; "on Monday" has no value, for it looks either way."""
    for match in _RELATIVE.finditer(text):
        start = (
            match.start("weekday")
            if (match["which"] or "").lower() in {"since", "by", "until", "till", "before", "on"}
            else match.start()
        )
        day = None if said_on is None else _counted(match, said_on)
        yield Entity("date", text[start : match.end()], start, match.end(), value=day.isoformat() if day else "")


def _day(match: re.Match[str], said_on: date | None) -> date | None:
    if match["iso"]:
        return _valid(*(int(part) for part in match["iso"].split("-")))
    if match["a"]:
        first, second = int(match["a"]), int(match["b"])
        year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
        if match["mark"] == ".":
            return _valid(year, second, first)
        if first > 12 or first == second:
            return _valid(year, second, first)
        return _valid(year, first, second) if second > 12 else None
    day = int(re.sub(r"\D", "", match["d1"] or match["d2"]))
    month = _MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
    written_year = match["y1"] or match["y2"]
    if written_year:
        return _valid(int(written_year), month, day)
    if said_on is None:
        return None
    near = (_valid(said_on.year + step, month, day) for step in (-1, 0, 1))
    return next((found for found in near if found and abs(found - said_on) <= NEAR), None)


def _counted(match: re.Match[str], said_on: date) -> date | None:
    if match["word"]:
        return said_on + timedelta(days=_WORDS[match["word"].lower()])
    if match["weekday"]:
        return _weekday(match["which"].lower(), _WEEKDAYS.index(match["weekday"].lower()), said_on)
    count = (match["ago"] or match["ahead"]).lower()
    number = int(count) if count.isdigit() else 1 if count in {"an", "one"} else _COUNTS.index(count) + 1
    days = number * (7 if (match["unit"] or match["unit2"]).lower().startswith("week") else 1)
    return said_on + timedelta(days=-days if match["ago"] else days)


def _weekday(which: str, weekday: int, said_on: date) -> date | None:
    """The nearest such day before or behind the message; "this Monday" is in its own week, if still to come."""
    ahead = (weekday - said_on.weekday()) % 7
    if which in _BACK:
        return said_on - timedelta(days=(7 - ahead) % 7 or 7)
    if which in _AHEAD:
        return said_on + timedelta(days=ahead or 7)
    return said_on + timedelta(days=ahead) if which == "this" and weekday >= said_on.weekday() else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
