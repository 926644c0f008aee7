"""Quantities in words of a request: "more than 500", "between 10k and 20k", "under five"."""

from __future__ import annotations

import re
from dataclasses import dataclass

SMALL = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}
SMALL |= {"a hundred": 100, "one hundred": 100, "two hundred": 200, "five hundred": 500, "a thousand": 1000}
_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_WORDS = "|".join(sorted((word for word in SMALL if word not in ("a", "an")), key=len, reverse=True))
NUMBER = (
    r"(?:[$€£]\s?|(?:usd|eur|gbp|chf)\s)?(?:\d[\d,.']*(?<![,.'])|\b(?:" + _WORDS + r")\b)"
    r"(?:\s?(?:k|m|mn|mio|bn|thousand|million|billion)\b)?(?:\s?(?:dollars|euros?|usd|eur|pounds|[$€£]))?"
)
_MORE = (
    r"more than|over|above|at least|greater than|bigger than|larger than|higher than|exceeding|upwards of|>=|>|"
    r"min(?:imum)?(?: of)?"
)
_LESS = (
    r"less than|under|below|fewer than|at most|no more than|not more than|smaller than|lower than|up to|<=|<|"
    r"max(?:imum)?(?: of)?"
)
RANGE = (
    rf"(?:between\s+{NUMBER}\s+(?:and|to)\s+{NUMBER}|(?:{_MORE})\s*{NUMBER}|(?:{_LESS})\s*{NUMBER}"
    rf"|{NUMBER}\s*(?:-|to)\s*{NUMBER}|{NUMBER}(?:\+|\s+(?:or|and)\s+(?:more|above|over|up))|{NUMBER})"
)
_NUMBER = re.compile(NUMBER)
_STRICT = re.compile(r"^(?:more|over|above|greater|bigger|larger|higher|exceed|>(?!=))")
_BELOW = re.compile(r"^(?:less|under|below|fewer|smaller|lower|<(?!=))")
_MOST = re.compile(rf"^(?:{_LESS})")
_LEAST = re.compile(rf"^(?:{_MORE})")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most a figure may be; None where it is open."""

    least: float | None
    most: float | None


def bounds(text: str, *, whole: bool) -> Bounds:
    """The bounds that a text matching `RANGE` says; with `whole` numbers "more than 5" begins at 6."""
    found = [value(number[0]) for number in _NUMBER.finditer(text)]
    step = 1.0 if whole else 0.01
    if len(found) > 1:
        return Bounds(min(found[:2]), max(found[:2]))
    if _MOST.match(text):
        return Bounds(None, found[0] - step if _BELOW.match(text) else found[0])
    if _LEAST.match(text):
        return Bounds(found[0] + step if _STRICT.match(text) else found[0], None)
    if re.search(r"\+|more|above|over|up$", text):
        return Bounds(found[0], None)
    return Bounds(found[0], found[0])


def value(text: str) -> float:
    """The number a text matching `NUMBER` says."""
    plain = re.sub(r"[$€£]|\b(?:usd|eur|gbp|chf|dollars|euros?|pounds)\b", "", text).strip()
    match = re.match(r"(\d[\d,.']*)?\s*([a-z ]*)$", plain)
    digits, word = (match[1], match[2].strip()) if match else (None, plain)
    if digits is None:
        return float(SMALL[plain] if plain in SMALL else SMALL[plain.split()[0]] * _TIMES[plain.split()[-1]])
    grouped = re.fullmatch(r"\d{1,3}([,.']\d{3})+", digits.rstrip(",.'"))
    figure = float(re.sub(r"[,.']", "", digits)) if grouped else float(digits.replace(",", ".").rstrip("."))
    return figure * _TIMES.get(word, 1.0)


def share(text: str) -> float:
    """The fraction, 0 to 1, that "half" or "30 %" says."""
    shares = {"half": 0.5, "a third": 1 / 3, "a quarter": 0.25, "two thirds": 2 / 3}
    return shares[text] if text in shares else float(re.sub(r"\D", "", text)) / 100
