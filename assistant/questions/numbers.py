"""Numbers as people write them, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_WORDS = {word: float(value) for value, word in enumerate(_UNITS)}
_WORDS |= {
    word: 10.0 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0}
_SUFFIXES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "mil": 1e6,
    "mm": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "grand": 1e3,
}
_ORDINALS = {
    word: index
    for index, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
}
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|mio|mm|b|bn|bln|th|st|nd|rd|d)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text."""

    value: float
    end: int  # first word after it
    unit: str = ""  # "usd" | "percent" | "days" | "ordinal" | ""
    scaled: bool = False  # said with "million", "bn" and the like


def read(words: Sequence[str], at: int) -> Number | None:
    """The number that begins at word `at`, with the unit that goes with it."""
    start = at
    money = words[at] in ("$", "usd")
    if money and at + 1 < len(words):
        at += 1
    found = _digits(words, at) or _spelt(words, at)
    if found is None:
        return None
    return _with_unit(words, found, money=money or start != at)


def ordinal(word: str) -> int | None:
    """The rank that "third" or "3rd" stands for."""
    if word in _ORDINALS:
        return _ORDINALS[word]
    match = re.fullmatch(r"(\d+)(st|nd|rd|th)", word)
    return int(match[1]) if match else None


def _digits(words: Sequence[str], at: int) -> Number | None:
    match = _DIGITS.fullmatch(words[at])
    if match is None or match[3] in ("st", "nd", "rd", "th"):
        return None
    value = float(match[1].replace(",", "") + (match[2] or ""))
    if match[3] == "d":
        return Number(value, at + 1, "days")
    if match[3]:
        return Number(value * _SUFFIXES[match[3]], at + 1, scaled=_SUFFIXES[match[3]] >= 1e6)
    following = words[at + 1] if at + 1 < len(words) else ""
    scale = _SCALES.get(following.rstrip("s")) or _SUFFIXES.get(following)
    if scale and following not in ("b", "m", "k"):
        return Number(value * scale, at + 2, scaled=scale >= 1e6)
    return Number(value, at + 1)


def _spelt(words: Sequence[str], at: int) -> Number | None:
    if (
        words[at : at + 2] == ["a", "dozen"]
        or words[at : at + 2] == ["a", "hundred"]
        or words[at : at + 2] == ["a", "thousand"]
    ):
        return Number(_SCALES[words[at + 1]], at + 2)
    if words[at : at + 2] == ["half", "a"] and at + 2 < len(words) and words[at + 2] in _SCALES:
        return Number(_SCALES[words[at + 2]] / 2, at + 3, scaled=words[at + 2] in ("million", "billion"))
    if list(words[at : at + 2]) in (["a", "million"], ["a", "billion"]):
        return Number(_SCALES[words[at + 1]], at + 2, scaled=True)
    if (
        words[at] == "a"
        and at
        and list(words[at + 1 : at + 2]) in (["year"], ["week"], ["month"], ["day"])
        and words[at - 1] in ("than", "over", "within", "least", "most", "under", "in", "exceeding")
    ):
        return Number(1.0, at + 1)
    total = current = 0.0
    index, scaled = at, False
    while index < len(words):
        word = words[index]
        if word in _WORDS:
            current += _WORDS[word]
        elif word.rstrip("s") in _SCALES and index > at:
            scale = _SCALES[word.rstrip("s")]
            scaled = scaled or scale >= 1e6
            current = (current or 1) * scale
            if scale >= 1e3:
                total, current = total + current, 0.0
        elif (
            word in ("and", "-")
            and index > at
            and index + 1 < len(words)
            and words[index - 1].rstrip("s") in _SCALES
            and words[index + 1] in _WORDS
        ) or (
            word == "-"
            and index > at
            and index + 1 < len(words)
            and words[index - 1].endswith("ty")
            and words[index + 1] in _UNITS[1:10]
        ):
            pass
        else:
            break
        index += 1
    return Number(total + current, index, scaled=scaled) if index > at else None


def _with_unit(words: Sequence[str], number: Number, *, money: bool) -> Number:
    rest = list(words[number.end : number.end + 2])
    following = rest[0] if rest else ""
    if money or following in ("dollars", "dollar", "usd", "$", "bucks"):
        end = number.end + (0 if money and following not in ("dollars", "dollar", "usd", "$", "bucks") else 1)
        return Number(number.value, end, "usd", number.scaled)
    if following in ("%", "percent", "pct") or rest == ["per", "cent"]:
        return Number(number.value / 100, number.end + (2 if following == "per" else 1), "percent")
    days = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365}
    if number.unit == "days":
        return number
    if following in days:
        return Number(number.value * days[following], number.end + 1, "days")
    return number
