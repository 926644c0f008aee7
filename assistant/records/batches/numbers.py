"""Reads numbers as people write them, never guessing whether a sign parts thousands or decimals."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from assistant.records.batches.problem import BadCell

Decimal = Literal["point", "comma", "unknown"]
"""The sign before the decimals: 1,234.56 has a point, 1.234,56 a comma."""
Sign = Literal["point", "comma", "either point", "either comma", "none"]
"""What one number shows: its decimal sign, a sign that may part thousands or decimals, or neither."""

PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
LONGEST = 60  # characters of a number with all that stands around it
SYMBOLS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₫": "VND", "₴": "UAH",
    "₦": "NGN", "฿": "THB", "zł": "PLN", "Kč": "CZK", "US$": "USD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD",
    "A$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "MX$": "MXN", "NT$": "TWD",
    "$": "", "¥": "", "kr.": "", "kr": "", "Fr.": "", "Rs.": "", "Rs": "",
}  # fmt: skip
"""Currency signs with the currency they name; empty: one of several."""
MINUS = "−–-"
SPACES = " \u00a0\u202f\u2009"
BARE = re.compile(rf"([+{MINUS}]?)([0-9.][0-9.,'’{SPACES}]*)")
DRESSED = re.compile(
    rf"(?P<open>\()?(?P<before>[+{MINUS}])?[{SPACES}]?(?P<code>[^\W\d_]{{0,3}}[$€£¥₹₽₩₺₪₫₴₦฿]|[^\W\d_]{{2,3}}\.?)?[{SPACES}]?"
    rf"(?P<between>[+{MINUS}])?(?P<digits>[0-9.][0-9.,'’{SPACES}]*?)(?P<exponent>[eE][+-]?[0-9]+)?[{SPACES}]?(?P<percent>%)?"
    rf"[{SPACES}]?(?P<unit>[^\W\d_]{{0,3}}[$€£¥₹₽₩₺₪₫₴₦฿]|[^\W\d_]{{2,3}}\.?)?(?P<after>-)?(?P<close>\))?"
)
BLANKS = str.maketrans(dict.fromkeys(f"{SPACES}’", "'"))
FORMS: dict[Sign, str] = {
    "either point": r"[1-9]\d{0,2}\.\d{3}",
    "either comma": r"[1-9]\d{0,2},\d{3}",
    "none": r"\d+|\d{1,3}(?:'\d{3})+",
    "point": r"\d*\.\d+|\d+\.|\d{1,3}(?:'\d{3})+\.\d+|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?",  # 12,34,567: India's
    "comma": r"\d+,\d+|\d{1,3}(?:'\d{3})+,\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}",
}
SIGNS: tuple[Sign, ...] = tuple(FORMS)
FORM = re.compile("|".join(f"({form})" for form in FORMS.values()), re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """A number taken apart, before its decimal sign is known."""

    digits: str  # with the signs between them; apostrophes for blanks
    sign: Sign
    is_negative: bool = False
    is_percent: bool = False
    currency: str = ""  # ISO 4217; empty: none named
    exponent: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it can be two numbers."""
        return self.sign in ("either point", "either comma")

    @property
    def is_whole(self) -> bool | None:
        """Whether it has no decimals; None: that depends on what its sign means."""
        if self.is_open:
            return None
        decimal = {"point": ".", "comma": ","}.get(self.sign, "")
        return not self.exponent and not self.is_percent and (not decimal or decimal not in self.digits)

    def value(self, decimal: Decimal) -> float:
        """The number, its sign decided by itself or else by its column; per cent as a fraction.

        Raises:
            ValueError: It can be two numbers, and the column does not tell which.
        """
        means = decimal if self.is_open else self.sign
        if means == "unknown":
            raise ValueError(self.digits)
        groups, sign = ("'.", ",") if means == "comma" else ("',", ".")
        plain = self.digits.translate(str.maketrans("", "", groups)).replace(sign, ".")
        number = float(f"{'-' if self.is_negative else ''}{plain}{self.exponent}")
        return number / 100 if self.is_percent else number


