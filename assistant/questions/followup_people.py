"""Colleagues and teams of the one person that the question before was about."""

from __future__ import annotations

from assistant.questions.plan import Cond, Plan, Show
from assistant.questions.request import Request
from assistant.questions.tokens import Token

_TEAM = ("team", "teams", "squad", "crew", "group")
_WHOSE = ("her", "his", "their", "that", "this", "the same", "same", "its")


def team_of(name: str) -> Cond:
    """The condition that a rep has the same manager as one who is named."""
    return Cond("manager.name", "in", (), "", Plan("owner", (Show("manager.name"),), (), (_is(name),)))


def people(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "her team", "his colleagues", "the others on that team": the reps with the same manager."""
    name = _person(earlier)
    if not name:
        return _those(tokens, earlier)
    others = [at for at, token in enumerate(tokens) if token.has("others")]
    alone = bool(earlier.asks) and len([token for token in tokens if not token.has("break", "joiner")]) == 1
    teams = [
        at
        for at, token in enumerate(tokens)
        if token.value("entity") == "manager"
        and token.text in _TEAM
        and (others or alone or (at and tokens[at - 1].text in _WHOSE))
    ]
    if (not others and not teams) or earlier.ranking or _besides(tokens):
        return tokens
    gone = {*others, *teams, *(at - 1 for at in (*others, *teams) if at and tokens[at - 1].text in _WHOSE)}
    gone |= {at for at, token in enumerate(tokens) if token.value("entity") == "manager" and others}
    kept = [token for at, token in enumerate(tokens) if at not in gone]
    like = tokens[(others or teams)[0]]
    grouped = any(at and tokens[at - 1].has("group") for at in others)
    if grouped or (not earlier.asks and not any(t.has("measure", "count", "howmuch", "entity") for t in kept)):
        place = next((i + 1 for i, token in enumerate(kept) if grouped and token.has("group")), len(kept))
        kept.insert(place, Token("reps", like.at, like.end, {"entity": "owner"}))
    away = (Cond("owner.name", "!=", (name,)),) if others else ()
    more = [Token(like.text, like.at, like.end, {"stated": one.field}, stated=one) for one in (team_of(name), *away)]
    return [*more, *kept]


def _those(tokens: list[Token], earlier: Request) -> list[Token]:
    """Once the colleagues are listed, "those others" are they."""
    team = [one for one in earlier.where if isinstance(one, Cond) and one.field == "manager.name" and one.plan]
    if not team or earlier.ranking:
        return tokens
    found: list[Token] = []
    for token in tokens:
        if not token.has("others"):
            found.append(token)
        elif found and found[-1].has("group"):
            found.append(Token("reps", token.at, token.end, {"entity": "owner"}))
        else:
            found.append(Token("those", token.at, token.end, {"pronoun": "pronoun"}))
    return found


def _besides(tokens: list[Token]) -> bool:
    """Whether somebody else is named."""
    return any(one.kind == "user" for token in tokens for one in token.named)


def _person(earlier: Request) -> str:
    names = [one for one in earlier.where if isinstance(one, Cond) and one.field == "owner.name" and one.op == "="]
    return str(names[0].values[0]) if len(names) == 1 else ""


def _is(name: str) -> Cond:
    return Cond("owner.name", "=", (name,))
