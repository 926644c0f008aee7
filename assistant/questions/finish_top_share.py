"""The share of the best or worst few in the whole."""

from __future__ import annotations

from assistant.questions.build import build
from assistant.questions.build_columns import title
from assistant.questions.draft import Draft
from assistant.questions.plan import Cond
from assistant.questions.request import Ask, Ranking, Request

_FIGURES = ("sales", "list_value", "count")


def settle_top_share(d: Draft) -> None:
    """ "what share of sales sits with our ten largest customers": those few are the part."""
    if d.share != "?" or d.ranking is None or d.ranking.field or d.ranking.limit >= 1000 or d.dims or d.row_ranking:
        return
    if d.subject in ("", "deal") or d.limits or d.clauses or len(d.spans) > 1:
        return
    asks = [ask for _, ask in d.asks]
    states = d.all_states()
    if any(ask.name not in _FIGURES for ask in asks) or len(asks) > 1 or len(states) > 1:
        return
    ask = asks[0] if asks else Ask("sales" if states in ((), ("won",)) else "count")
    if ask.name == "count" and ask.field not in ("", "deal"):
        return
    few = Request(
        subject=d.subject,
        asks=(ask,),
        where=tuple(one.filter for one in d.placed),
        state=states[0] if states and ask.name == "count" else "",
        started=d.started,
        spans=tuple(span for _, span in d.spans),
        ranking=Ranking(d.ranking.descending, d.ranking.limit, d.ranking.offset, ask),
    )
    d.part = [Cond(title(d.subject), "in", (), "", build(few))]
    d.asks, d.share, d.ranking, d.subject = [(0, ask)], "part", None, ""
    d.use(*d.free("share", "entity", "also"))
