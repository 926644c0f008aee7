"""The field or figure that a number is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.questions.draft import Draft
from assistant.questions.request import Ask
from assistant.questions.semantic.fields import FIELDS

_COUNTED = frozenset(
    (
        "deal",
        "account",
        "owner",
        "product",
        "owner.region",
        "product.series",
        "subsidiary",
        "account.industry",
        "account.country",
        "ticket",
        "order",
        "contact",
    )
)


def target_after(d: Draft, last: int, unit: str) -> str | Ask | None:
    """ "200 closed deals", "2bn annual revenue", "30 wins"."""
    after = _described(d, last)
    found = _counted(d, after) if unit == "" else None
    return found or _figure_after(d, last, unit)


@dataclass(frozen=True, slots=True)
class _After:
    """What stands between a number and its noun."""

    at: int  # the noun's place
    state: str
    distinct: bool
    used: tuple[int, ...]  # places of the words that say state and "distinct"


def _described(d: Draft, last: int) -> _After:
    at, state, distinct = last + 1, "", False
    used: list[int] = []
    while d.any_(at, "state", "agg", "stage", "of", "value") and at <= last + 3:
        token = d.tokens[at]
        if token.has("state") and not token.used:
            state, used = token.value("state"), [*used, at]
        elif token.value("agg") == "distinct":
            distinct, used = True, [*used, at]
        elif not token.has("value", "of"):
            break
        at += 1
    return _After(at, state, distinct, tuple(used))


def _counted(d: Draft, after: _After) -> str | Ask | None:
    """The number of what the noun names, or of a company's people."""
    noun = d.is_(after.at, "entity")
    people = noun and d.tokens[after.at].text in ("people", "persons", "heads")
    if people and (d.fragment or main_entity(d) == "account"):
        d.use(after.at)
        return "account.employees"
    if noun and d.entity(after.at) in _COUNTED:
        entity = d.entity(after.at)
        if entity == "subsidiary":
            if main_entity(d) != "parent":
                return None
            entity = "account"
        d.use(after.at, *after.used)
        if entity == "deal":
            return Ask("count", state=after.state)
        return Ask("count", field=entity, state=after.state or ("won" if after.distinct else ""))
    if after.state:
        d.use(*after.used)
        return Ask("count", state=after.state)
    return None


def _figure_after(d: Draft, last: int, unit: str) -> str | Ask | None:
    at = last + 1
    if d.is_(at, "field") and unit != "days":
        field = d.tokens[at].value("field")
        if FIELDS[field].type in ("number", "money", "year"):
            d.use(at)
            return field
    if d.is_(at, "measure") and unit in ("", "usd") and d.tokens[at].value("measure") in ("sales", "list_value"):
        d.use(at)
        return Ask(d.tokens[at].value("measure"))
    return None


def target_before(d: Draft, first: int, unit: str) -> str | Ask | None:
    """ "revenue over 2bn", "win rate above 65 %", "priced over 1000"."""
    for at in range(first - 1, max(-1, first - 6), -1):
        token = d.tokens[at]
        if token.has("break", "but") and token.text not in ("(", "-"):
            return None
        if (
            token.has("field")
            and not (token.has("count") and unit == "")
            and FIELDS[token.value("field")].type in ("number", "money", "year", "days", "rate", "date")
        ):
            field = token.value("field")
            if FIELDS[field].type == "date" or (unit == "days" and FIELDS[field].type != "days"):
                continue
            if FIELDS[field].type == "year" and d.tokens[first].period is None and not token.used:
                pass
            d.use(at)
            return _entity_amount(d, field)
        if token.has("measure"):
            name = token.value("measure")
            if (unit == "days" and name not in ("cycle", "age")) or (
                unit == "percent" and name not in ("win_rate", "discount", "price_ratio")
            ):
                continue
            d.use(at)
            return (
                "deal.age"
                if name == "age"
                else "deal.cycle"
                if name == "cycle" and main_entity(d) == "deal"
                else Ask(name, state=d.state_near(at, 2) if name == "list_value" else "")
            )
        if token.has("count") and unit == "":
            return None
    return None


def _entity_amount(d: Draft, field: str) -> str | Ask:
    if field == "deal.amount" and main_entity(d) not in ("deal", ""):
        return Ask("sales")
    return field


def main_entity(d: Draft) -> str:
    """The entity a question is mainly about, as far as the words alone tell."""
    for at in range(len(d)):
        entity = d.entity(at)
        if entity and not (at and d.any_(at - 1, "group")) and not d.any_(at - 1, "name"):
            return entity
        if d.tokens[at].text in ("who", "whos", "who's") and d.tokens[at].has("command"):
            return "owner"
        if d.tokens[at].has("state"):
            return "deal"
    return ""
