"""Comparisons with numbers."""

from __future__ import annotations

from assistant.questions.draft import Draft, Placed
from assistant.questions.parse_gaps import read_against_average, read_against_list, read_between_states, read_missing
from assistant.questions.parse_targets import main_entity, target_after, target_before
from assistant.questions.plan import cond
from assistant.questions.request import Ask, Limit, limit
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.tokens import Token

_FLIP = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


_AFTER = {
    "or more",
    "and more",
    "and above",
    "or above",
    "or higher",
    "and up",
    "or better",
    "or over",
    "and over",
    "and higher",
    "plus",
    "or less",
    "or fewer",
    "or lower",
    "or under",
    "or below",
    "and below",
    "and under",
}


_NODES = {
    "account",
    "owner",
    "manager",
    "product",
    "account.industry",
    "account.country",
    "owner.region",
    "product.series",
    "parent",
}


def read_tests(d: Draft) -> None:
    """Read every comparison with a number."""
    for at in range(len(d)):
        if d.is_(at, "number", "period") and d.tokens[at].number is not None and not d.tokens[at].used:
            _number(d, at)
    read_between_states(d)
    read_against_list(d)
    read_against_average(d)
    read_missing(d)


def _number(d: Draft, at: int) -> None:
    between = _between(d, at)
    if between is not None:
        return
    op, mark = _operator(d, at)
    if op is None:
        return
    target = _target(d, at, mark)
    if target is None:
        return
    d.use(at, *([mark] if mark is not None else []))
    dropped = next((i for i in range(at) if d.is_(i, "except")), None) if d.fragment else None
    if dropped is not None and op in _FLIP:
        d.use(dropped)
        op = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}[op]
    _apply(d, at, target, op, (_value(d.tokens[at]),))


def _value(token: Token) -> float:
    return token.number.value if token.number else 0.0


def _operator(d: Draft, at: int) -> tuple[str | None, int | None]:
    if d.any_(at + 1, "joiner") and d.tokens[at + 1].text == "+" and not d.any_(at + 2, "number"):
        return ">=", at + 1
    for after in (at + 1, at + 2, at + 3):
        if (
            d.is_(after, "cmp")
            and d.tokens[after].text in _AFTER
            and (d.tokens[after].text != "plus" or d.any_(after + 1, "entity", "state"))
        ):
            return d.tokens[after].value("cmp"), after
        if not d.any_(after, "unit", "count", "entity", "state"):
            break
    for before in (at - 1, at - 2):
        if d.is_(before, "cmp") and d.tokens[before].text not in _AFTER - {"plus"} and d.tokens[before].text != "from":
            return d.tokens[before].value("cmp"), before
        if not d.any_(before, "agg", "field", "of", "entity", "than", "sup"):
            break
    return None, None


def _between(d: Draft, at: int) -> bool | None:
    """ "between 5k and 6k", "from 1982 to 1985", "5k to 6k"."""
    second = at + 2
    if (
        not (d.is_(second, "number") or d.any_(second, "number"))
        or d.tokens[second].used
        or d.tokens[second].number is None
    ):
        return None
    joint, before = d.tokens[at + 1], at - 1
    opened = d.any_(before, "between") or (d.any_(before, "cmp") and d.tokens[before].text == "from")
    if not opened and joint.text not in ("-", "–", "to", "through", "and"):
        return None
    if joint.text == "and" and not d.any_(before, "between"):
        return None
    target = _target(d, at, before if opened else None) or _target(d, second, None)
    if target is None:
        return None
    d.use(at, second, *([before] if opened else []))
    low, high = _value(d.tokens[at]), _value(d.tokens[second])
    if d.tokens[second].figure_unit == "days" != d.tokens[at].figure_unit:
        low = low * (high / max(high, 1))
    _apply(d, at, target, "between", (low, high))
    return True


def _target(d: Draft, at: int, mark: int | None) -> str | Ask | None:
    """The field or figure that a number is compared with."""
    number = d.tokens[at].number
    if number is None:
        return None
    unit = number.unit
    word = d.tokens[mark].value("cmp") if mark is not None else ""
    if word in ("older", "younger"):
        return _age_field(d, at, unit)
    last = max(at, mark or 0)
    right = target_after(d, last, unit)
    if right is not None:
        return right
    left = target_before(d, min(at, mark if mark is not None else at), unit)
    if left is not None:
        return left
    return _by_unit(d, unit, at)


def _age_field(d: Draft, at: int, unit: str) -> str | None:
    if unit == "days" or d.fragment:
        return "deal.age"
    return "account.founded_year" if d.tokens[at].period is not None else None


def _by_unit(d: Draft, unit: str, at: int) -> str | Ask | None:
    population = main_entity(d)
    if d.fragment and unit in ("", "percent", "usd"):
        return Ask("?")
    if unit == "days":
        open_ones = any(
            t.value("state") == "open" or t.value("value") in {f"deal.stage|{s}" for s in d.vocabulary.open_stages}
            for t in d.tokens
        )
        return "deal.age" if open_ones else "deal.cycle"
    if unit == "percent":
        return Ask("win_rate")
    if unit == "usd" or d.tokens[at].figure >= 1000:
        if population == "product":
            return "product.list_price"
        return "deal.amount" if population in ("deal", "") else Ask("sales")
    return None


def _apply(d: Draft, at: int, target: str | Ask, op: str, values: tuple[float, ...]) -> None:
    if isinstance(target, Ask):
        if op == "between":
            d.limits += [Limit(target, ">=", values[0]), Limit(target, "<=", values[1])]
        else:
            sign = {"older": ">", "younger": "<"}.get(op, op)
            if target.name == "win_rate" and values[0] > 1:
                values = (values[0] / 100,)
            d.limits.append(limit(target, sign, values[0]))
        return
    kind = FIELDS[target].type
    sign = op
    if op in ("older", "younger"):
        older_is_more = kind == "days"
        sign = (">" if older_is_more else "<") if op == "older" else ("<" if older_is_more else ">")
    if target == "account.annual_revenue":
        values = tuple(_scaled(d, at, value) for value in values)
    whole = tuple(int(v) if v == int(v) else v for v in values) if kind in ("year", "number") else values
    d.placed.append(Placed(cond(target, sign, whole), at, at, target))


def _scaled(d: Draft, at: int, value: float) -> float:
    """A revenue in the unit the records use: "2bn" is 2000 where they hold millions."""
    unit = d.vocabulary.units.get("account.annual_revenue", "")
    millions = "million" in unit.lower()
    return value / 1e6 if millions and value >= 1e5 else value
