"""Sums of money in a text, with number and currency in one notation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.messages import Entity

_SIGNS = {
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
}
_SIGNS |= {"¥": "JPY", "₹": "INR", "₺": "TRY", "₽": "RUB", "zł": "PLN"}
_CODES = "USD EUR GBP CHF CAD AUD NZD INR JPY SEK NOK DKK PLN CZK HUF RON TRY ZAR SGD HKD CNY BRL MXN AED KES NGN"
_WORDS = {
    "dollar": "USD",
    "buck": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "quid": "GBP",
    "rupee": "INR",
    "franc": "CHF",
    "yen": "JPY",
}
_FACTORS = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "thousand": 1_000, "million": 1_000_000}

_CURRENCY = r"(?:US\$|CA?\$|AU?\$|NZ\$|[$€£¥₹₺₽]|\b(?:" + "|".join(_CODES.split(" ")) + r")\b)"
_NUMBER = r"\d{1,3}(?:[,.' \u00a0’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?![\d])"
_AFTER = r"(?:(?:dollar|buck|euro|pound|rupee|franc)s?|quid|yen)\b|zł"
_AMOUNT = re.compile(
    rf"(?P<before>{_CURRENCY})\s?(?P<first>{_NUMBER})(?:\s?(?P<times>[kKmM]|mn|million|thousand)\b)?"
    rf"|(?<![\w.,])(?P<second>{_NUMBER})\s?(?:(?P<times2>[kKmM]|mn|million|thousand)\s)?(?P<after>{_CURRENCY}|\b(?:{_AFTER})|€)",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[Entity]:
    """Sums with a currency; the value is like "1299.00 USD", a bare dollar counts as the American one."""
    for match in _AMOUNT.finditer(text):
        number = as_number(match["first"] or match["second"])
        times = (match["times"] or match["times2"] or "").lower()
        value = number * _FACTORS.get(times, 1)
        yield Entity(
            "amount", match.group(), *match.span(), value=f"{value:.2f} {_code(match['before'] or match['after'])}"
        )


def as_number(written: str) -> Decimal:
    """A number in any country's notation.

    The last of two different marks is the decimal one, as is a lone mark before one or two digits.
    """
    bare = written.replace(" ", "").replace("\u00a0", "").replace("'", "").replace("’", "")
    marks = [letter for letter in bare if letter in ".,"]
    if not marks:
        return Decimal(bare)
    last = bare.rindex(marks[-1])
    decimal = len(bare) - last - 1 <= 2 and (len(marks) == 1 or marks[-1] not in marks[:-1])
    whole = "".join(letter for letter in (bare[:last] if decimal else bare) if letter.isdigit())
    return Decimal(f"{whole}.{bare[last + 1 :]}" if decimal else whole)


def _code(written: str) -> str:
    lowered = written.lower()
    return (
        _SIGNS.get(written.upper()) or _SIGNS.get(lowered) or _WORDS.get(lowered.removesuffix("s")) or written.upper()
    )
