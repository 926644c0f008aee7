"""Comparisons with numbers, as they stand beside a label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.questions import numbers
from assistant.questions.lexicon import phrases
from assistant.questions.plan import Scalar

_MORE = {
    **dict.fromkeys(("+", "more", "above", "higher", "over", "up"), ">="),
    **dict.fromkeys(("less", "below", "lower", "under", "fewer"), "<="),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A test of a number."""

    op: str
    values: tuple[Scalar, ...]
    end: int  # first word after it


def comparison(words: Sequence[str], at: int) -> Comparison | None:
    """The comparison that begins at a word: "above 50", "between 10 and 20", "50 or more", "50"."""
    op, index = "", at
    if words[at] == "between":
        op, index = "between", at + 1
    else:
        for end in range(min(len(words), at + 4), at, -1):
            said = phrases().get(tuple(words[at:end]), {}).get("cmp", "")
            if said in ("<", ">", "<=", ">="):
                op, index = said, end
                break
    number = numbers.read(words, index) if index < len(words) else None
    if number is None:
        return None
    value, end = (number.value * 100 if number.unit == "percent" else number.value), number.end
    if op == "between":
        second = numbers.read(words, end + 1) if words[end : end + 1] == ["and"] and end + 1 < len(words) else None
        return None if second is None else Comparison("between", (value, second.value), second.end)
    if not op and (after := _or_more(words, end)) is not None:
        return Comparison(after[0], (value,), after[1])
    return Comparison(op or "=", (value,), end)


def _or_more(words: Sequence[str], at: int) -> tuple[str, int] | None:
    joined = at + 1 if words[at : at + 1] in (["or"], ["and"]) else at
    word = words[joined] if joined < len(words) else ""
    if word == "+" or (joined > at and word in _MORE):
        return _MORE[word], joined + 1
    return None
