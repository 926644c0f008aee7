"""Turns the text of a cell into the value of a field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, Numeric

from assistant.records.batches.dates import parse_date, parse_moment
from assistant.records.batches.formats import PLAIN, Format
from assistant.records.batches.numbers import Decimal, fraction, number
from assistant.records.batches.problem import BadCell
from assistant.records.batches.vocabulary import Vocabulary, fold, shipped
from assistant.records.schema import UtcDateTime

LARGEST_INTEGER = 2**31 - 1  # that every database holds in an integer column
LONGEST_INTEGER = 10  # digits
REMEMBERED = 65536  # dates of one column
YES_WORDS = frozenset({"true", "yes", "y", "ja", "oui", "sí", "si", "sì", "sim", "wahr", "vrai", "verdadero", "vero"})
NO_WORDS = frozenset({"false", "no", "n", "nein", "nee", "non", "não", "falsch", "faux", "falso"})
YES = YES_WORDS | {"t", "1", "on", "x", "checked", "enabled", "✓"}
NO = NO_WORDS | {"f", "0", "off", "unchecked", "disabled"}
RATIO_SCALE = 6

ENUMERATIONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("ticket", "status"): ("new", "open", "pending", "on_hold", "solved", "closed"),
    ("ticket", "priority"): ("low", "normal", "high", "urgent"),
    ("ticket", "type"): ("question", "incident", "problem", "task", "feature_request"),
    ("ticket", "channel"): ("email", "web", "chat", "phone", "social", "api", "other"),
    ("message", "direction"): ("in", "out", "note"),
    ("deal", "forecast_category"): ("omitted", "pipeline", "best_case", "commit", "closed"),
    ("account", "lifecycle_stage"): ("lead", "prospect", "customer", "at_risk", "churned"),
    ("activity", "kind"): ("task", "note", "call", "email", "meeting"),
    ("user", "role"): ("viewer", "agent", "manager", "admin"),
}
SAME_AS = {("ticket", "channel", "phonetranscript"): "phone"}
WORD_LISTS = {("account", "country"): "countries", ("account", "industry"): "industries"}


@dataclass(frozen=True, slots=True)
class Clean:
    """A cell's value, with the text it was taken to mean if that is another one."""

    value: Any
    meant: str = ""


def cleaner(column: Column[Any], how: Format = PLAIN) -> Callable[[str], Any]:
    """The conversion for one field: stripped, non-empty text → value.

    Args:
        column: The field.
        how: What the whole column of the file says about the way its cells are written.

    It raises BadCell with the reason; fields with known words are left to `reconciler`.
    """
    kind = column.type
    if isinstance(kind, Boolean):
        return _boolean
    if isinstance(kind, Integer):
        return lambda text: _integer(text, how.decimal)
    if isinstance(kind, UtcDateTime):
        return lru_cache(REMEMBERED)(lambda text: parse_moment(text, how.dates))
    if isinstance(kind, Date):
        return lru_cache(REMEMBERED)(lambda text: parse_date(text, how.dates))
    if isinstance(kind, Float):
        return lambda text: number(text, how.decimal)
    if isinstance(kind, Numeric):
        return _rounded(fraction if kind.scale == RATIO_SCALE else number, kind, how.decimal)
    if isinstance(kind, JSON):
        return _listed
    return {"email": str.lower, "domain": _domain}.get(column.name, _text)


def reconciler(table: str, field: str) -> Callable[[str], Clean] | None:
    """For a field with known words: text → value, telling when a misspelling was read as such a word."""
    if (table, field) in ENUMERATIONS:
        return lru_cache(maxsize=1024)(lambda text: _enumerated(table, field, text))
    if (table, field) in WORD_LISTS:
        known = shipped(WORD_LISTS[table, field])
        return lru_cache(maxsize=4096)(lambda text: _worded(known, text))
    return None


def stored(value: Any) -> Any:
    """A field's value as JSON, for the change log."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def restored(column: Column[Any], value: Any) -> Any:
    """The inverse of `stored`."""
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _integer(text: str, decimal: Decimal) -> int:
    if text.isdecimal() and text.isascii() and len(text) < LONGEST_INTEGER:
        return int(text)
    value = number(text, decimal)
    if value != int(value):
        raise BadCell(f"{text[:40]!r} is no whole number")
    if abs(value) > LARGEST_INTEGER:
        raise BadCell(f"{text[:40]!r} is too large: the records hold whole numbers up to {LARGEST_INTEGER:,} here")
    return int(value)


def _rounded(read: Callable[[str, Decimal], float], kind: Numeric[Any], decimal: Decimal) -> Callable[[str], float]:
    """As many decimals as the column holds, so that the same file read again is seen to be the same."""
    scale = kind.scale or 0
    most = 10.0 ** ((kind.precision or 0) - scale)

    def rounded(text: str) -> float:
        value = round(read(text, decimal), scale)
        if abs(value) >= most:
            raise BadCell(f"{text[:40]!r} is too large: the records hold numbers below {most:,.0f} here")
        return value

    return rounded


def _boolean(text: str) -> bool:
    word = text.lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadCell(f"{text[:40]!r} is neither true nor false")


def _listed(text: str) -> list[str]:
    if text.startswith("["):
        try:
            return [str(item) for item in json.loads(text)]
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadCell(f"{text[:40]!r} is no list") from error
    return [item.strip() for item in re.split(r"[;,|]", text) if item.strip()]


def _text(text: str) -> str:
    return text


def _domain(text: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", text.lower()).split("/")[0]


def _enumerated(table: str, field: str, text: str) -> Clean:
    words = {fold(word): word for word in ENUMERATIONS[table, field]}
    folded = fold(text)
    if (table, field, folded) in SAME_AS:
        return Clean(SAME_AS[table, field, folded])
    if folded in words:
        return Clean(words[folded])
    meant = Vocabulary(words).meant(folded)
    if meant == folded:
        raise BadCell(f"{text[:40]!r} is none of {', '.join(ENUMERATIONS[table, field])}")
    return Clean(words[fold(meant)], words[fold(meant)])


def _worded(known: Vocabulary, text: str) -> Clean:
    meant = known.meant(text)
    return Clean(meant, meant if meant != text else "")
