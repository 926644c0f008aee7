"""Comparisons with numbers, missing values, tests against list price or the average."""

from __future__ import annotations

from assistant.questions.draft import Draft, Placed
from assistant.questions.plan import Cond, Measure, Plan, cond
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
    _between_states(d)
    _against_list(d)
    _against_average(d)
    _missing(d)


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
    for after in (at + 1, at + 2):
        if (
            d.is_(after, "cmp")
            and d.tokens[after].text in _AFTER
            and (d.tokens[after].text != "plus" or d.any_(after + 1, "entity", "state"))
        ):
            return d.tokens[after].value("cmp"), after
        if not d.any_(after, "unit", "count"):
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
    right = _right(d, last, unit)
    if right is not None:
        return right
    left = _left(d, min(at, mark if mark is not None else at), unit)
    if left is not None:
        return left
    return _by_unit(d, unit, at)


def _age_field(d: Draft, at: int, unit: str) -> str | None:
    if unit == "days" or d.fragment:
        return "deal.age"
    return "account.founded_year" if d.tokens[at].period is not None else None


def _right(d: Draft, last: int, unit: str) -> str | Ask | None:
    """ "200 closed deals", "2bn annual revenue", "30 wins"."""
    at, state, distinct = last + 1, "", False
    used: list[int] = []
    while d.any_(at, "state", "agg", "stage", "of", "value") and at <= last + 3:
        token = d.tokens[at]
        if token.has("state") and not token.used:
            state, used = token.value("state"), [*used, at]
        elif token.value("agg") == "distinct":
            distinct, used = True, [*used, at]
        elif token.has("value"):
            pass
        elif not token.has("of"):
            break
        at += 1
    if (
        unit == ""
        and d.is_(at, "entity")
        and d.tokens[at].text in ("people", "persons", "heads")
        and (d.fragment or _population(d) == "account")
    ):
        d.use(at)
        return "account.employees"
    if (
        unit in ("",)
        and d.is_(at, "entity")
        and (
            d.entity(at)
            in (
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
    ):
        entity = d.entity(at)
        d.use(at, *used)
        if entity == "deal":
            return Ask("count", state=state)
        return Ask("count", field=entity, state=state or ("won" if distinct else ""))
    if unit == "" and state:
        d.use(*used)
        return Ask("count", state=state)
    if (
        d.is_(last + 1, "field")
        and unit != "days"
        and FIELDS[d.tokens[last + 1].value("field")].type in ("number", "money", "year")
    ):
        d.use(last + 1)
        return d.tokens[last + 1].value("field")
    if (
        d.is_(last + 1, "measure")
        and (unit in ("", "usd"))
        and d.tokens[last + 1].value("measure") in ("sales", "list_value")
    ):
        d.use(last + 1)
        return Ask(d.tokens[last + 1].value("measure"))
    return None


def _left(d: Draft, first: int, unit: str) -> str | Ask | None:
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
            if not _kept(d, at):
                d.use(at)
            return _entity_amount(d, field)
        if token.has("measure"):
            name = token.value("measure")
            if (
                (unit == "days"
                and name not in ("cycle", "age"))
                or (unit == "percent"
                and name not in ("win_rate", "discount", "price_ratio"))
            ):
                continue
            if not _kept(d, at):
                d.use(at)
            return (
                "deal.age"
                if name == "age"
                else "deal.cycle"
                if name == "cycle" and _population(d) == "deal"
                else Ask(name, state=d.state_near(at, 2) if name == "list_value" else "")
            )
        if token.has("count") and unit == "":
            return None
    return None


def _kept(d: Draft, at: int) -> bool:
    """Whether the compared figure is also asked for: "with a win rate above 65 %" shows it, a bare test need not."""
    return False


def _entity_amount(d: Draft, field: str) -> str | Ask:
    if field == "deal.amount" and _population(d) not in ("deal", ""):
        return Ask("sales")
    return field


def _population(d: Draft) -> str:
    """The entity a question is mainly about, as far as the words alone tell."""
    for at in range(len(d)):
        entity = d.entity(at)
        if entity and not (at and d.any_(at - 1, "group")) and not d.any_(at - 1, "name", "value"):
            return entity
        if d.tokens[at].text in ("who", "whos", "who's") and d.tokens[at].has("command"):
            return "owner"
        if d.tokens[at].has("state"):
            return "deal"
    return ""


def _by_unit(d: Draft, unit: str, at: int) -> str | Ask | None:
    population = _population(d)
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
    whole = tuple(int(v) for v in values) if kind in ("year", "number") else values
    d.placed.append(Placed(cond(target, sign, whole), at, at, target))


def _scaled(d: Draft, at: int, value: float) -> float:
    """A revenue in the unit the records use: "2bn" is 2000 where they hold millions."""
    unit = d.vocabulary.units.get("account.annual_revenue", "")
    millions = "million" in unit.lower()
    return value / 1e6 if millions and value >= 1e5 else value


def _between_states(d: Draft) -> None:
    """ "months where losses outnumber wins": one count against another."""
    for at in list(d.free("cmp")):
        left = next((state for i, state in reversed(d.states) if at - 3 <= i < at), "")
        right = next((state for i, state in d.states if at < i <= at + 4), "")
        numbers = any(d.any_(i, "number", "whole", "average") for i in range(at + 1, min(len(d), at + 5)))
        if left and right and left != right and not numbers and d.tokens[at].value("cmp") in ("<", ">", "<=", ">="):
            d.use(at)
            other = Ask("count", state=right)
            d.limits.append(limit(Ask("count", state=left), d.tokens[at].value("cmp"), against="column", right=other))
            for state in (left, right):
                if all(ask != Ask("count", state=state) for _, ask in d.asks):
                    d.asks.append((at, Ask("count", state=state)))


def _against_list(d: Draft) -> None:
    for kind, op in (("below_list", "<"), ("above_list", ">"), ("at_list", "=")):
        for at in list(d.free(kind)):
            d.use(at)
            test = cond("deal.amount", op, other="product.list_price")
            d.placed.append(Placed(test, at, at, "deal.position"))


def _against_average(d: Draft) -> None:
    """ "above-average win rate", "below that of the whole company"."""
    for at in list(d.free("average", "whole", "agg")):
        token = d.tokens[at]
        if token.has("average"):
            op, marks = token.value("average"), [at]
        else:
            before = next((i for i in (at - 1, at - 2, at - 3) if d.is_(i, "cmp") and d.tokens[i].number is None), None)
            if before is None or (token.has("agg") and token.value("agg") != "avg"):
                continue
            op, marks = d.tokens[before].value("cmp"), [before, at]
        if op not in ("<", ">", "<=", ">="):
            continue
        target = _averaged(d, at)
        if target is None:
            continue
        d.use(
            *marks,
            *(
                i
                for i in range(at + 1, min(len(d), at + 3))
                if d.is_(i, "whole") or (d.tokens[i].value("agg") == "avg" and not d.tokens[i].used)
            ),
        )
        if isinstance(target, Ask):
            rate = target.name in ("win_rate", "deal_size", "cycle", "discount", "price_ratio", "age")
            d.limits.append(limit(target, op, against="whole" if rate else "mean"))
        else:
            node = target.split(".")[0]
            mean = Plan(node, (Measure(node, "avg", target),))
            d.placed.append(Placed(cond(target, op, plan=mean), at, at, target))


def _averaged(d: Draft, at: int) -> str | Ask | None:
    for near in sorted(range(len(d)), key=lambda i: abs(i - at)):
        token = d.tokens[near]
        if token.has("measure") and not token.used:
            return Ask(token.value("measure"))
        if (
            token.has("field")
            and not token.used
            and FIELDS[token.value("field")].type in ("number", "money")
            and token.value("field") != "deal.amount"
        ):
            return token.value("field")
    return None


def _missing(d: Draft) -> None:
    for at in list(d.free("missing", "neg")):
        token = d.tokens[at]
        if token.used:
            continue
        found = _missing_entity(d, at, token.has("missing"))
        if found is None:
            continue
        where, field = found
        kept = d.is_(at - 1, "except") or d.is_(at - 2, "except")
        marks = [
            i
            for i in range(min(at, where), min(len(d), max(at, where) + 3))
            if d.is_(i, "present", "missing", "neg", "only")
        ]
        d.use(at, where, *marks)
        if kept:
            d.use(*(i for i in (at - 1, at - 2) if d.is_(i, "except")))
        d.placed.append(Placed(Cond(field, "present" if kept else "missing"), min(at, where), max(at, where), field))
    for at in list(d.free("present")):
        for near in (at - 1, at + 1):
            if d.is_(near, "entity") and d.entity(near) == "account" and _deals_meant(d, near):
                d.use(at, near)
                d.placed.append(Placed(Cond("deal.account", "present"), near, at, "deal.account"))
                break


def _missing_entity(d: Draft, at: int, explicit: bool) -> tuple[int, str] | None:
    reach = range(at - 3, at + 4) if explicit else range(at + 1, at + 3)
    for near in sorted(reach, key=lambda i: abs(i - at)):
        if d.is_(near, "entity", "field") and (
            d.entity(near) == "account" or d.tokens[near].value("field") == "account.name"
        ):
            if d.any_(near + 1, "state") or d.any_(near + 1, "name") or not _deals_meant(d, near):
                continue
            return near, "deal.account"
        if (
            explicit
            and d.is_(near, "field")
            and d.tokens[near].value("field") in ("deal.opened_at", "deal.close_date", "deal.amount")
        ):
            return near, d.tokens[near].value("field")
    return None


def _deals_meant(d: Draft, near: int) -> bool:
    """Whether the rows in question are deals, so that "no customer" tells of a gap in them."""
    stages = {f"deal.stage|{stage}" for stage in d.vocabulary.values.get("deal.stage", ())}
    for at in range(len(d)):
        if at != near and (
            d.entity(at) == "deal" or d.tokens[at].value("value") in stages or d.tokens[at].value("state") in ("open",)
        ):
            return True
    return d.fragment
