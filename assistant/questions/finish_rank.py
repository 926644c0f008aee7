"""What a ranking goes by."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere, Unclear
from assistant.questions.plan import Dim
from assistant.questions.request import Ask
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import MEASURES, TIME


def rank_within(d: Draft) -> None:
    """A ranking within each group: the group first, then what is ranked."""
    if d.ranking is None:
        return
    if d.ranked_unit:
        opened = d.started
        d.dims.append(Dim("deal.opened_at" if opened else "deal.close_date", d.ranked_unit))
        if d.subject and all(dim.field != title(d.subject) for dim in d.dims):
            if d.subject != "deal":
                d.dims.insert(0, Dim(title(d.subject)))
            d.subject = ""
        grouped = d.fragment or any(t.has("group") and not (d.by_figure and t.text == "by") for t in d.tokens)
        d.ranking = replace(d.ranking, per=len(d.dims) > 1 and grouped)
        return
    if len(d.dims) == 2 and not d.ranking.per and not d.subject and d.ranking.limit < 1000:
        d.ranking = replace(d.ranking, per=True)
        return
    ranked = title(d.subject) if d.subject and d.subject != "deal" else ""
    several = [
        one for one in d.placed if len(one.values) > 1 and not one.negative and one.joined in ("and", "versus", "")
    ]
    if not d.dims and ranked and several and several[0].field != ranked and d.ranking.limit < 1000:
        d.dims.append(Dim(several[0].field))
    if d.dims and ranked and all(dim.field != ranked for dim in d.dims):
        d.dims.append(Dim(ranked))
        d.ranking = replace(d.ranking, per=True)
        d.subject = ""


def rank_key(d: Draft) -> None:
    """Decide what a ranking goes by, or ask."""
    if d.ranking is None:
        return
    states = d.all_states()
    asks = [ask for _, ask in d.asks]
    if d.ranking.field == "date":
        dated_ranking(d)
        return
    if d.ranking.ask is not None or d.ranking.field:
        if d.ranking.ask is not None and d.ranking.ask not in asks:
            d.asks = [(0, d.ranking.ask), *((i, a) for i, a in d.asks if a.name != d.ranking.ask.name)]
        elif d.ranking.field and not d.subject:
            d.subject = d.ranking.field.split(".")[0]
        return
    if asks:
        d.ranking = replace(d.ranking, ask=asks[0])
        return
    entity = d.subject
    if d.fragment:
        return
    if entity in ("", "deal"):
        d.subject = "deal"
        numbers = [name for name in d.shows if FIELDS[name].type in ("money", "number", "days")]
        field = numbers[0] if numbers else "product.list_price" if "open" in states else "deal.amount"
        d.ranking = replace(d.ranking, field=field)
        return
    numbers = [name for name in d.shows if FIELDS[name].type in ("money", "number", "days", "year")]
    if numbers:
        d.ranking = replace(d.ranking, field=numbers[0])
        return
    if states == ("won",):
        d.ranking = replace(d.ranking, ask=Ask("sales"))
        d.asks = [(0, Ask("sales"))]
        return
    if states:
        d.ranking = replace(d.ranking, ask=Ask("count"))
        d.asks = [(0, Ask("count"))]
        return
    raise Unclear("by which measure", ())


def dated_ranking(d: Draft) -> None:
    """ "When did X last buy?" asks for a date, "the latest win" for a deal."""
    states = d.all_states()
    stages = {value for one in d.placed if one.field == "deal.stage" for value in one.values}
    opened = d.started or "open" in states or bool(stages & set(d.vocabulary.open_stages))
    field = "deal.opened_at" if opened else "deal.close_date"
    assert d.ranking is not None
    late = d.ranking.descending
    others = [name for name in d.shows if name not in ("deal.close_date", "deal.opened_at")]
    whens = any(t.text in ("when", "when's") for t in d.tokens) or any(
        name in ("deal.close_date", "deal.opened_at") for name in d.shows
    )
    if not others and whens and d.ranking.limit == 1 and d.subject in ("", "deal"):
        d.shows.clear()
        d.subject = ""
        d.asks.append((0, Ask("field", "max" if late else "min", field)))
        d.ranking = None
        return
    if d.subject in ("", "deal"):
        d.subject = "deal"
        if whens and "deal.close_date" not in d.shows and "deal.opened_at" not in d.shows:
            d.shows.append(field)
        d.ranking = replace(d.ranking, field=field)
        return
    if d.subject == "account" and not states:
        d.ranking = replace(d.ranking, field="account.founded_year")
        return
    raise NotHere("I could not tell what the date is of", 0.3)


def time_dims(d: Draft) -> None:
    """Months and quarters are those of the date that dates the deals asked about."""
    for index, dim in enumerate(d.dims):
        if dim.field:
            continue
        if dim.unit == "decade":
            d.dims[index] = Dim("account.founded_year", "decade")
            continue
        facts = {MEASURES[ask.name].fact if ask.name in MEASURES else ask.field for _, ask in d.asks} - {"", "deal"}
        dated = [TIME[fact] for fact in sorted(facts) if fact in TIME]
        if dated:
            d.dims[index] = Dim(dated[0], dim.unit)
            continue
        states = set(d.all_states()) | {ask.state for _, ask in d.asks}
        opened = d.started or (states & {"open"} and not states & {"won", "lost", "closed"})
        if (
            not opened
            and not states & {"won", "lost", "closed"}
            and not any(
                ask.name
                in (
                    "sales",
                    "win_rate",
                    "deal_size",
                    "cycle",
                    "discount",
                    "discount_amount",
                    "price_ratio",
                    "loss_rate",
                )
                for _, ask in d.asks
            )
        ):
            if d.fragment:
                continue
            raise Unclear("deals opened or deals closed?", ())
        d.dims[index] = Dim("deal.opened_at" if opened else "deal.close_date", dim.unit)
