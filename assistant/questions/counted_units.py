"""Numbers of periods beside a superlative, told from lengths of time."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.questions.numbers import read as read_number
from assistant.questions.tokens import Token

_NAMES = {"months": "month", "quarters": "quarter", "weeks": "week", "years": "year"}


def split_units(tokens: Sequence[Token]) -> list[Token]:
    """ "best 3 months", "the 3 best months": how many periods are kept, not how long they last."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        count, _, unit = token.text.partition(" ")
        best = any(0 <= i < len(tokens) and tokens[i].value("sup") in ("high", "low") for i in (at - 1, at + 1))
        number = read_number([count], 0) if unit in _NAMES and token.has("number") and token.period is None else None
        if best and number is not None:
            found.append(Token(count, token.at, token.at + 1, {"number": ""}, number=number))
            found.append(Token(unit, token.at + 1, token.end, {"unit": _NAMES[unit]}))
        else:
            found.append(token)
    return found
