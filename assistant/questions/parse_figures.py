"""The figures a question asks for, in the order they are said."""

from __future__ import annotations

from assistant.questions.draft import Draft
from assistant.questions.parse_counts import add, read_count, read_nouns
from assistant.questions.parse_sums import read_aggregate, read_money
from assistant.questions.request import Ask
from assistant.questions.semantic.measures import MEASURES

_BRINGING = (
    "brought",
    "bring",
    "brings",
    "made",
    "makes",
    "generated",
    "generates",
    "spend",
    "spent",
    "spends",
    "books",
)


def _verbs(d: Draft) -> None:
    """ "which sector brings the highest deal size": the verb names no figure where another is named."""
    places = list(d.free("measure"))
    verbs = [at for at in places if d.tokens[at].text in _BRINGING]
    if verbs and len(verbs) < len(places):
        d.use(*verbs)


def read_figures(d: Draft) -> None:
    """Collect what is to be worked out, in the order it is said."""
    _verbs(d)
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
            read_count(d, at)
        elif d.is_(at, "agg"):
            read_aggregate(d, at)
        elif d.is_(at, "howmuch", "amount"):
            read_money(d, at)
    read_nouns(d)
    _heads(d)
    d.asks.sort(key=lambda pair: pair[0])


def _heads(d: Draft) -> None:
    """ "number of employees per sector": the people of all its companies."""
    whole = {"account.industry", "account.country", "account.founded_year"}
    for at in list(d.free("field")):
        employed = d.tokens[at].value("field") == "account.employees"
        if employed and d.dims and not d.asks and not d.ranking and all(dim.field in whole for dim in d.dims):
            d.use(at)
            add(d, at, Ask("field", "sum", "account.employees"))


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
    sups = {t.value("sup") for t in d.tokens if t.has("sup")}
    places = [at for at, t in enumerate(d.tokens) if t.has("sup")]
    close = len(places) == 2 and places[1] - places[0] <= 2 and not d.any_(places[1] + 1, "entity")
    ends = {"min", "max"} <= kinds or ({"high", "low"} <= sups and close and bool(d.states))
    if (len(kinds & {"sum", "avg", "count", "median"}) < 2 and not ends) or d.row_ranking:
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
        if d.tokens[at].text in ("days to lose", "time to lose"):
            state = "lost"
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
