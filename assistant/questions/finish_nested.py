"""Questions within questions, sets that must both hold."""

from __future__ import annotations

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere
from assistant.questions.plan import Cond
from assistant.questions.request import Clause


def refuse_nested(d: Draft) -> None:
    """A superlative that belongs to another noun than the one listed is a question within the question."""
    sups = [
        at for at, t in enumerate(d.tokens) if t.has("sup") and t.value("sup") in ("high", "low") and not t.has("cmp")
    ]
    listed = [at for at, t in enumerate(d.tokens) if t.value("entity") == d.subject and d.subject]
    people = {
        "account",
        "owner",
        "manager",
        "product",
        "owner.region",
        "account.industry",
        "account.country",
        "product.series",
    }
    for at in sups:
        near = [
            i
            for i in range(max(0, at - 4), at)
            if d.entity(i) in people
            and any(d.any_(j, "with") or d.tokens[j].text in ("where", "that") for j in range(i + 1, at + 1))
        ]
        if near and d.subject and d.entity(near[-1]) != d.subject and listed and listed[0] < near[-1] and not d.dims:
            raise NotHere("that is a question within a question, which I can't take apart yet", 0.4)
    if (
        any(t.text == "than" for t in d.tokens)
        and len(d.spans) < 2
        and not any(len(one.values) > 1 for one in d.placed)
    ):
        raise NotHere("I could not tell what is compared with what", 0.4)
    than = [
        at
        for at in d.free("cmp", "than")
        if d.any_(at + 1, "name") and d.tokens[at].value("cmp") != ">=" and d.tokens[at].text not in ("over", "from")
    ]
    if than and not any(len(one.values) > 1 for one in d.placed):
        raise NotHere("I can't compare everyone with one of them yet", 0.4)
    strong = [at for at in sups if d.tokens[at].text not in ("first", "leader", "record")]
    kinds = {d.entity(i) for at in strong for i in (at + 1, at + 2) if d.entity(i) in people}
    spoken = {t.value("entity") for t in d.tokens} & people
    if len(kinds) > 1 or (len(strong) > 1 and len(spoken) > 1 and not d.dims and strong[-1] - strong[0] > 4):
        raise NotHere("that is a question within a question, which I can't take apart yet", 0.4)


def intersect(d: Draft) -> None:
    """ "customers to whom both A and B have sold": each of them must have."""
    several = [
        one
        for one in d.placed
        if len(one.values) > 1
        and not one.negative
        and one.filter.kind == "cond"
        and one.joined in ("and", "", "versus")
    ]
    marked = any(t.has("also") or t.text == "both" for t in d.tokens)
    if (
        not several
        or not marked
        or d.asks
        or d.clauses
        or d.subject in ("", "deal")
        or several[0].field == title(d.subject)
    ):
        return
    one = several[0]
    states = d.all_states()
    rest = [p for p in d.placed if p is not one and not p.field.startswith(d.subject.split(".")[0] + ".")]
    d.placed = [p for p in d.placed if p is not one and p not in rest]
    span = d.spans[0][1] if len(d.spans) == 1 else None
    d.spans = [] if span else d.spans
    where = tuple(p.filter for p in rest)
    d.clauses += [
        Clause(False, states[0] if states else "", (*where, Cond(one.field, "=", (value,))), span)
        for value in one.values
    ]
    for at, _ in d.states:
        d.use(at)
    d.states.clear()
