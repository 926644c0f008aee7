"""Missing values, tests against list price, the average, another count."""

from __future__ import annotations

from assistant.questions.draft import Draft, Placed
from assistant.questions.plan import Cond, Measure, Plan, cond
from assistant.questions.request import Ask, limit
from assistant.questions.semantic.fields import FIELDS


def read_between_states(d: Draft) -> None:
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


def read_against_list(d: Draft) -> None:
    """Read tests of the amount against the list price."""
    for kind, op in (("below_list", "<"), ("above_list", ">"), ("at_list", "=")):
        for at in list(d.free(kind)):
            d.use(at)
            test = cond("deal.amount", op, other="product.list_price")
            d.placed.append(Placed(test, at, at, "deal.position"))


def read_against_average(d: Draft) -> None:
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


def read_missing(d: Draft) -> None:
    """Read gaps in the records: "no account", "company missing"."""
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
