"""Words that are left once the readers are through."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, Unclear
from assistant.questions.request import Ask, Ranking
from assistant.questions.semantic.fields import FIELDS

_ATTRIBUTE = {
    "account": "account.name",
    "owner": "owner.name",
    "manager": "manager.name",
    "product": "product.name",
    "parent": "account.parent",
}

_BARE_DATES = ("date", "dates", "day", "which day", "what day", "on which day")
_MONEY = ("sales", "list_value", "deal_size", "discount_amount")


def fragment_words(d: Draft) -> None:
    """A bare number cuts the list; words that point back need no explaining."""
    for at in list(d.free("number")):
        number = d.tokens[at].number
        if (
            number
            and number.unit == ""
            and number.value == int(number.value)
            and 1 <= number.value <= 100
            and not d.limits
        ):
            d.use(at)
            d.ranking = (
                replace(d.ranking, limit=int(number.value))
                if d.ranking
                else Ranking(descending=True, limit=int(number.value))
            )
    for at in list(d.free("agg")):
        token = d.tokens[at]
        if token.value("agg") == "sum" and token.text not in (
            "total",
            "sum",
            "add up",
            "adds up",
            "add up to",
            "sum up",
            "in total",
            "altogether",
            "amount to",
            "sum of",
        ):
            d.use(at)
    for at in list(
        d.free(
            "others",
            "pronoun",
            "versus",
            "both",
            "count",
            "amount",
            "howmuch",
            "agg",
            "unit",
            "group",
            "comparative",
            "started",
        )
    ):
        token = d.tokens[at]
        if token.has("others", "pronoun", "versus", "both", "comparative") or (token.has("group") and d.dims):
            d.use(at)
        elif (token.has("agg") and token.value("agg") == "sum") or token.has("howmuch", "amount"):
            d.use(at)
            if not d.asks:
                d.asks.append((at, Ask("sales")))


def read_speaker(d: Draft) -> None:
    """ "my deals" needs to know who speaks; "show me" does not."""
    person = any(one.kind == "user" for token in d.tokens for one in token.named) or any(
        one.field == "deal.name" for one in d.placed
    )
    for at in list(d.free("self")):
        d.use(at)
        word = d.tokens[at].text
        if word == "my" or word in ("mine", "own", "myself"):
            reach = [d.tokens[i] for i in range(at + 1, min(len(d), at + 4))]
            owned = [
                t
                for t in reach[:2]
                if t.has("state", "measure", "period", "started", "duration")
                or t.value("entity") in ("deal", "account", "manager", "owner")
            ]
            if (
                owned
                and word == "my"
                and not person
                and not (reach and reach[0].value("entity") == "manager" and reach[0].text not in ("team", "teams"))
            ):
                raise Unclear("whose? I don't know who is asking", ())
        elif word in ("i", "i've", "ive", "me") and not person:
            reach = [d.tokens[i] for i in range(at + 1, min(len(d), at + 3)) if not d.tokens[i].has("with")]
            if word != "me" and reach and reach[0].has("state", "started"):
                raise Unclear("whose? I don't know who is asking", ())


def requested_columns(d: Draft) -> None:
    """Fields and entities that are left name the columns wanted."""
    if not d.asks and not d.ranking and d.shows and any(t.text in ("where", "where's", "wheres") for t in d.tokens):
        single = {one.field for one in d.placed if len(one.values) == 1 and not one.negative}
        place = {"owner.name": "owner.region", "account.name": "account.country"}
        d.shows += [shown for named, shown in place.items() if named in single][:1]
    for at in list(d.free("field", "entity")):
        _requested(d, at)
    _left_over(d)


def _requested(d: Draft, at: int) -> None:
    """One noun: an amount or a deal that needs no column, what the rows are, or a column."""
    token = d.tokens[at]
    if _opening_date(d, at):
        token.senses["field"] = "deal.opened_at"
    field = token.value("field") or _ATTRIBUTE.get(token.value("entity"), token.value("entity"))
    if field == "deal.amount" and _amount_known(d, at):
        return
    if token.value("entity") == "deal":
        d.use(at)
        if not d.subject and not d.asks and not d.dims:
            d.subject = "deal"
        return
    if field not in FIELDS:
        return
    linked = d.any_(at - 1, "joiner", "comma", "with", "break", "including") or d.any_(at - 2, "with", "including")
    mentioned = d.asks and not token.has("field") and not linked and (d.dims or d.subject) and not d.fragment
    grouped = any(dim.field == field for dim in d.dims) or (d.subject and title(d.subject) == field)
    d.use(at)
    if mentioned or grouped:
        return
    bare = d.asks and not d.fragment and not d.subject and not d.dims
    if bare and FIELDS[field].type == "text" and not token.has("field"):
        d.subject = token.value("entity")
    else:
        d.shows.append(field)


def _opening_date(d: Draft, at: int) -> bool:
    """Whether "date" is that on which deals were opened."""
    token = d.tokens[at]
    opened = d.started or "open" in d.all_states() or any(one.field == "deal.stage" for one in d.placed)
    return token.value("field") == "deal.close_date" and token.text in _BARE_DATES and opened


def _amount_known(d: Draft, at: int) -> bool:
    """Whether "value" is explained by a figure, or asks for one."""
    said = [*(ask for _, ask in d.asks), *(one.ask for one in d.limits)]
    money = any(ask.name in _MONEY or ask.field == "deal.amount" for ask in said)
    if d.fragment and (d.by_figure or d.order):
        d.use(at)
        return True
    if d.asks and not money and not d.ranking:
        d.use(at)
        d.asks.append((at, Ask("list_value" if "open" in d.all_states() else "sales")))
        return True
    if money or (d.ranking and d.ranking.ask):
        d.use(at)
        return True
    return False


def _left_over(d: Draft) -> None:
    """Words for figures that only repeat what is known by now."""
    for at in list(d.free("agg")):
        if d.asks and d.tokens[at].value("agg") in ("sum", "avg"):
            d.use(at)
    for at in list(d.free("amount", "count", "howmuch", "duration")):
        if d.asks or d.ranking:
            d.use(at)
        elif d.tokens[at].has("amount") and (d.subject in ("", "deal")):
            d.shows.append("deal.amount")
            d.use(at)
    for at in list(d.free("share")):
        if any(ask.name == "win_rate" for _, ask in d.asks):
            d.use(at)


def explain_states(d: Draft) -> None:
    """Mark the words that states and groups explain."""
    for at, _ in d.states:
        d.use(at)
    for at in list(d.free("started")):
        d.use(at)
    for at in list(d.free("pronoun")):
        if d.placed or d.subject or d.dims or d.fragment or d.asks:
            d.use(at)
    for at in list(d.free("cmp")):
        if d.tokens[at].text == "over" and d.any_(at + 1, "count", "measure", "agg"):
            continue
        if d.tokens[at].text in ("from", "over", "inside", "past", "beyond", "plus", "within", "up to", "more"):
            d.use(at)
    for at in list(d.free("unit")):
        if d.tokens[at].value("unit") == "day" and any(
            ask.name in ("cycle", "age") or (FIELDS.get(ask.field) and FIELDS[ask.field].type == "days")
            for _, ask in d.asks
        ):
            d.use(at)
    for at in list(d.free("group")):
        if d.tokens[at].text == "across":
            d.use(at)
            continue
        if d.dims and d.tokens[at].text not in ("by", "per"):
            d.use(at)
    for at in list(d.free("only", "never", "whole", "both")):
        if d.tokens[at].has("whole") and d.limits:
            continue
        d.use(at)
    for at in list(d.free("number")):
        small = d.tokens[at].figure_unit == "" and d.tokens[at].figure <= 3
        if (
            small
            and (len(d.spans) == 2 or d.versus or len(d.asks) > 1)
            and not d.any_(at - 1, "cmp", "sup")
            and d.tokens[at].text in ("two", "three", "2", "3")
        ):
            d.use(at)
    if len(d.spans) == 2:
        d.use(*d.free("unit"))
    for at in list(d.free("number")):
        if d.ranking and d.tokens[at].figure == d.ranking.limit:
            d.use(at)
    if not d.fragment and not d.subject and not d.asks and not d.ranking and d.states and not d.shows and not d.dims:
        d.subject = "deal"
