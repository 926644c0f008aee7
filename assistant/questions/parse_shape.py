"""The shape of the answer: what is listed, grouped by, ranked, compared."""

from __future__ import annotations

from itertools import pairwise

from assistant.questions.draft import Draft
from assistant.questions.numbers import ordinal
from assistant.questions.plan import Dim, time_unit
from assistant.questions.request import Ask, Ranking
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import TIME
from assistant.questions.semantic.objects import NODES

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


def title(entity: str) -> str:
    """The field that names an entity; a field names itself."""
    return NODES[entity].title if entity in NODES else entity


def read_states(d: Draft) -> None:
    """Deal states, or the moment deals were opened."""
    for at, token in enumerate(d.tokens):
        if token.used:
            continue
        if token.has("state"):
            d.states.append((at, token.value("state")))
        elif token.has("started") and not token.has("state"):
            d.started = True
    for at, token in enumerate(d.tokens):
        if token.has("value") and token.value("value").startswith("deal.stage|") and not token.used:
            state = token.value("value").partition("|")[2]
            if state.lower() in ("won", "lost"):
                d.states.append((at, state.lower()))


def read_groups(d: Draft) -> None:
    """ "by region", "per month", "each rep", "monthly"."""
    for at in range(len(d)):
        if d.is_(at, "group"):
            _group(d, at)
    for at in list(d.free("perhead")):
        d.use(at)
        d.per = "owner"
    for at in list(d.free("unit")):
        before = d.tokens[at - 1].text if at else ""
        if before in ("which", "what", "on which", "in which", "which ones") and d.tokens[at].value("unit") != "day":
            _dim(d, at)
            continue
        if (
            d.tokens[at].text in ("monthly", "quarterly", "weekly", "yearly", "annually")
            or " by " in d.tokens[at].text
            or " after " in d.tokens[at].text
            or " over " in d.tokens[at].text
            or " wise" in d.tokens[at].text
        ):
            _dim(d, at)


def _group(d: Draft, at: int) -> None:
    near, taken = at + 1, 0
    others = any(
        i != at and d.is_(i, "group") and (d.any_(i + 1, "entity", "unit") or d.any_(i + 2, "entity"))
        for i in range(len(d))
    )
    if (
        d.tokens[at].text == "per"
        and d.entity(at + 1) == "owner"
        and others
        and d.any_(at - 1, "measure", "state", "amount")
        and not d.any_(at - 2, "group")
    ):
        d.per = "owner"
        d.use(at, at + 1)
        return
    while near < len(d):
        if d.any_(near, "group") and not d.tokens[near].used and taken:
            d.use(near)
            near += 1
            continue
        if (
            (d.any_(near, "agg")
            and d.tokens[near].value("agg") == "distinct")
            or (d.any_(near, "of", "others", "only", "state", "with", "pronoun")
            and not taken
            and near < at + 3)
        ):
            near += 1
            continue
        if d.any_(near, "value", "name") and near < at + 3 and not taken:
            if (
                d.any_(near + 1, "entity")
                and _absorbed(d, near + 1, d.entity(near + 1))
                and d.tokens[at].text in ("by", "across", "in each")
            ):
                break
            near += 1
            continue
        if _dim(d, near):
            taken += 1
            near += 1
            joined = near
            while (
                d.any_(joined, "joiner", "comma")
                or (d.any_(joined, "group") and not d.tokens[joined].used)
                or (d.any_(joined, "break") and d.tokens[joined].text in ("x", "-", "/"))
            ):
                joined += 1
            if (
                joined > near
                and (d.any_(joined, "entity", "unit") and not d.any_(joined, "field") and not d.tokens[joined].used)
                and not d.any_(joined + 1, "state")
            ):
                d.use(*(i for i in range(near, joined) if d.is_(i, "joiner", "group")))
                near = joined
                continue
        break
    if taken:
        d.use(at)
        return
    if (
        d.is_(at + 1, "field")
        and d.tokens[at].text == "by"
        and d.tokens[at + 1].value("field") in ("deal.opened_at", "deal.close_date")
    ):
        d.started = d.started or d.tokens[at + 1].value("field") == "deal.opened_at"
        d.use(at, at + 1)
        return
    follows = d.tokens[at + 1] if at + 1 < len(d) else None
    if (
        follows is not None
        and d.tokens[at].text in ("by", "wise")
        and (
            follows.has("measure", "amount", "field", "state", "count", "agg", "duration")
            or d.entity(at + 1) == "deal"
            or follows.has("value", "name")
        )
    ):
        d.use(at)
        d.by_figure = True
    elif d.tokens[at].text in (
        "each",
        "every",
        "apiece",
        "respective",
        "respectively",
        "individual",
        "separately",
        "of each",
        "each and every",
        "for each",
        "from each",
        "at each",
        "in each",
        "of every",
        "per",
    ):
        d.versus = d.versus or d.tokens[at].text not in ("every", "per", "of every")
        d.use(at)


def _dim(d: Draft, at: int) -> bool:
    if not d.is_(at, "entity", "unit"):
        return False
    if d.is_(at, "unit"):
        unit = d.tokens[at].value("unit")
        if unit == "day":
            return False
        d.dims.append(Dim("", time_unit(unit)))
    else:
        entity = d.entity(at)
        if entity in ("deal", "lead", "campaign", "activity"):
            return False
        if entity == "subsidiary":
            entity = "account"
        d.dims.append(Dim(title(entity)))
    d.dim_at.append(at)
    d.use(at)
    return True


