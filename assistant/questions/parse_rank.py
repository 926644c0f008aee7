"""Rankings: the best few, the latest, the second."""

from __future__ import annotations

from assistant.questions.draft import Draft
from assistant.questions.numbers import ordinal
from assistant.questions.plan import Dim, time_unit
from assistant.questions.request import Ask, Ranking
from assistant.questions.semantic.fields import FIELDS

RANKED_UNITS = frozenset(("month", "quarter", "week", "year", "weekday", "calendar quarter", "calendar year"))


_SUP_FIELD = {
    "oldest": "age",
    "longest": "long",
    "fastest": "fast",
    "quickest": "fast",
    "shortest": "fast",
    "slowest": "long",
    "youngest": "young",
    "cheapest": "price",
    "most expensive": "price",
    "priciest": "price",
    "costliest": "price",
    "dearest": "price",
    "newest": "young",
}


_SIZE = {
    "biggest",
    "largest",
    "greatest",
    "smallest",
    "tiniest",
    "heaviest",
    "most valuable",
    "record",
    "least valuable",
    "fattest",
    "costliest",
}


def read_deals_ranked(d: Draft) -> None:
    """ "the biggest deal", "three largest open opportunities": single deals are ranked, not what they belong to."""
    for at in list(d.free("sup")):
        if d.tokens[at].value("sup") not in ("high", "low") or d.tokens[at].text in (
            "most",
            "fewest",
            "least",
            "greatest number of",
        ):
            continue
        near = at + 1
        while d.any_(near, "number", "state", "value", "name", "agg", "only") and near < at + 5:
            near += 1
        nouns = d.is_(at + 1, "state") and d.tokens[at + 1].text in (
            "sale",
            "win",
            "wins",
            "sales",
            "losses",
            "closed won",
            "purchase",
            "loss",
        )
        amount = (
            d.is_(at + 1, "field")
            and d.tokens[at + 1].value("field") == "deal.amount"
            and any(t.text in ("sale", "one sale", "single") or t.value("entity") == "deal" for t in d.tokens)
            and not any(d.any_(i, "group") for i in range(len(d)))
        )
        many = d.any_(at + 2, "state") and d.entity(at + 3) == "deal" and d.tokens[at + 1].text == "amount"
        amount = amount and not many  # "the greatest amount of lost deals" counts them
        nouns = nouns and not d.any_(at + 2, "count")
        if (nouns and d.tokens[at].text in _SIZE | {"highest", "top", "best"}) or amount:
            d.row_ranking = True
            d.subject = "deal"
            if amount:
                d.use(at + 1)
        elif d.is_(near, "entity") and d.entity(near) == "deal" and _mean_size(d, near):
            d.use(near, *(i for i in d.free("agg") if d.tokens[i].value("agg") == "avg"))
            d.asks.append((at, Ask("deal_size")))
        elif d.is_(near, "entity") and d.entity(near) == "deal" and not d.any_(near + 1, "count", "measure"):
            d.row_ranking = True
            d.subject = "deal"
            d.use(near)
        elif (
            near > at + 1
            and d.any_(near - 1, "state")
            and d.tokens[near - 1].text in ("sale", "win", "wins", "loss", "deals won", "purchase")
            and d.tokens[at].text in _SIZE
        ):
            d.row_ranking = True
            d.subject = "deal"


def _mean_size(d: Draft, near: int) -> bool:
    """ "which region closes the biggest deals on average": whose deals are big, not which deal is."""
    others = any(
        token.has("entity") and at != near and token.value("entity") != "deal" for at, token in enumerate(d.tokens)
    )
    return others and any(token.value("agg") == "avg" for token in d.tokens) and not d.any_(near + 1, "measure")


def read_ranking(d: Draft) -> None:
    """ "top 5 accounts by sales", "which rep has the lowest win rate", "the three biggest deals"."""
    places = [at for at in d.free("sup") if d.tokens[at].value("sup") in ("high", "low")]
    if _nth(d) or (not places and _places(d)):
        return
    if not places:
        _dates(d)
        return
    at = places[0]
    word = d.tokens[at].text
    kind = d.tokens[at].value("sup")
    descending = kind == "high"
    limit = _size(d, at)
    for other in places[1:]:
        if d.tokens[other].value("sup") == kind or d.tokens[other].text in ("best", "top", "leader", "leaders"):
            d.use(other)
    d.use(at)
    ask, field = _key(d, at, word)
    cycles = [known for _, known in d.asks if known.name == "cycle"]
    if cycles and word in ("fastest", "quickest", "shortest", "longest", "slowest"):
        ask, field, descending = cycles[0], "", word in ("longest", "slowest")
    elif word in ("fastest", "quickest", "shortest", "quickest to close"):
        ask, field, descending = Ask("cycle", state=_won_only(d)), "", False
    elif word in ("longest", "slowest") and not field:
        ask, field = (None, "deal.age") if "open" in d.all_states() else (Ask("cycle", state=_won_only(d)), "")
    near = at + 1
    while d.any_(near, "number", "measure", "state", "amount") and near < at + 3:
        near += 1
    if d.is_(near, "unit") and d.tokens[near].value("unit") in RANKED_UNITS:
        d.ranked_unit = time_unit(d.tokens[near].value("unit"))
        d.use(near)
        if not d.asks and not ask:
            ask = Ask("sales")
    first, last = _ranks(d)
    if last:
        limit, offset = last - first + 1, first - 1
    else:
        offset = 0
    if not field:
        _single_days(d, ask)
    d.ranking = Ranking(descending, limit, offset, ask, field)


