"""States, groups, order of a question."""

from __future__ import annotations

from itertools import pairwise

from assistant.questions.draft import Draft
from assistant.questions.parse_share import child_of
from assistant.questions.parse_subject import says_kind_of, title
from assistant.questions.plan import Dim, time_unit
from assistant.questions.semantic.fields import FIELDS

_FIGURES = ("measure", "amount", "field", "state", "count", "agg", "duration", "value", "name")
_EACH = frozenset(
    ("each", "every", "apiece", "respective", "respectively", "individual", "separately", "each and every", "per")
) | frozenset(("of each", "for each", "from each", "at each", "in each", "of every"))


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
    others = any(
        i != at and d.is_(i, "group") and (d.any_(i + 1, "entity", "unit") or d.any_(i + 2, "entity"))
        for i in range(len(d))
    )
    if _mean_per(d, at):
        return
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
    if _columns_of_each(d, at) or _dims_from(d, at):
        d.use(at)
    else:
        _without_dim(d, at)


def _mean_per(d: Draft, at: int) -> bool:
    """ "average revenue per customer": a total divided by the number of customers."""
    mean = [i for i in d.free("agg") if d.tokens[i].value("agg") == "avg"]
    figure = [i for i in range(at) if d.any_(i, "measure") and d.tokens[i].value("measure") == "sales"]
    if not mean or not (figure or any(d.any_(i, "count") for i in range(at))):
        return False
    if d.tokens[at].text not in ("per", "each") or d.entity(at + 1) not in ("account", "product", "manager"):
        return False
    d.per = d.entity(at + 1)
    d.use(at, at + 1, *mean)
    return True


def _dims_from(d: Draft, at: int) -> int:
    """Read the nouns behind a grouping word; how many there were."""
    near, taken = at + 1, 0
    while near < len(d):
        again = d.any_(near, "group") and not d.tokens[near].used
        if again and (taken or near == at + 1):
            d.use(near)
            near += 1
        elif not taken and _may_stand_between(d, at, near):
            near += 1
        elif _dim(d, near):
            taken += 1
            following = _joined_dim(d, near + 1)
            if following is None:
                break
            near = following
        else:
            break
    return taken


def _may_stand_between(d: Draft, at: int, near: int) -> bool:
    """Words that may stand between "by" or "each" and the noun."""
    if d.any_(near, "agg") and d.tokens[near].value("agg") == "distinct":
        return True
    if d.any_(near, "value", "name") and near < at + 3:
        kind = d.any_(near + 1, "entity") and says_kind_of(d, near + 1, d.entity(near + 1))
        return not (kind and d.tokens[at].text in ("by", "across", "in each"))
    return d.any_(near, "of", "others", "only", "state", "with", "pronoun") and near < at + 3


def _joined_dim(d: Draft, near: int) -> int | None:
    """The place of a second noun joined on to the first: "by region and stage", "region x stage"."""
    joined = near
    while (
        d.any_(joined, "joiner", "comma")
        or (d.any_(joined, "group") and not d.tokens[joined].used)
        or (d.any_(joined, "break") and d.tokens[joined].text in ("x", "-", "/"))
    ):
        joined += 1
    fits = d.is_(joined, "entity", "unit") and not d.any_(joined, "field") and not d.any_(joined + 1, "state")
    if joined == near or not fits:
        return None
    d.use(*(i for i in range(near, joined) if d.is_(i, "joiner", "group")))
    return joined


def _without_dim(d: Draft, at: int) -> None:
    """ "by sales" orders, "by close date" dates, "each" compares."""
    text = d.tokens[at].text
    follows = d.tokens[at + 1] if at + 1 < len(d) else None
    field = follows.value("field") if follows is not None and not follows.used else ""
    if text == "by" and field in ("deal.opened_at", "deal.close_date"):
        d.started = d.started or field == "deal.opened_at"
        d.use(at, at + 1)
    elif follows is not None and text in ("by", "wise") and (follows.has(*_FIGURES) or d.entity(at + 1) == "deal"):
        d.use(at)
        d.by_figure = True
    elif text in _EACH | {"for every", "for all the"} and _each_deal(d, at):
        d.use(at)
    elif text in _EACH:
        d.versus = d.versus or text not in ("every", "per", "of every")
        d.use(at)


def _columns_of_each(d: Draft, at: int) -> bool:
    """ "and for each one the country": columns of what is listed, no groups."""
    each = d.tokens[at].text in ("for each", "each", "of each", "for every") and d.any_(at + 1, "pronoun")
    figures = any(t.has("count", "measure", "agg", "howmuch", "sup", "share") for t in d.tokens)
    return each and not figures and not d.fragment and d.tokens[at + 1].text in ("one", "them", "of them", "it")


def _each_deal(d: Draft, at: int) -> bool:
    """ "for each open deal, the customer": the deals are listed."""
    noun = at + 1
    while d.any_(noun, "state", "value", "name") and noun < at + 4:
        noun += 1
    asked = any(d.any_(i, "count", "measure", "agg", "howmuch", "sup", "share") for i in range(len(d)))
    if asked or not d.is_(noun, "entity") or d.entity(noun) != "deal":
        return False
    d.subject, d.listing = "deal", True
    d.use(noun)
    return True


def _dim(d: Draft, at: int) -> bool:
    field = d.tokens[at].value("field") if d.is_(at, "field") else ""
    if field in FIELDS and FIELDS[field].key:
        d.dims.append(Dim(field, "month" if FIELDS[field].type == "date" else ""))
        d.dim_at.append(at)
        d.use(at)
        return True
    if (
        field in FIELDS
        and FIELDS[field].type == "text"
        and not d.tokens[at].has("entity", "unit")
        and not field.endswith(".name")
    ):
        d.dims.append(Dim(field))
        d.dim_at.append(at)
        d.use(at)
        return True
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
            named = [one for one in d.placed if one.field == "account.name" and len(one.values) == 1]
            if len(named) == 1 and not named[0].negative:
                child_of(d, named[0])
            entity = "account"
        if entity == "deal.stage":
            entity = _status_of(d)
        d.dims.append(Dim(title(entity)))
    d.dim_at.append(at)
    d.use(at)
    return True


def _status_of(d: Draft) -> str:
    """The stage of deals, or the status of the tickets or orders that are asked about."""
    spoken = {token.value("entity") for token in d.tokens}
    return (
        "deal.stage"
        if "deal" in spoken
        else next((f"{one}.status" for one in ("ticket", "order") if one in spoken), "deal.stage")
    )


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
