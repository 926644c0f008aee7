"""Deals that must exist, or must not, for what is listed: "bought X but not Y", "never won"."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.draft import Draft, Placed
from assistant.questions.plan import Cond, Filter, cond
from assistant.questions.request import Ask, Clause, Limit, Span

_EXIST = ("neg",)
_INSIDE = (
    "state",
    "name",
    "value",
    "period",
    "entity",
    "agg",
    "never",
    "of",
    "number",
    "started",
    "missing",
    "pronoun",
    "sup",
    "with",
    "only",
    "amount",
    "below_list",
    "above_list",
)
_OWN = {
    "account": ("account.",),
    "owner": ("owner.", "manager."),
    "manager": ("manager.", "owner.region"),
    "product": ("product.",),
    "account.industry": ("account.industry",),
    "account.country": ("account.country",),
    "owner.region": ("owner.region",),
    "product.series": ("product.series",),
}


def read_clauses(d: Draft) -> None:
    """Find negated deals, then the deals that are affirmed beside them."""
    subject = _subject(d)
    if subject in ("", "deal"):
        return
    _quantified(d, subject)
    _without(d, subject)
    starts = [at for at in d.free("neg", "except") if _denies(d, at)]
    if not starts:
        _both(d, subject)
        return
    first = starts[0]
    negatives = []
    covered: set[int] = set()
    for at in starts:
        clause, inside = _clause(d, at, subject)
        negatives.append(clause)
        covered |= inside
    positive = _positive(d, subject, covered, first)
    filled = [_inherit(clause, positive, d) for clause in negatives]
    for at in covered:
        if d.tokens[at].has("state", "neg", "agg", "never", "entity", "started", "with") and not d.tokens[at].used:
            d.use(at)
    d.clauses += [*([positive] if positive else []), *filled]


def _subject(d: Draft) -> str:
    for at in range(len(d)):
        entity = d.entity(at)
        if d.tokens[at].used or not entity or (d.any_(at - 1, "name", "value") and d.any_(at - 1, "name")):
            described = entity and d.any_(at - 1, "value")
            if not described:
                continue
        if entity in _OWN:
            return entity
        if entity == "deal":
            return (
                "deal"
                if at < 3 and not any(d.entity(i) in _OWN for i in range(at + 1, len(d)))
                else _subject_after(d, at)
            )
    who = any(t.text in ("who", "whos", "who's", "anyone", "nobody", "somebody") for t in d.tokens)
    if who:
        return (
            "account"
            if any(t.text in ("bought", "buy", "purchased", "purchase", "buying", "bought from us") for t in d.tokens)
            else "owner"
        )
    return ""


def _without(d: Draft, subject: str) -> None:
    """ "accounts with no orders", "customers without an open ticket"."""
    if subject != "account":
        return
    for at in list(d.free("neg")):
        near = at + 2 if d.any_(at + 1, "state") else at + 1
        if d.is_(near, "entity") and d.entity(near) in ("ticket", "order", "contact", "subscription", "invoice"):
            state = "open" if near == at + 2 and d.tokens[at + 1].value("state") == "open" else ""
            d.use(at, near, *([at + 1] if state else []))
            d.states = [(i, one) for i, one in d.states if i != at + 1]
            d.limits.append(Limit(Ask("count", field=d.entity(near), state=state), "=", 0.0))


def _quantified(d: Draft, subject: str) -> None:
    """ "sectors that have only US accounts", "no foreign company": all or none of the accounts of a group."""
    if not subject.startswith("account."):
        return
    for at in range(len(d)):
        if d.entity(at) != "account" or d.tokens[at].used:
            continue
        conds = [
            one
            for one in d.placed
            if abs(one.first - at) <= 2 and one.field.startswith("account.") and one.filter.kind == "cond"
        ]
        marks = [i for i in range(max(0, at - 4), at) if d.is_(i, "only", "neg")]
        if len(conds) != 1 or not marks or conds[0].field == subject:
            continue
        one, only = conds[0], d.tokens[marks[-1]].has("only")
        flipped = {"=": "!=", "!=": "=", "in": "not_in", "not_in": "in"}
        test = one.filter
        if only and isinstance(test, Cond) and test.op in flipped:
            test = cond(test.field, flipped[test.op], test.values)
        d.placed.remove(one)
        d.use(at, *marks)
        d.limits.append(Limit(Ask("count", field="account", where=(test,)), "=", 0.0))


def _subject_after(d: Draft, at: int) -> str:
    return next((d.entity(i) for i in range(at + 1, len(d)) if d.entity(i) in _OWN), "")


def _denies(d: Draft, at: int) -> bool:
    """Whether a negation denies deals: a state, a deal, or the pipeline follows before anything else."""
    if d.tokens[at].text in ("non", "neither"):
        return False
    if d.tokens[at].has("except"):
        return d.any_(at + 1, "period") and d.any_(at - 1, "but", "joiner", "comma")
    if d.any_(at + 1, "name", "value") and d.any_(at - 1, "but", "joiner"):
        return True
    for near in range(at + 1, min(len(d), at + 6)):
        token = d.tokens[near]
        if token.has("state", "started") or d.entity(near) == "deal":
            return True
        if token.text in ("in", "period") or token.has("period"):
            return d.any_(at - 1, "but", "joiner") or d.any_(at - 2, "but")
        if not token.has("name", "value", "agg", "never", "of", "number", "sup", "entity", "pronoun", "only", "with"):
            return False
    return False


def _clause(d: Draft, at: int, subject: str) -> tuple[Clause, set[int]]:
    inside = {at}
    for near in range(at + 1, len(d)):
        token = d.tokens[near]
        if not token.has(*_INSIDE) or (
            token.has("joiner", "group", "command", "but") and not token.has("state", "name", "value")
        ):
            if token.has("comma", "joiner") and d.any_(near + 1, "period", "name") and near > at + 1:
                continue
            break
        if token.has("entity") and d.entity(near) not in ("deal", subject, "product") and not d.any_(near - 1, "value"):
            break
        inside.add(near)
    return _made(d, inside, subject, negative=True), inside


def _made(d: Draft, inside: set[int], subject: str, *, negative: bool) -> Clause:
    state = next((state for at, state in d.states if at in inside), "")
    own = [one for one in d.placed if one.first in inside and not _about(one, subject)]
    for one in own:
        d.placed.remove(one)
    span = next((span for at, span in d.spans if at in inside), None)
    if span is not None:
        d.spans = [(at, other) for at, other in d.spans if at not in inside]
    d.states = [(at, other) for at, other in d.states if at not in inside]
    return Clause(negative, state, tuple(one.filter for one in own), span)


def _about(one: Placed, subject: str) -> bool:
    return one.field.startswith(_OWN.get(subject, ())) and not one.field.startswith("deal.")


def _positive(d: Draft, subject: str, covered: set[int], first: int) -> Clause | None:
    """The deals that are affirmed: a state outside the denied part, with its conditions."""
    if not d.states:
        outside = [at for at in range(len(d)) if at not in covered and d.entity(at) == "deal" and not d.tokens[at].used]
        if not outside or not any(t.has("but", "joiner") for t in d.tokens):
            return None
        d.use(*outside)
        return Clause(False)
    inside = {at for at in range(len(d)) if at not in covered}
    for at in inside:
        if d.tokens[at].has("state", "started") and not d.tokens[at].used:
            d.use(at)
        if d.entity(at) == "deal" and not d.tokens[at].used:
            d.use(at)
    return _made(d, inside, subject, negative=False)


def _inherit(clause: Clause, positive: Clause | None, d: Draft) -> Clause:
    """A denied set says only what differs: the rest is as in the affirmed one."""
    if positive is None:
        return clause
    fields = {_field(one) for one in clause.where}
    more = tuple(one for one in positive.where if _field(one) not in fields)
    keep = bool(clause.where) and not any(t.has("pronoun") for t in d.tokens)
    return replace(clause, state=clause.state or positive.state, where=clause.where if keep else (*clause.where, *more))


def _field(one: Filter) -> str:
    return getattr(one, "field", "")


def _both(d: Draft, subject: str) -> None:
    """Two affirmed sets: "won something and has an open deal", "bought in Q3 and in Q4"."""
    states = d.all_states()
    if set(states) >= {"won", "open"} and not any(d.free("share", "versus", "measure", "count", "howmuch", "group")):
        shared = [one for one in d.placed if not _about(one, subject)]
        for one in shared:
            d.placed.remove(one)
        where = tuple(one.filter for one in shared)
        d.clauses += [Clause(False, state, where, _span(d)) for state in ("won", "open")]
        for at, token in enumerate(d.tokens):
            if token.has("state") or d.entity(at) == "deal":
                d.use(at)
        d.states.clear()


def _span(d: Draft) -> Span | None:
    return None