def number(text: str, decimal: Decimal = "point") -> float:
    """Read a number with currency, thousands, decimals or brackets for what is owed.

    Args:
        text: Stripped and not empty.
        decimal: What the column's decimal sign is; needed only where one sign with three digits behind it may be
            either (1.234).

    Raises:
        BadCell: It is no finite number, or could be two.
    """
    if decimal == "point" and PLAIN.fullmatch(text):
        value = float(text)
    else:
        shape = shape_of(text)
        if shape is None or shape.is_percent:
            raise BadCell(f"{text[:40]!r} is no number")
        value = _valued(text, shape, decimal)
    if not math.isfinite(value):
        raise BadCell(f"{text[:40]!r} is no number")
    return value


def fraction(text: str, decimal: Decimal = "point") -> float:
    """Read a fraction, or a percentage with its sign.

    Raises:
        BadCell: It is no number, could be two, or is not from 0 to 1.
    """
    shape = shape_of(text)
    value = _valued(text, shape, decimal) if shape and shape.is_percent else number(text, decimal)
    if not 0 <= value <= 1:
        raise BadCell(f"{text[:40]!r} is no fraction from 0 to 1; a percentage needs its sign")
    return value


def _valued(text: str, shape: Shape, decimal: Decimal) -> float:
    try:
        return shape.value(decimal)
    except ValueError as error:
        whole = shape.digits.replace(".", "").replace(",", "")
        part = shape.digits.replace(",", ".")
        raise BadCell(f"{text!r} can be two numbers; write it as {whole} or {part}0") from error


def shape_of(text: str) -> Shape | None:
    """Take a number apart; None if it is none."""
    bare = BARE.fullmatch(text)
    if bare:
        digits = bare[2].translate(BLANKS)
        sign = _sign_of(digits)
        return Shape(digits, sign, bare[1] in MINUS and bare[1] != "") if sign else None
    return _dressed(text) if len(text) <= LONGEST else None


def _sign_of(digits: str) -> Sign | None:
    found = FORM.fullmatch(digits)
    return SIGNS[found.lastindex - 1] if found and found.lastindex else None


def _dressed(text: str) -> Shape | None:
    """A number with a currency, brackets, an exponent, a percent sign, a sign behind it."""
    found = DRESSED.fullmatch(text)
    if found is None:
        return None
    signs = [sign for sign in found.group("before", "between", "after") if sign]
    brackets = [bracket for bracket in found.group("open", "close") if bracket]
    money = [name for name in found.group("code", "unit") if name]
    if len(signs) + len(brackets) // 2 > 1 or len(brackets) == 1 or any(not _is_money(name) for name in money):
        return None
    digits, exponent = found["digits"].translate(BLANKS), found["exponent"] or ""
    sign = _sign_of(digits)
    if exponent:  # written by machines, with a point
        sign = "point" if PLAIN.fullmatch(digits) else None
    if sign is None:
        return None
    negative = bool(brackets) or any(one in MINUS for one in signs)
    currency = next((SYMBOLS.get(name, name) for name in money), "")
    return Shape(digits, sign, negative, bool(found["percent"]), currency, exponent)


def _is_money(name: str) -> bool:
    return name in SYMBOLS or name in currencies()


def currency_of(text: str) -> str:
    """The ISO 4217 code of the currency named beside a number; empty if there is none, or one of several such as $."""
    shape = shape_of(text)
    return shape.currency if shape else ""


def decimal_of(signs: Collection[Sign]) -> Decimal:
    """Tell a column's decimal sign from what its numbers show; unknown if they show none, or both."""
    shown = {sign for sign in signs if sign in ("point", "comma")}
    if shown == {"point"}:
        return "point"
    return "comma" if shown == {"comma"} else "unknown"


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """The codes of ISO 4217."""
    text = files("assistant.records.batches").joinpath("words", "currencies.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