_DAYS = ("day", "days", "date", "dates", "which day", "what day", "on which day", "best day", "single best day")


def _single_days(d: Draft, ask: Ask | None) -> None:
    """ "our best day for bookings": single days are ranked."""
    places = [at for at in d.free("field", "unit") if d.tokens[at].text in _DAYS]
    if not places or not (d.asks or ask) or d.row_ranking or d.dims or any(d.free("duration")):
        return
    d.use(*places)
    d.dims.append(Dim("deal.opened_at" if d.started else "deal.close_date"))


def _nth(d: Draft) -> bool:
    """ "second highest", "number two": one place of the ranking."""
    for at in list(d.free("nth")):
        d.use(at)
        low = any(word in d.tokens[at].text for word in ("lowest", "worst", "smallest"))
        d.ranking = Ranking(not low, 1, int(d.tokens[at].value("nth")) - 1, d.asks[0][1] if d.asks else None)
        return True
    return False


def _places(d: Draft) -> bool:
    """ "ranked 4 to 6 by sales", "the first three by amount", "came fourth and fifth"."""
    first, last = _ranks(d)
    marked = [
        at
        for at in range(len(d))
        if d.tokens[at].text in ("ranked", "rank", "place", "position", "ranks", "places", "positions")
    ]
    numbers = [at for at in d.free("number") if d.tokens[at].number and d.tokens[at].figure_unit == ""]
    if not last and marked and len(numbers) == 2 and numbers[1] - numbers[0] in (1, 2):
        first, last = (int(d.tokens[at].figure) for at in numbers)
        d.use(*numbers)
    elif (
        not last
        and (d.by_figure or d.fragment)
        and len(numbers) == 1
        and d.tokens[numbers[0] - 1].text == "first"
        and numbers[0]
    ):
        first, last = 1, int(d.tokens[numbers[0]].figure)
        d.use(numbers[0], numbers[0] - 1)
    if not last or last < first or not (d.asks or d.fragment):
        return False
    d.use(*(at for at in marked if not d.tokens[at].used))
    d.ranking = Ranking(d.order != "low", last - first + 1, first - 1, d.asks[0][1] if d.asks else None)
    return True


def _ranks(d: Draft) -> tuple[int, int]:
    """ "fourth, fifth and sixth", "ranked 4 to 6": first and last place, zeros when no places are named."""
    ranks = [
        rank
        for token in d.tokens
        if not token.used and (rank := ordinal(token.text)) is not None and not token.has("period")
    ]
    return (min(ranks), max(ranks)) if ranks and min(ranks) > 1 else (0, 0)


def _won_only(d: Draft) -> str:
    states = d.all_states()
    return (
        "won"
        if "won" in states and "lost" not in states
        else "lost"
        if "lost" in states and "won" not in states
        else ""
    )


def _size(d: Draft, at: int) -> int:
    """How many the ranking keeps: the number next to it, one for a singular noun, else all."""
    for near in (at - 1, at + 1, at + 2, at - 2, at + 3, at - 3):
        if d.is_(near, "number") and d.tokens[near].number is not None and not d.tokens[near].used:
            number = d.tokens[near].number
            if (
                number is not None
                and number.unit == ""
                and number.value == int(number.value)
                and 1 <= number.value <= 1000
            ):
                d.use(near)
                return int(number.value)
    for near in range(len(d)):
        number = d.tokens[near].number
        if (
            d.is_(near, "number")
            and number is not None
            and number.unit == ""
            and 1 < number.value <= 100
            and number.value == int(number.value)
        ) and (
            d.any_(near + 1, "entity")
            or d.any_(near - 1, "sup")
            or d.any_(near + 1, "value")
            or d.any_(near + 1, "state")
        ):
            d.use(near)
            return int(number.value)
    return 1


def _key(d: Draft, at: int, word: str) -> tuple[Ask | None, str]:
    """What the ranking goes by, when the words near it say so."""
    if word in ("cheapest", "most expensive", "priciest", "dearest"):
        return None, "product.list_price"
    for near in (at + 1, at + 2, at - 1, at + 3):
        if (
            d.is_(near, "field")
            and FIELDS[d.tokens[near].value("field")].type in ("number", "money", "days", "year")
            and not d.any_(near, "state")
        ):
            if near == at - 1 and d.any_(near - 1, "with", "joiner"):
                continue
            return None, d.tokens[near].value("field")
        if d.any_(near, "group"):
            break
    return None, ""


def _dates(d: Draft) -> None:
    """ "latest win", "the oldest open deal", "when did we last sell"."""
    for at in list(d.free("sup")):
        kind = d.tokens[at].value("sup")
        if kind not in ("late", "early"):
            continue
        limit = _size(d, at)
        d.use(at)
        d.ranking = Ranking(kind == "late", limit, 0, None, "date")
        return
