"""Periods of a follow-up, counted from the period of the question before."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.questions.period import OPEN_END, OPEN_START, Period, before, shifted_back
from assistant.questions.request import Request
from assistant.questions.tokens import Token

_SAME = ("same", "the same", "this", "that")
_EARLIER = ("previous", "prior", "preceding")


def own_periods(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "in the same month", "the quarter before that", "same period last year": counted from the period before."""
    if len(earlier.spans) != 1:
        return tokens
    span = earlier.spans[0].period
    found: list[Token] = []
    at = 0
    alone = not any(token.has("period") for token in tokens)
    while at < len(tokens):
        token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        at += 1
        same = token.has("pronoun") and token.text in _SAME and following is not None
        if same and following is not None and following.has("unit"):
            at += 1
        elif same and following is not None and following.text == "last year" and following.period is not None:
            found.append(_dated(following, shifted_back(span, 12)))
            at += 1
        elif token.has("onebefore") and alone:
            found.append(_dated(token, shifted_back(span, 12) if "year" in token.text else before(span)))
        elif token.period is not None and token.text.startswith(_EARLIER) and token.period.unit == span.unit:
            found.append(_dated(token, before(span)))
        else:
            found.append(token)
    return found


def _dated(like: Token, period: Period) -> Token:
    return Token(like.text, like.at, like.end, {"period": period.label}, period=period)


def everything_but(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "drop everything before July" keeps July on."""
    for at, token in enumerate(tokens):
        near = [i for i in (at - 1, at - 2) if i >= 0 and tokens[i].has("except")]
        period = token.period
        if not near or period is None or any(tokens[i].has("name", "value") for i in range(near[0], at)):
            continue
        if period.start == OPEN_START:
            kept = Period(_next_day(period), OPEN_END, "span")
        elif period.end == OPEN_END:
            kept = Period(OPEN_START, _day_before(period), "span")
        else:
            continue
        return [*tokens[: near[0]], _dated(token, kept), *tokens[at + 1 :]]
    return tokens


def _next_day(period: Period) -> date:
    return period.end + timedelta(days=1)


def _day_before(period: Period) -> date:
    return period.start - timedelta(days=1)
