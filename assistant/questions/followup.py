"""A follow-up laid over the question before it: what it says replaces, the rest stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.build import build
from assistant.questions.build_columns import title
from assistant.questions.draft import NotHere
from assistant.questions.followup_cues import PRONOUNS
from assistant.questions.followup_parts import drills, focused, left_out, merged_asks, merged_where, only_state
from assistant.questions.plan import Cond, Dim
from assistant.questions.request import Ask, Limit, Ranking, Request
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES
from assistant.questions.tokens import Token


def merge(before: Request, new: Request, tokens: Sequence[Token]) -> Request:
    """The earlier question with what the follow-up changes.

    Raises:
        NotHere: The two don't fit together.
    """
    pronoun = any(t.has("pronoun") and t.text in PRONOUNS - {"same", "the same", "this", "there"} for t in tokens)
    if any(t.has("others") for t in tokens):
        return left_out(before)
    base = focused(before, new, tokens) if pronoun or drills(before, new) else before
    if any(t.has("nextone") for t in tokens):
        if base.ranking is None or base.ranking.limit != 1:
            raise NotHere("I could not tell which one comes next", 0.4)
        return _settled(replace(base, ranking=replace(base.ranking, offset=base.ranking.offset + 1)))
    if new.subject and new.listing and not new.asks and not new.dims and new.subject != "deal" and base is before:
        merged = replace(
            new,
            where=merged_where(base.where, new.where),
            state=new.state or base.state or only_state(base),
            spans=new.spans or base.spans,
        )
        if base.subject == new.subject:
            merged = replace(merged, clauses=base.clauses, limits=(*base.limits, *new.limits))
        if new.ranking and not new.ranking.ask and not new.ranking.field and base.asks:
            merged = replace(merged, asks=base.asks, ranking=replace(new.ranking, ask=base.asks[0]))
        elif new.ranking and not new.ranking.ask and not new.ranking.field:
            numeric = [name for name in new.shows if FIELDS[name].type in ("number", "money", "year", "days")]
            if not numeric:
                raise NotHere("I could not tell what to rank by", 0.4)
            merged = replace(merged, ranking=replace(new.ranking, field=numeric[0]))
        return _settled(merged)
    only = any(t.has("only") for t in tokens) or any(t.text in ("counting", "count only") for t in tokens)
    if (
        only
        and new.asks
        and all(one.name == "count" and one.state for one in new.asks)
        and base.asks
        and base.asks[0].name in ("cycle", "deal_size", "age")
    ):
        return _settled(replace(base, asks=tuple(replace(ask, state=new.asks[0].state) for ask in base.asks)))
    if (
        new.asks
        and not base.asks
        and base.subject not in ("", "deal")
        and [a for a in new.asks if a.name == "count" and a.field in ("", "deal") and not a.state]
        and not new.dims
    ):
        new = replace(
            new,
            asks=tuple(
                replace(a, field=base.subject) if a.name == "count" and a.field in ("", "deal") else a for a in new.asks
            ),
        )
        counted = replace(
            base,
            asks=new.asks,
            where=merged_where(base.where, new.where),
            shows=(),
            ranking=None,
            order="",
            listing=False,
            subject="",
            limits=(*base.limits, *new.limits),
        )
        return _settled(counted)
    if (
        new.asks
        and not base.asks
        and base.subject == "account"
        and all(a.name == "field" and a.field.startswith("account.") for a in new.asks)
        and not new.dims
    ):
        return _settled(
            replace(
                base,
                asks=new.asks,
                where=merged_where(base.where, new.where),
                shows=(),
                ranking=None,
                order="",
                listing=False,
                subject="",
            )
        )
    opposed = {(one.field, one.values) for one in new.where if isinstance(one, Cond) and one.op in ("!=", "not_in")}
    if any(
        isinstance(one, Cond) and one.op in ("=", "in") and (one.field, one.values) in opposed for one in base.where
    ):
        raise NotHere("that would leave nothing", 0.4)
    if new.change and len(new.spans) == 1 and len(base.spans) == 1 and not new.dims:
        both = tuple(sorted((*new.spans, *base.spans), key=lambda span: span.start))
        base = replace(base, spans=both)
        new = replace(new, spans=both)
    where = merged_where(base.where, new.where)
    asks, state = merged_asks(base, new)
    request = replace(
        base, where=where, asks=asks, state=state, spans=new.spans or base.spans, started=base.started or new.started
    )
    if base.limits and new.dims:
        return _passed(base, new)
    if pronoun and new.ranking and new.asks and base.dims:
        raise NotHere("I could not tell which one is meant", 0.4)
    request = _shape(base, new, request)
    request = _columns(base, new, request)
    if new.change and (base.columns or len(request.spans) == 2):
        request = replace(
            request,
            change=new.change if new.change != "previous" else "growth",
            columns=True,
            dims=tuple(d for d in request.dims if not d.unit),
        )
    if new.share and new.part:
        request = replace(request, share=new.share, part=new.part, part_state=new.part_state)
    return _settled(request)


def _passed(base: Request, new: Request) -> Request:
    """Those that passed a test, grouped anew."""
    if base.subject not in NODES or base.subject == "deal":
        raise NotHere("I could not group those anew", 0.4)
    passed = build(replace(base, listing=True))
    counted = all(ask.name == "count" for ask in new.asks)
    asks = (Ask("count", field=base.subject),) if counted else new.asks
    where = (Cond(title(base.subject), "in", (), "", passed), *new.where)
    return _settled(Request(asks=asks, dims=new.dims, where=where, spans=base.spans))


def _shape(base: Request, new: Request, request: Request) -> Request:
    """Groups, ranking, order, tests."""
    dims = new.dims or base.dims
    subject, listing, ranking = base.subject, base.listing, base.ranking
    if new.dims:
        ranking = new.ranking
        subject = "" if subject != "deal" or request.asks else subject
        shows: tuple[str, ...] = ()
        request = replace(request, shows=shows, share="" if base.share == "part" else base.share)
        if not request.asks:
            request = replace(
                request, asks=(Ask("sales"),) if request.state == "won" and base.asks else (Ask("count"),)
            )
            subject = ""
    elif new.asks and not base.asks and not dims and subject and subject != "deal":
        dims, listing = (Dim(title(subject)),), True
        subject = ""
    elif new.asks and not base.asks and subject == "deal":
        subject, ranking = "", None
        request = replace(request, shows=(), order="")
    elif new.subject and new.asks and new.subject != "deal" and not dims and (new.listing or new.ranking):
        dims, subject = (Dim(title(new.subject)),), ""
    if new.ranking:
        ranking = _ranked(request, new.ranking, dims, subject)
    elif ranking and new.asks and ranking.ask and not new.dims:
        ranking = replace(ranking, ask=new.asks[0])
    limits = (
        *(one for one in base.limits if all(one.ask.name != other.ask.name for other in new.limits)),
        *(_limit(one, request) for one in new.limits),
    )
    return replace(
        request,
        dims=dims,
        subject=subject,
        listing=listing,
        ranking=ranking,
        limits=limits,
        order=new.order or base.order,
    )


def _ranked(request: Request, ranking: Ranking, dims: tuple[Dim, ...], subject: str) -> Ranking:
    if ranking.ask or ranking.field not in ("", "deal.amount"):
        return ranking
    if request.asks and (dims or subject):
        return replace(ranking, ask=request.asks[0], field="")
    if request.ranking:
        return replace(ranking, ask=request.ranking.ask, field=request.ranking.field)
    return ranking


def _limit(one: Limit, request: Request) -> Limit:
    if one.ask.name != "?":
        return one
    if not request.asks:
        raise NotHere("I could not tell what to compare with", 0.4)
    ask = request.asks[0]
    value = one.value / 100 if ask.name == "win_rate" and one.value > 1 else one.value
    return replace(one, ask=ask, value=value)


def _columns(base: Request, new: Request, request: Request) -> Request:
    """Fields asked for besides."""
    if len(new.spans) == 1 and base.columns:
        request = replace(request, columns=False)
    if not new.shows:
        return request
    named = [
        one
        for one in request.where
        if isinstance(one, Cond) and one.op == "=" and one.field == title(request.subject or "deal")
    ]
    if request.asks and not request.dims and not request.subject:
        return replace(request, asks=(), shows=new.shows, state="", spans=())
    if named and not request.asks:
        return replace(request, shows=new.shows)
    return replace(request, shows=tuple(dict.fromkeys((*request.shows, *new.shows))))


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
