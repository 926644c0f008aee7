"""The best or latest single deals of each group."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere
from assistant.questions.plan import Dim
from assistant.questions.request import Ask


def extreme_per_group(d: Draft) -> None:
    """ "the highest deal per region": the best single deals of each group, with what else is asked about them.

    Raises:
        NotHere: The groups of these deals cannot be told, or they carry no amount.
    """
    if d.ranking is None or not d.dims or d.share or d.fragment or d.ranking.ask or d.per:
        return
    dated = d.ranking.field == "date" and d.subject in ("", "deal")
    if not (dated or d.row_ranking) or any(not dated or ask.name != "count" for _, ask in d.asks):
        return
    states = d.all_states()
    if dated and len({t.value("sup") for t in d.tokens} & {"early", "late"}) > 1:
        raise NotHere("I can't show the first beside the last", 0.4)
    if len(d.dims) > 1 or d.limits or d.clauses or len(states) > 1 or (states == ("lost",) and not dated):
        raise NotHere("I can't pick single deals for each group", 0.4)
    field = "product.list_price" if states == ("open",) else "deal.amount"
    if dated:
        field = "deal.opened_at" if d.started or states == ("open",) else "deal.close_date"
    ask = Ask("field", "max", field, state="" if states or dated else "won")
    _columns(d)
    d.asks = [(0, ask)]
    d.dims.append(Dim("deal.name"))
    d.ranking = replace(d.ranking, ask=ask, field="", per=True)
    d.subject, d.row_ranking = "", False


def _columns(d: Draft) -> None:
    """Whose deals they are, where that is asked too."""
    for at in list(d.free("entity")):
        if d.entity(at) in ("account", "owner", "product", "manager") and title(d.entity(at)) != d.dims[0].field:
            d.use(at)
            d.shows.append(title(d.entity(at)))
    if any(t.text in ("who", "who's") and t.has("command") for t in d.tokens) and d.dims[0].field != "owner.name":
        d.shows.append("owner.name")
