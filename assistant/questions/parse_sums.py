"""Sums, means, amounts of money."""

from __future__ import annotations

from assistant.questions.draft import Draft, NotHere
from assistant.questions.parse_counts import COUNTABLE, add
from assistant.questions.request import Ask
from assistant.questions.semantic.fields import FIELDS

_NUMERIC = ("number", "money", "days", "rate")


def read_aggregate(d: Draft, at: int) -> None:
    """Read a sum, mean, median at its word."""
    agg = d.tokens[at].value("agg")
    if agg == "distinct":
        _distinct(d, at)
        return
    for near in (at + 1, at + 2, at - 1, at + 3, at - 2):
        if not d.is_(near, "field", "amount") or near < 0:
            continue
        between = range(min(at, near) + 1, max(at, near))
        if any(d.any_(i, "group", "but", "break", "versus") or (d.any_(i, "entity") and near < at) for i in between):
            continue
        field = d.tokens[near].value("field") or "deal.amount"
        if FIELDS[field].type in _NUMERIC or (FIELDS[field].type == "year" and agg in ("avg", "median", "min", "max")):
            d.use(at, near)
            _sum_of(d, at, field, agg)
            return
    far = [i for i in d.free("field") if FIELDS[d.tokens[i].value("field")].type in _NUMERIC]
    if (
        agg in ("sum", "avg", "median")
        and len(far) == 1
        and not d.asks
        and not d.tokens[far[0]].value("field").startswith("deal.")
    ):
        d.use(at, far[0])
        _sum_of(d, at, d.tokens[far[0]].value("field"), agg)
        return
    if agg in ("sum", "avg") and d.any_(at + 1, "unit") and d.tokens[at + 1].value("unit") == "day":
        d.use(at)
        return
    if agg in ("min", "max", "median", "avg") and any(
        ask.name in ("sales", "deal_size") or ask.field == "deal.amount" for _, ask in d.asks
    ):
        d.use(at)
        add(d, at, Ask("field", agg, "deal.amount", state="won"))
        return
    if agg == "sum" and (d.asks or any(d.free("measure", "count", "howmuch", "amount", "duration"))):
        d.use(at)
        return
    if agg == "avg" and any(ask.name in ("cycle", "age", "deal_size", "discount", "price_ratio") for _, ask in d.asks):
        d.use(at)
        return
    if agg == "avg" and any(d.free("duration", "measure")):
        d.use(at)
    elif agg == "sum" and d.states:
        d.use(at)
        deals = [i for i in range(at + 1, min(len(d), at + 4)) if d.is_(i, "entity") and d.entity(i) == "deal"]
        if deals and "open" not in d.all_states():
            d.use(deals[0])
            add(d, at, Ask("count"))
            return
        add(d, at, Ask("list_value" if "open" in d.all_states() else "sales"))
    elif (
        agg in ("median", "avg")
        and "won" in d.all_states()
        and (any(d.entity(i) == "deal" for i in range(at + 1, min(len(d), at + 4))))
    ):
        d.use(at)
        add(d, at, Ask("deal_size", "median" if agg == "median" else ""))


def _sum_of(d: Draft, at: int, field: str, agg: str) -> None:
    states = d.all_states()
    if field == "deal.amount":
        if "open" in states and "won" not in states:
            add(d, at, Ask("list_value", agg if agg != "sum" else ""))
        elif agg == "sum":
            add(d, at, Ask("sales"))
        elif agg == "avg":
            add(d, at, Ask("deal_size"))
        else:
            add(d, at, Ask("deal_size", agg))
    elif field == "product.list_price" and "open" in states:
        add(d, at, Ask("list_value", agg if agg != "sum" else ""))
    else:
        add(d, at, Ask("field", agg, field))


def _distinct(d: Draft, at: int) -> None:
    for near in (at + 1, at - 1, at + 2):
        if (
            d.is_(near, "entity")
            and d.entity(near) in COUNTABLE - {"deal"}
            and any(ask.name == "count" for _, ask in d.asks)
        ):
            d.use(at, near)
            d.asks = [(i, ask) for i, ask in d.asks if ask != Ask("count")]
            add(d, at, Ask("count", field=d.entity(near)))
            return
        if d.is_(near, "entity") and d.entity(near) in COUNTABLE - {"deal"}:
            d.use(at)
            if not any(d.any_(i, "command") for i in range(at)):
                d.use(near)
                add(d, at, Ask("count", field=d.entity(near)))
            return
    if any(ask.name == "count" and ask.field for _, ask in d.asks):
        d.use(at)


def read_money(d: Draft, at: int) -> None:
    """ "how much", "$": which sum is meant follows from the deals spoken of."""
    states = d.all_states()
    if d.row_ranking or any(one.field == "deal.name" for one in d.placed):
        d.use(at)
        d.shows.append("deal.amount")
        return
    known = {ask.name for _, ask in d.asks}
    if d.is_(at, "howmuch") and any(d.free("field")) and not states:
        return
    d.use(at)
    _absorb_amount(d, at)
    if known & {"sales", "list_value", "discount_amount", "deal_size", "win_rate", "cycle"} and d.tokens[
        at
    ].text not in ("how much money", "money"):
        return
    if "open" in states and "won" not in states:
        add(d, at, Ask("list_value"))
    elif any(d.free("measure")):
        return
    elif "lost" in states and "won" not in states:
        raise NotHere("lost deals carry no amount in these records")
    elif (
        states
        or d.started
        or any(one.field.split(".")[0] in ("owner", "manager", "product", "account") for one in d.placed)
        or d.spans
        or any(d.free("entity"))
    ):
        add(d, at, Ask("sales"))
    else:
        d.tokens[at].used = False


def _absorb_amount(d: Draft, at: int) -> None:
    for near in (at - 1, at + 1, at + 2):
        if d.is_(near, "amount") or (d.is_(near, "agg") and d.tokens[near].value("agg") == "sum"):
            d.use(near)
        if d.is_(near, "field") and d.tokens[near].value("field") == "deal.amount" and near != at - 1:
            d.use(near)
