"""A follow-up laid over the question before it: what it says replaces, the rest stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.build import build
from assistant.questions.build_columns import title
from assistant.questions.draft import NotHere
from assistant.questions.followup_beside import beside
from assistant.questions.followup_cues import PRONOUNS
from assistant.questions.followup_nouns import asked_of
from assistant.questions.followup_parts import (
    drills,
    fixed,
    focused,
    keyed,
    left_out,
    merged_asks,
    merged_where,
    of_one,
    only_state,
    slot_of,
)
from assistant.questions.followup_shape import shaped, with_columns
from assistant.questions.plan import Cond, Dim
from assistant.questions.request import Ask, Request
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES
from assistant.questions.tokens import Token


def merge(before: Request, new: Request, tokens: Sequence[Token], words: Sequence[str] = ()) -> Request:
    """The earlier question with what the follow-up changes.

    Raises:
        NotHere: The two don't fit together.
    """
    pronoun = any(t.has("pronoun") and t.text in PRONOUNS - {"same", "the same", "this", "there"} for t in tokens)
    placed = before.ranking is not None and before.ranking.limit == 1
    pronoun = pronoun or (placed and any(t.has("pronoun") and t.text == "there" for t in tokens))
    if any(t.has("others") for t in tokens):
        return left_out(before)
    more = beside(before, new, tokens, words)
    if more is not None:
        return _settled(more)
    noun = asked_of(before, new, tokens, words)
    if noun is not None:
        return _settled(noun)
    new = of_one(before, keyed(before, new, tokens), points=pronoun or len(tokens) <= 3)
    if any(t.has("pronoun", "both") for t in tokens) and (those := fixed(before, new)) is not None:
        return _settled(_laid_over(those, new))
    base = focused(before, new, tokens) if pronoun or drills(before, new) else before
    if any(t.has("nextone") for t in tokens):
        return _settled(_next(base))
    if new.subject and new.listing and not new.asks and not new.dims and new.subject != "deal" and base is before:
        return _settled(_relisted(base, new))
    of_deals = bool(new.state and not new.limits) or any(t.value("entity") == "deal" for t in tokens)
    narrowed = _narrowed(base, new, tokens) or (None if of_deals else _worked_out(base, new))
    if narrowed is not None:
        return _settled(narrowed)
    _refuse_nothing(base, new)
    if base.limits and new.dims:
        return _passed(base, new)
    if pronoun and new.ranking and new.asks and base.dims:
        raise NotHere("I could not tell which one is meant", 0.4)
    return _settled(_laid_over(base, new))


def _next(base: Request) -> Request:
    """The one after the first of a ranking."""
    if base.ranking is None or base.ranking.limit != 1:
        raise NotHere("I could not tell which one comes next", 0.4)
    return replace(base, ranking=replace(base.ranking, offset=base.ranking.offset + 1))


def _relisted(base: Request, new: Request) -> Request:
    """Another noun listed under the earlier conditions."""
    merged = replace(
        new,
        where=merged_where(base.where, new.where),
        state=new.state or base.state or only_state(base),
        spans=new.spans or base.spans,
    )
    if base.subject == new.subject:
        merged = replace(merged, clauses=base.clauses, limits=(*base.limits, *new.limits))
    if new.ranking is None or new.ranking.ask or new.ranking.field:
        return merged
    if base.asks:
        return replace(merged, asks=base.asks, ranking=replace(new.ranking, ask=base.asks[0]))
    numeric = [name for name in new.shows if FIELDS[name].type in ("number", "money", "year", "days")]
    if not numeric:
        raise NotHere("I could not tell what to rank by", 0.4)
    return replace(merged, ranking=replace(new.ranking, field=numeric[0]))


def _narrowed(base: Request, new: Request, tokens: Sequence[Token]) -> Request | None:
    """ "only counting wins" narrows a mean to one outcome; nothing when the follow-up says more."""
    only = any(t.has("only") or t.text in ("counting", "count only") for t in tokens)
    outcome = bool(new.asks) and all(one.name == "count" and one.state for one in new.asks)
    if not (only and outcome and base.asks and base.asks[0].name in ("cycle", "deal_size", "age")):
        return None
    return replace(base, asks=tuple(replace(ask, state=new.asks[0].state) for ask in base.asks))


def _worked_out(base: Request, new: Request) -> Request | None:
    """A number or a sum over the records listed before; nothing when there was no such list."""
    if not new.asks or base.asks or new.dims or base.subject in ("", "deal"):
        return None
    plain = [ask for ask in new.asks if ask.name == "count" and ask.field in ("", "deal") and not ask.state]
    own = all(ask.name == "field" and ask.field.startswith(f"{base.subject}.") for ask in new.asks)
    if not plain and not own:
        return None
    asks = tuple(replace(ask, field=base.subject) if ask in plain else ask for ask in new.asks)
    where = merged_where(base.where, new.where)
    limits = (*base.limits, *new.limits)
    return replace(
        base, asks=asks, where=where, limits=limits, shows=(), ranking=None, order="", listing=False, subject=""
    )


def _refuse_nothing(base: Request, new: Request) -> None:
    """Leaving out what the earlier question was all about leaves nothing."""
    opposed = {(one.field, one.values) for one in new.where if isinstance(one, Cond) and one.op in ("!=", "not_in")}
    replaced = {slot_of(one) for one in new.where if isinstance(one, Cond) and one.op in ("=", "in")}
    stays = [one for one in base.where if slot_of(one) not in replaced]
    kept = {(one.field, one.values) for one in stays if isinstance(one, Cond) and one.op in ("=", "in")}
    if opposed & kept:
        raise NotHere("that would leave nothing", 0.4)


def _laid_over(base: Request, new: Request) -> Request:
    """Slot by slot, the new over the old."""
    if new.change and len(new.spans) == 1 and len(base.spans) == 1 and not new.dims:
        both = tuple(sorted((*new.spans, *base.spans), key=lambda span: span.start))
        base, new = replace(base, spans=both), replace(new, spans=both)
    asks, state = merged_asks(base, new)
    request = replace(
        base,
        where=merged_where(base.where, new.where),
        asks=asks,
        state=state,
        spans=new.spans or base.spans,
        started=base.started or new.started,
    )
    request = with_columns(base, new, shaped(base, new, request))
    if new.change and (base.columns or len(request.spans) == 2):
        change = new.change if new.change != "previous" else "growth"
        request = replace(request, change=change, columns=True, dims=tuple(d for d in request.dims if not d.unit))
    if new.share and new.part:
        request = replace(request, share=new.share, part=new.part, part_state=new.part_state)
    return request


def _passed(base: Request, new: Request) -> Request:
    """Those that passed a test, grouped anew."""
    if base.subject not in NODES or base.subject == "deal":
        raise NotHere("I could not group those anew", 0.4)
    passed = build(replace(base, listing=True))
    counted = all(ask.name == "count" for ask in new.asks)
    asks = (Ask("count", field=base.subject),) if counted else new.asks
    where = (Cond(title(base.subject), "in", (), "", passed), *new.where)
    return _settled(Request(asks=asks, dims=new.dims, where=where, spans=base.spans))


def _settled(request: Request) -> Request:
    """Time dims follow the dates of the merged question."""
    dims = []
    for dim in request.dims:
        if not dim.field and dim.unit:
            opened = request.started or request.state == "open"
            dims.append(Dim("deal.opened_at" if opened else "deal.close_date", dim.unit))
        else:
            dims.append(dim)
    stages = any(isinstance(one, Cond) and one.field == "deal.stage" and one.op in ("=", "in") for one in request.where)
    state = "" if stages and request.state == "open" else request.state
    if dims and not request.asks and (request.ranking or request.limits):
        raise NotHere("I could not tell what to rank by", 0.4)
    if request.asks and request.shows:
        known = {dim.field.split(".")[0] for dim in dims} | (
            {request.subject} if request.subject not in ("", "deal") else set()
        )
        if any(
            show.split(".")[0] not in known and not (show.startswith("manager.") and "owner" in known)
            for show in request.shows
        ):
            raise NotHere("I could not tell what the column is of", 0.4)
    if not request.asks and not request.shows and not request.subject and not dims:
        raise NotHere("I could not lay that over the question before", 0.5)
    return replace(request, dims=tuple(dims), state=state)
