"""A bare noun as a follow-up: what it asks of the records before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.build import build
from assistant.questions.build_columns import title
from assistant.questions.finish_rows import DETERMINED
from assistant.questions.followup_parts import merged_where, only_state
from assistant.questions.plan import Cond
from assistant.questions.request import Request
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import LIST_COLUMNS
from assistant.questions.semantic.objects import NODES, path
from assistant.questions.tokens import Token

_POINTING = frozenset(("he", "she", "it", "his", "her", "hers", "him", "its", "that one", "that", "this one"))
_SEVERAL = frozenset(("they", "them", "their", "theirs", "those", "these", "of them", "of those", "of these"))
_ADDING = frozenset(("add", "plus", "include", "too", "also", "with", "show", "append"))


def asked_of(before: Request, new: Request, tokens: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "who is her manager", "in which sectors are they", "list his reps"; nothing when it is no bare noun."""
    deals = _deals_listed(before, new, tokens)
    if deals is not None:
        return deals
    new = _parents(new)
    if new.subject in ("", "deal") or new.asks or new.dims or new.ranking or new.limits or new.share or new.change:
        return None
    if new.where or new.spans or new.clauses or new.shows or new.state or before.fact or before.columns:
        return None
    field = "account.parent" if new.subject == "parent" else title(new.subject)
    if field not in FIELDS:
        return None
    points = any(token.has("pronoun") and token.text in _POINTING | _SEVERAL for token in tokens)
    return (
        _of_rows(before, field, words, points=points) or _of_named(before, field) or _chosen(before, new, points=points)
    )


def _deals_listed(before: Request, new: Request, tokens: Sequence[Token]) -> Request | None:
    """ "list her lost deals": the deals themselves, where figures were asked before."""
    listing = bool(tokens) and tokens[0].text in ("list", "show", "name", "find")
    deals = any(token.value("entity") == "deal" for token in tokens) and any(token.has("pronoun") for token in tokens)
    if not (listing and deals and before.asks) or new.asks or new.dims or new.ranking or new.limits or new.shows:
        return None
    if before.share or before.change or before.fact or before.columns or before.limits or before.clauses:
        return None
    state = new.state or before.state or only_state(before)
    plain = Request(subject="deal", state=state, started=new.started, spans=new.spans or before.spans)
    if before.ranking is None:
        return None if before.dims else replace(plain, where=merged_where(before.where, new.where))
    plan = build(before)
    if not plan.dims or before.ranking.limit >= 10 or before.ranking.per:
        return None
    kept = Cond(plan.dims[-1].field, "in", (), "", plan)
    return replace(plain, where=(kept, *new.where), state=new.state, spans=new.spans)


def _parents(new: Request) -> Request:
    """ "do they have a parent company?" asks which one."""
    one = new.where[0] if len(new.where) == 1 else None
    owned = isinstance(one, Cond) and one.field == "account.parent" and one.op == "present"
    return replace(new, where=(), subject="parent") if owned and new.subject in ("", "account", "parent") else new


def _of_rows(before: Request, field: str, words: Sequence[str], *, points: bool) -> Request | None:
    """One more column of the rows before."""
    if before.subject == "deal" and not before.asks:
        one = before.ranking is not None and before.ranking.limit == 1
        if not one and not (_ADDING & set(words)):
            return None
        known = before.shows or (() if one else LIST_COLUMNS["deal"])
        return replace(before, shows=tuple(dict.fromkeys((*known, field))))
    holder = before.dims[-1].field if before.dims else title(before.subject) if before.subject in NODES else ""
    short = before.ranking is not None or bool(before.subject) or points
    if not holder or field == holder or not field.startswith(DETERMINED.get(holder) or ("-",)) or not short:
        return None
    if len(before.dims) > 1 or (before.dims and before.dims[0].unit):
        return None
    return replace(before, shows=tuple(dict.fromkeys((*before.shows, field))))


def _of_named(before: Request, field: str) -> Request | None:
    """A fact of the one record that the question before named."""
    if before.dims or before.ranking or before.subject not in ("", "deal"):
        return None
    named = [
        one
        for one in before.where
        if isinstance(one, Cond)
        and one.op == "="
        and field != one.field
        and field.startswith(DETERMINED.get(one.field) or ("-",))
    ]
    if len(named) != 1:
        return None
    return Request(subject=named[0].field.split(".")[0], shows=(field,), where=(named[0],))


def _chosen(before: Request, new: Request, *, points: bool) -> Request | None:
    """Another noun listed for the few records that a ranking chose."""
    if before.ranking is None or before.ranking.limit >= 10 or before.ranking.per or not points or not before.asks:
        return None
    plan = build(before)
    if not plan.dims:
        return None
    kept = Cond(plan.dims[-1].field, "in", (), "", plan)
    own = new.subject in NODES and path(new.subject, kept.field.split(".")[0]) is not None
    where = (kept,) if own else merged_where(before.where, (kept,))
    state = "" if own else before.state or only_state(before)
    return replace(new, where=where, state=state, spans=() if own else before.spans, listing=True)
