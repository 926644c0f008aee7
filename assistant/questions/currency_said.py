"""The currency that a question names, taken out of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions.draft import NotHere, Unclear
from assistant.questions.vocabulary import Vocabulary
from assistant.records.currencies import COMMON, ISO_4217, SPOKEN

_ENGLISH = frozenset(("ALL", "BAM", "COP", "CUP", "GEL", "MAD", "PEN", "RON", "SOS", "TOP", "TRY"))
_IN = re.compile(r"\b(?:in|into|as|converted (?:in)?to)\s+([A-Za-z]{3,9}|[€£¥₹$])(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(r"([€£¥₹]|\b[A-Z]{3})\s?(?=\d)")
_AFTER = re.compile(r"(\d[\d.,]*\s?(?:k|m|mn|bn|thousand|million|billion)?)\s?([€£¥₹]|\b[A-Za-z]{3,9}\b)")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ROWS = re.compile(
    r"\b(?:deals?|opportunity|opportunities|orders?|invoices?|subscriptions?|quotas?)\s+(?:(?:are|is|were|was)\s+)?$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:values?|totals?|sums?|sales|revenues?|amounts?|worth|average|avg|how much|mrr|bookings|pipeline|billings)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"[\W_]*(?:(?:and|now|then|same|the same|please|show|give|me|that|it|them|this|what about|how about|convert|"
    r"converted|ok|again|but|instead)\b[\W_]*)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A question without its currency."""

    text: str
    currency: str | None = None  # ISO 4217 as named; None when none was

    @property
    def is_bare(self) -> bool:
        """Whether the question says nothing else."""
        return self.currency is not None and _EMPTY.fullmatch(self.text) is not None


def currency_said(text: str, vocabulary: Vocabulary) -> Said:
    """Read "in EUR", "above €5k", "10,000 CHF"; amounts are left as plain money.

    Raises:
        Unclear: Two currencies are named.
        NotHere: There is no exchange rate for the one that is named.
    """
    found: list[str] = []
    home = vocabulary.currency

    def in_other(match: re.Match[str]) -> str:
        code = _code(match[1], vocabulary)
        alone = _EMPTY.fullmatch(text[: match.start()] + text[match.end() :]) is not None
        if code is None or (code == home == "USD" and not alone) or _is_condition(match, code, vocabulary):
            return match[0]  # dollars are what amounts are in anyway
        found.append(code)
        return " "

    def before(match: re.Match[str]) -> str:
        code = _code(match[1], vocabulary)
        if code is None:
            return match[0]
        found.append(code)
        return "$"

    def after(match: re.Match[str]) -> str:
        code = None if _YEAR.fullmatch(match[1].strip()) else _code(match[2], vocabulary)
        if code is None:
            return match[0]
        found.append(code)
        return f"{match[1].rstrip()} dollars"

    plainly = _AFTER.sub(after, _BEFORE.sub(before, _IN.sub(in_other, text)))
    if "USD" not in found and home != "USD" and re.search(r"\$\s?\d", text):
        found.append("USD")
    if len(set(found)) > 1:
        raise Unclear(f"{' or '.join(sorted(set(found)))}", tuple(sorted(set(found))))
    if not found:
        return Said(text)
    _check(found[0], vocabulary)
    return Said(plainly, found[0])


def _code(word: str, vocabulary: Vocabulary) -> str | None:
    """The currency that a word stands for, if any."""
    spoken = SPOKEN.get(word.lower())
    if spoken is not None:
        return spoken
    code = word.upper()
    known = COMMON | vocabulary.rated | {vocabulary.currency} | frozenset().union(*vocabulary.currencies.values())
    if code not in ISO_4217 or not (word.isupper() or code in known - _ENGLISH):
        return None
    return code


def _is_condition(match: re.Match[str], code: str, vocabulary: Vocabulary) -> bool:
    """Whether "deals in CHF" means those whose amount is in CHF."""
    held = any(code in found for found in vocabulary.currencies.values()) and bool(vocabulary.foreign)
    return held and _ROWS.search(match.string[: match.start()]) is not None and not _MONEY.search(match.string)


def _check(code: str, vocabulary: Vocabulary) -> None:
    held = any(code in found for found in vocabulary.currencies.values())
    if code != vocabulary.currency and code not in vocabulary.rated and not held:
        raise NotHere(f"there is no exchange rate for {code}: import exchange_rate.csv", 0.8)
