"""The figures a question asks for: counts, sums, averages, rates."""

from __future__ import annotations

from assistant.questions.draft import Draft, NotHere
from assistant.questions.request import Ask
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import MEASURES

COUNTABLE = {
    "deal",
    "account",
    "owner",
    "manager",
    "product",
    "subsidiary",
    "owner.region",
    "account.industry",
    "account.country",
    "product.series",
    "ticket",
    "contact",
    "order",
    "subscription",
    "invoice",
    "parent",
    "deal.stage",
}
_NOUNS = {"wins", "win", "losses", "loss", "victories", "defeats", "successes", "failures", "victory", "win count"}
_NUMERIC = ("number", "money", "days", "rate")


def read_figures(d: Draft) -> None:
    """Collect what is to be worked out, in the order it is said."""
    _discounts(d)
    _extremes(d)
    if any(t.value("agg") == "median" for t in d.tokens):
        d.use(*(i for i in d.free("agg") if d.tokens[i].text in ("typical", "typically")))
    for at in range(len(d)):
        if d.tokens[at].used:
            continue
        if d.is_(at, "measure"):
            _measure(d, at)
        elif d.is_(at, "duration"):
            _duration(d, at)
        elif d.is_(at, "count"):
            _count(d, at)
        elif d.is_(at, "agg"):
            _aggregate(d, at)
        elif d.is_(at, "howmuch", "amount"):
            _money(d, at)
    _nouns(d)
    d.asks.sort(key=lambda pair: pair[0])


def add(d: Draft, at: int, ask: Ask) -> None:
    """Ask for a figure once."""
    if all(ask != known for _, known in d.asks):
        d.asks.append((at, ask))


def _discounts(d: Draft) -> None:
    for at in list(d.free("measure")):
        if d.tokens[at].value("measure") == "discount":
            near = [d.tokens[i] for i in range(max(0, at - 4), min(len(d), at + 4))]
            money = any(t.has("howmuch", "amount") or t.value("agg") == "sum" for t in near)
            if money:
                d.use(
                    at,
                    *(
                        i
                        for i in range(max(0, at - 4), min(len(d), at + 4))
                        if d.is_(i, "howmuch", "amount") or d.tokens[i].value("agg") == "sum"
                    ),
                )
                add(d, at, Ask("discount_amount"))


def _extremes(d: Draft) -> None:
    """ "count, total, mean, smallest, largest": in a list of aggregates the superlatives are aggregates too."""
    kinds = {t.value("agg") for t in d.tokens if t.has("agg")} | (
        {"count"} if any(t.has("count") for t in d.tokens) else set()
    )
    if len(kinds & {"sum", "avg", "count", "median"}) < 2 or d.row_ranking:
        return
    for at in list(d.free("sup", "agg", "cmp")):
        token = d.tokens[at]
        extreme = {"high": "max", "low": "min"}.get(token.value("sup")) or (
            token.value("agg") if token.value("agg") in ("min", "max") else ""
        )
        if extreme and not d.any_(at + 1, "entity") and not token.text.startswith("most"):
            d.use(at)
            d.asks.append((at, Ask("field", extreme, "deal.amount", state="won")))
    if any(ask.agg in ("max", "min") for _, ask in d.asks):
        for at in list(d.free("agg")):
            if d.tokens[at].value("agg") == "sum":
                d.use(at)
                add(d, at, Ask("sales"))


def _modifier(d: Draft, at: int) -> str:
    """The aggregate said just before or after a figure."""
    for near in (at - 1, at + 1, at - 2):
        if d.is_(near, "agg") and d.tokens[near].value("agg") != "distinct":
            if near == at - 2 and not (d.any_(at - 1, "state", "of") or d.any_(at - 1, "entity")):
                continue
            d.use(near)
            return d.tokens[near].value("agg")
    return ""


def _measure(d: Draft, at: int) -> None:
    name = d.tokens[at].value("measure")
    d.use(at)
    levels = list(d.free("percentile"))
    if levels and name in ("cycle", "deal_size", "age", "sales"):
        d.use(*levels)
        _absorb(d, at, "duration", "unit", "agg")
        state = "won" if "won" in d.tokens[at].text or "won" in d.all_states() else ""
        add(
            d,
            at,
            Ask(
                "deal_size" if name == "sales" else name,
                "percentile",
                state=state if name == "cycle" else "",
                level=float(d.tokens[levels[0]].value("percentile")),
            ),
        )
        return
    agg = _modifier(d, at)
    one = MEASURES[name]
    state = ""
    if name in ("cycle", "age", "discount"):
        state = d.state_near(at, 4)
        state = state if state in ("won", "lost") and name == "cycle" else ""
        if name == "cycle" and d.tokens[at].text in (
            "time to win",
            "days to win",
            "take to win",
            "takes to win",
            "took to win",
            "won cycle",
            "avg won cycle",
            "from engagement to win",
        ):
            state = "won"
        _absorb(d, at, "duration", "unit")
    if name == "sales" and agg == "avg":
        add(d, at, Ask("deal_size"))
        return
    if name == "win_rate" or (name == "deal_size" and agg in ("avg", "sum")):
        agg = ""
    if name == "list_value":
        _absorb(d, at, "amount", "howmuch", "field")
    if name == "sales":
        _absorb(d, at, "amount", "howmuch")
    if agg in ("median", "min", "max", "avg") and one.agg in ("sum", "avg"):
        add(d, at, Ask(name, agg if agg != one.agg else "", state=state))
        return
    add(d, at, Ask(name, state=state))


