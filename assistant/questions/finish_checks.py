"""Refusals of what contradicts itself."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere
from assistant.questions.finish_rows import DETERMINED
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES


def periods_exist(d: Draft) -> None:
    """Refuse what lies beyond today."""
    for _, span in d.spans:
        if span.start > d.as_of:
            raise NotHere("that lies in the future, which these records cannot tell", 0.8)


def check_sane(d: Draft) -> None:
    """Refuse what contradicts itself, or would show a column that its rows do not determine."""
    states = set(d.all_states())
    asks = [ask for _, ask in d.asks]
    if len(asks) != len(set(asks)) or any(
        asks.count(one.ask) and len([o for o in d.limits if o.ask == one.ask]) > 2 for one in d.limits
    ):
        raise NotHere("I could not tell the figures apart", 0.3)
    if any(ask.name == "win_rate" for ask in asks) and states & {"lost", "open"} and not states & {"won", "closed"}:
        raise NotHere("I could not tell which rates are meant", 0.3)
    years = (1, d.vocabulary.preferences.fiscal_year_start)
    if (
        d.change in ("growth", "previous")
        and d.dims
        and any(span.start.month not in years or span.start.day != 1 for _, span in d.spans)
        and not d.columns
    ):
        raise NotHere("the growth of the first period would need the one before", 0.3)
    if d.share == "part" and len(d.spans) > 1:
        raise NotHere("I could not tell the part from the whole", 0.3)
    positions = [one for one in d.placed if one.field == "deal.position"]
    if len(positions) > 1 and any(ask.name == "sales" for ask in asks):
        raise NotHere("I could not tell the price from the discount", 0.3)
    each = any(
        t.has("group") and t.text in ("each", "every", "for each", "each of", "of each", "from each", "for every")
        for t in d.tokens
    )
    several = any(len(one.values) > 1 for one in d.placed) or len(d.spans) > 1 or d.clauses or d.limits
    if each and asks and not d.dims and not d.ranking and not several and not d.fragment and not d.subject:
        raise NotHere("I could not tell what “each” stands for", 0.3)
    stages = [
        one
        for one in d.placed
        if one.field == "deal.stage" and not one.negative and not set(one.values) & {"Won", "Lost"}
    ]
    for one in stages:
        cycle = any(ask.name == "cycle" for _, ask in d.asks) or any(p.field == "deal.cycle" for p in d.placed)
        if states & {"won", "lost", "closed"} and (cycle or d.started):
            d.placed.remove(one)
        elif states & {"won", "lost", "closed"} and "open" not in states:
            raise NotHere("an open stage and a closed outcome exclude each other", 0.4)
    if states & {"won", "lost", "closed"} and any(p.field == "deal.age" for p in d.placed) and "open" not in states:
        d.placed = [
            replace(p, filter=replace(p.filter, field="deal.cycle"), field="deal.cycle")
            if p.field == "deal.age" and p.filter.kind == "cond"
            else p
            for p in d.placed
        ]
    seen: dict[str, int] = {}
    for one in d.placed:
        if FIELDS.get(one.field) and FIELDS[one.field].type in ("money", "number", "days", "year", "rate"):
            seen[one.field] = seen.get(one.field, 0) + 1
    if any(count > 2 for count in seen.values()):
        raise NotHere("I could not fit these bands together", 0.4)
    dims = [dim.field for dim in d.dims if not dim.unit] + (
        [title(d.subject)] if d.subject and not (d.asks and d.subject == "deal") else []
    )
    if d.asks or d.dims or (d.subject and d.subject != "deal" and (d.states or d.subject not in NODES)):
        for show in d.shows:
            if (
                not d.fragment
                and show not in dims
                and not any(show.startswith(DETERMINED.get(dim, ())) for dim in dims)
            ):
                raise NotHere(f"I could not tell which {FIELDS[show].label} is meant", 0.35)
