"""What a follow-up sets beside the figures, values or periods asked for before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.followup_parts import only_state
from assistant.questions.plan import Cond, Dim, Filter, time_unit
from assistant.questions.request import Ask, Request
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.tokens import Token

_ADDING = frozenset(("add", "plus", "include", "including", "append", "alongside", "besides", "beside", "next"))
_REPLACING = frozenset(("instead", "rather", "only", "just", "now", "same", "not", "change", "switch"))
_INSTEAD = ("instead of", "in place of", "rather than", "as opposed to", "or rather")
_UNITS = ("month", "quarter", "year")


def beside(base: Request, new: Request, tokens: Sequence[Token], words: Sequence[str]) -> Request | None:
    """The earlier question with what the follow-up adds; nothing when it replaces."""
    found = _compared(base, new, tokens)
    return found or _added(base, new, tokens, words) or _finer(base, new, tokens, words)


def _finer(base: Request, new: Request, tokens: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "by region too", "split further by product": one more group."""
    said = [token for token in tokens if not token.has("break", "comma")]
    more = bool(said and (said[-1].has("also") or said[0].text == "also")) or bool(
        {"further", "additionally", "additional"} & set(words)
    )
    fits = len(base.dims) == 1 and len(new.dims) == 1 and new.dims != base.dims and bool(base.asks)
    if not more or not fits or new.asks or new.where or new.spans or new.ranking or new.limits or base.columns:
        return None
    if (
        base.share
        or base.change
        or base.limits
        or base.clauses
        or base.fact
        or (new.dims[0].unit and base.dims[0].unit)
    ):
        return None
    dims = (*new.dims, *base.dims) if base.dims[0].unit else (*base.dims, *new.dims)
    return replace(base, dims=dims, ranking=None, order="")


def _added(base: Request, new: Request, tokens: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "add the number of wins", "and their win rate?": one more figure in the same rows."""
    opens = bool(words) and (words[0] in _ADDING or (words[0] in ("ok", "please", "now") and words[1:2] == ["add"]))
    ranked = base.ranking is not None and base.ranking.ask is not None and base.ranking.limit > 1
    adding = opens or any(token.has("also") for token in tokens) or (ranked and any(t.has("pronoun") for t in tokens))
    if not adding or _REPLACING & set(words) or not (base.asks and new.asks):
        return None
    more = new.dims or new.limits or new.ranking or new.share or new.change or new.spans or new.shows or new.part
    if more or base.share or base.change or base.columns or base.per or base.fact or base.clauses or base.rank_of:
        return None
    plain = all(ask.name in MEASURES or ask.name == "count" for ask in (*base.asks, *new.asks))
    kept = tuple(_fixed(ask, base.state) for ask in base.asks)
    state = new.state or base.state or only_state(base)
    asks = tuple(dict.fromkeys((*kept, *(_fixed(ask, state) for ask in new.asks))))
    if not plain or len(asks) > 3 or len(asks) == len(kept) or new.started:
        return None
    ranking = base.ranking
    if ranking is not None and ranking.ask is not None:
        ranking = replace(ranking, ask=_fixed(ranking.ask, base.state))
    return replace(base, asks=asks, state="", ranking=ranking, where=_where(base, new))


def _fixed(ask: Ask, state: str) -> Ask:
    """A count that says by itself which deals it is of."""
    counted = ask.name == "count" or (ask.name in ("cycle", "deal_size") and state in ("won", "lost"))
    return replace(ask, state=ask.state or state) if counted else ask


def _where(base: Request, new: Request) -> tuple[Filter, ...]:
    return (*base.where, *(one for one in new.where if one not in base.where))


def _compared(base: Request, new: Request, tokens: Sequence[Token]) -> Request | None:
    """ "compare it with East", "versus last quarter": the earlier value or period stays, the new one joins it."""
    marked = any(token.has("versus") and token.text not in _INSTEAD for token in tokens)
    if not marked or not base.asks or new.asks or new.dims or new.limits or new.ranking or base.columns:
        return None
    if len(new.spans) == 1 and len(base.spans) == 1 and not new.where and new.spans != base.spans:
        return _two_periods(base, new)
    values = [one for one in new.where if isinstance(one, Cond) and one.op == "="]
    if len(values) != 1 or len(new.where) != 1 or new.spans:
        return None
    field = values[0].field
    known = [one for one in base.where if isinstance(one, Cond) and one.field == field and one.op == "="]
    if len(known) != 1 or len(base.dims) > 1 or base.ranking is not None:
        return None
    both = Cond(field, "in", (*known[0].values, *values[0].values))
    where = tuple(both if one is known[0] else one for one in base.where)
    return replace(base, where=where, dims=(Dim(field), *(dim for dim in base.dims if dim.field != field)))


def _two_periods(base: Request, new: Request) -> Request:
    spans = tuple(sorted((*base.spans, *new.spans), key=lambda span: span.start))
    units = {span.unit for span in spans}
    single = not base.dims and base.subject in ("", "deal") and not new.change
    if single and len(units) == 1 and units <= set(_UNITS):
        return replace(base, spans=spans, dims=(Dim("", time_unit(units.pop())),))
    change = new.change if new.change in ("growth", "diff") else ""
    dims = tuple(dim for dim in base.dims if not dim.unit)
    return replace(base, spans=spans, dims=dims, columns=True, change=change, ranking=None)