def read_order(d: Draft) -> None:
    """ "highest first", "oldest first", "the best month on top"."""
    for at in list(d.free("started")):
        if (
            d.is_(at + 1, "sup")
            and d.tokens[at].text in ("start", "starting")
            and d.tokens[at + 1].value("sup") in ("high", "low")
        ):
            d.order = d.tokens[at + 1].value("sup")
            d.use(at, at + 1)
            d.tokens[at].senses.pop("started")
            d.started = any(t.has("started") for t in d.tokens)
    sups = list(d.free("sup"))
    for first, second in pairwise(sups):
        if (
            second - first <= 2
            and d.tokens[second].text in ("on top", "first", "at the top")
            and d.tokens[first].text != "first"
            and d.tokens[first].value("sup") in ("high", "low")
            and second > 1
        ):
            d.order = d.tokens[first].value("sup")
            d.use(first, second, *(i for i in range(first, second) if d.is_(i, "unit", "entity", "field")))
            break
    for at in list(d.free("order")):
        d.order = d.tokens[at].value("order")
        d.use(at)
    for at in list(d.free("alphabet")):
        d.order = "name"
        d.use(at)


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
        nouns = nouns and not d.any_(at + 2, "count")
        if (nouns and d.tokens[at].text in _SIZE | {"highest", "top", "best"}) or amount:
            d.row_ranking = True
            d.subject = "deal"
            if amount:
                d.use(at + 1)
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
    while d.any_(near, "number") and near < at + 3:
        near += 1
    if d.is_(near, "unit") and d.tokens[near].value("unit") in ("month", "quarter", "week", "year", "weekday"):
        d.ranked_unit = time_unit(d.tokens[near].value("unit"))
        d.use(near)
        if not d.asks and not ask:
            ask = Ask("sales")
    first, last = _ranks(d)
    if last:
        limit, offset = last - first + 1, first - 1
    else:
        offset = 0
    d.ranking = Ranking(descending, limit, offset, ask, field)


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
    if not last and marked and len(numbers) == 2 and numbers[1] - numbers[0] == 2:
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
        ):
            if (
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


def date_field(d: Draft, state: str) -> str:
    """The date that "latest" or "oldest" goes by."""
    if d.started or state == "open" or state in d.vocabulary.open_stages:
        return "deal.opened_at"
    return TIME["deal"]


def read_subject(d: Draft) -> None:
    """What the rows of the answer are, when the question lists something."""
    best, chosen = -1, None
    for at in list(d.free("entity")):
        entity = d.entity(at)
        if _absorbed(d, at, entity):
            d.use(at)
            continue
        if _attribute(d, at, entity):
            continue
        weight = _weight(d, at, entity)
        if weight > best:
            best, chosen = weight, at
    if chosen is not None and not d.subject:
        d.subject = d.entity(chosen)
        d.listing = best >= 3
        d.use(chosen)


def _attribute(d: Draft, at: int, entity: str) -> bool:
    """Whether a noun asks for a fact of the one record that is named: "Violet's region", "stage of 4K2L"."""
    if d.asks or d.ranking or d.any_(at, "group"):
        return False
    owned = {
        "owner.name": ("owner.region", "manager"),
        "deal.name": (
            "account",
            "owner",
            "product",
            "deal.stage",
            "manager",
            "owner.region",
            "account.industry",
            "account.country",
            "product.series",
        ),
        "account.name": ("account.industry", "account.country", "parent"),
        "product.name": ("product.series",),
        "manager.name": (),
    }
    for one in d.placed:
        if (
            one.field in owned
            and len(one.values) == 1
            and not one.negative
            and one.filter.kind == "cond"
            and entity in owned[one.field]
        ):
            return True
    return False


def _weight(d: Draft, at: int, entity: str) -> int:
    """How surely a noun names the rows: right after "which", a rank or a number; deals less than others."""
    weight = 1 if entity in ("deal", "account.country", "deal.stage") else 2
    near = at - 1
    while (
        near >= 0
        and near >= at - 5
        and d.any_(near, "value", "name", "of", "state", "agg", "only", "domestic", "number", "sup", "subs", "others")
    ):
        if d.any_(near, "number", "sup"):
            weight += 2
            break
        near -= 1
    if near >= 0 and d.any_(near, "command"):
        strong = d.tokens[near].text in (
            "which",
            "whose",
            "what",
            "which one",
            "which ones",
            "list",
            "list of",
            "show",
            "name",
            "names of",
            "names",
            "identify",
            "rank",
            "find",
        )
        weight += 3 if strong else 2
    if near >= 0 and d.any_(near, "group") and d.tokens[near].used:
        weight += 3
    if at == 0 and d.any_(1, "comma") and d.tokens[1].text in ("|", "/"):
        weight += 3
    return weight


def _absorbed(d: Draft, at: int, entity: str) -> bool:
    """ "finance sector", "Engaging stage", "East office", "product GTX Pro": the noun only says what the value is."""
    for one in d.placed:
        if (
            one.field == entity
            or one.field == title(entity)
            or (entity, one.field)
            in (("manager", "manager.name"), ("owner", "owner.name"), ("product.series", "product.name"))
        ):
            if one.first - 1 <= at <= one.last + 1:
                return True
    return entity == "manager" and any(
        one.field == "manager.name" and one.last - 1 <= at <= one.last + 2 for one in d.placed
    )