def _absorb(d: Draft, at: int, *kinds: str) -> None:
    for near in (at - 3, at - 2, at - 1, at + 1, at + 2):
        if (
            d.is_(near, *kinds)
            and not d.is_(near, "count")
            and (not d.is_(near, "unit") or d.tokens[near].value("unit") == "day")
        ):
            if d.is_(near, "field") and d.tokens[near].value("field") not in ("deal.amount", "product.list_price"):
                continue
            d.use(near)


def _duration(d: Draft, at: int) -> None:
    states = d.all_states()
    open_ones = "open" in states or any(one.field == "deal.stage" for one in d.placed)
    d.use(at)
    agg = _modifier(d, at)
    if open_ones and "won" not in states and "lost" not in states and "closed" not in states:
        add(d, at, Ask("age", "median" if agg == "median" else ""))
    else:
        state = next((s for s in states if s in ("won", "lost")), "") if len(set(states) & {"won", "lost"}) == 1 else ""
        if not any(ask.name == "cycle" for _, ask in d.asks):
            add(d, at, Ask("cycle", "median" if agg == "median" else "", state=state))


def _count(d: Draft, at: int) -> None:
    d.use(at)
    entity, state, distinct = "", "", False
    near = at + 1
    while near < len(d) and near <= at + 6:
        token = d.tokens[near]
        if token.has("entity") and not token.used and d.entity(near) in COUNTABLE:
            entity = d.entity(near)
            d.use(near)
            break
        if token.has("entity") and not token.used and d.entity(near) in ("lead", "campaign", "activity"):
            break
        if token.has("agg") and token.value("agg") == "distinct" and not token.used:
            distinct = True
            d.use(near)
        elif token.has("state"):
            state = state or token.value("state")
            if token.text in _NOUNS:
                d.use(near)
                break
        elif token.has("field") and not token.used and token.value("field") == "account.employees":
            return
        elif (
            token.has("pronoun")
            and token.text in ("these", "those", "them", "of them", "of these", "of those")
            and d.asks
            and not entity
        ):
            entity = next((ask.field for _, ask in reversed(d.asks) if ask.name == "count"), "")
        elif not (
            token.has("value", "name", "of", "outof", "average", "missing", "agg", "below_list", "above_list", "with")
            or token.used
        ):
            break
        near += 1
    if not entity and not state:
        entity, state = _backwards(d, at)
    if entity == "subsidiary":
        entity = "account"
    if (
        not entity
        and not state
        and d.tokens[at].text in ("number", "numbers", "times")
        and (d.asks or d.ranking or any(d.free("sup", "measure")))
    ):
        return
    if entity == "deal" or not entity:
        add(d, at, Ask("count", state=state if state and len(d.all_states()) > 1 else ""))
        return
    known = [ask for _, ask in d.asks if ask.name == "count" and ask.field == entity]
    add(d, at, Ask("count", field=entity, state=state if known else ""))
    if distinct:
        d.counted = entity


def _backwards(d: Draft, at: int) -> tuple[str, str]:
    """ "closed-won deals: count", "accounts, number"."""
    if d.is_(at - 1, "entity") and d.entity(at - 1) in COUNTABLE:
        d.use(at - 1)
        return d.entity(at - 1), ""
    for near in range(at - 1, max(-1, at - 5), -1):
        token = d.tokens[near]
        if token.has("state"):
            return "deal", token.value("state")
        if token.has("group"):
            return "", ""
    return "", ""


def _aggregate(d: Draft, at: int) -> None:
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


def _money(d: Draft, at: int) -> None:
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


def _nouns(d: Draft) -> None:
    """ "wins by region": the noun alone asks for the number."""
    if any(ask.name == "count" and ask.field not in ("", "deal") for _, ask in d.asks):
        return
    counting = any(t.has("count") for t in d.tokens)
    for at, state in list(d.states):
        if (
            d.tokens[at].text in ("closed won", "close won")
            and not d.tokens[at].used
            and not counting
            and not d.asks
            and not d.row_ranking
        ):
            if d.entity(at + 1) != "deal" and not d.any_(at + 1, "name", "field", "amount"):
                d.asks.append((at, Ask("sales")))
                return
    for at, state in d.states:
        token = d.tokens[at]
        if token.text in _NOUNS and not any(
            ask.state == state or (ask.name == "count" and not ask.state) for _, ask in d.asks
        ):
            money = {ask.name for _, ask in d.asks} & {
                "sales",
                "deal_size",
                "cycle",
                "win_rate",
                "discount",
                "price_ratio",
                "discount_amount",
            }
            next_to = d.any_(at + 1, "joiner", "comma") or d.any_(at - 1, "joiner", "comma")
            if not money or (next_to and token.text in ("wins", "losses")):
                d.asks.append((at, Ask("count", state=state)))
