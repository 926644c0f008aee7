"""Groups, rankings, tests, columns of a follow-up laid over the question before."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.draft import NotHere
from assistant.questions.plan import Cond, Dim
from assistant.questions.request import Ask, Limit, Ranking, Request
from assistant.questions.semantic.fields import FIELDS


def shaped(base: Request, new: Request, request: Request) -> Request:
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
        ranking = _ranked(request, _by_shown(new), dims, subject)
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


def _by_shown(new: Request) -> Ranking:
    """A ranking by the one number that is shown besides: "the largest by staff"."""
    assert new.ranking is not None
    numbers = [name for name in new.shows if FIELDS[name].type in ("number", "money", "year", "days")]
    keyed = new.ranking.ask or new.ranking.field not in ("", "deal.amount") or new.asks
    return new.ranking if keyed or len(numbers) != 1 else replace(new.ranking, field=numbers[0])


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


def with_columns(base: Request, new: Request, request: Request) -> Request:
    """Fields asked for besides."""
    if len(new.spans) == 1 and base.columns:
        request = replace(request, columns=False)
    if new.columns and len(new.spans) == 2:
        request = replace(request, columns=True, ranking=None)
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
