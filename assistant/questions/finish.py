"""The slots of a request, decided from everything that was read."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build import title
from assistant.questions.draft import Draft, NotHere, Placed, Unclear
from assistant.questions.plan import Cond, Dim, Filter, Group, Plan, Show, time_unit
from assistant.questions.request import Ask, Clause, Ranking, Request
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.semantic.objects import NODES, path

_ATTRIBUTE = {
    "account": "account.name",
    "owner": "owner.name",
    "manager": "manager.name",
    "product": "product.name",
    "parent": "account.parent",
}


def finish(d: Draft) -> Request:
    """Decide every slot.

    Raises:
        Unclear: Something is missing that only the asker can say.
        NotHere: Words are left that nothing explains.
    """
    _periods_exist(d)
    if d.row_ranking:
        d.asks = [(at, ask) for at, ask in d.asks if ask.name not in ("count", "sales")]
    _myself(d)
    _merge(d)
    _who(d)
    _record(d)
    _listing_of_deals(d)
    _nested(d)
    _intersected(d)
    _default_ask(d)
    _shares(d)
    _versus(d)
    _rows_of(d)
    _comparisons(d)
    _default_ask(d)
    _shows(d)
    _state_words(d)
    _rank_key(d)
    _time_dims(d)
    _per_group(d)
    _groups_of_companies(d)
    if d.per:
        d.dims = [dim for dim in d.dims if dim.field != title(d.per)]
    _sane(d)
    if d.fragment:
        _fragment_words(d)
    if any(ask.name == "sales" for _, ask in d.asks) and "lost" in d.all_states() and "won" not in d.all_states():
        raise NotHere("lost deals carry no amount in these records", 0.5)
    left = d.leftovers()
    if left and left[0].has("pronoun") and not d.fragment:
        raise Unclear(f"who or what “{left[0].text}” is", ())
    if left:
        raise NotHere(f"I could not work “{left[0].text}” into an answer", 0.4)
    request = _request(d)
    if not d.fragment:
        _complete(request, d)
    return request


def _fragment_words(d: Draft) -> None:
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
            "pronoun", "versus", "both", "count", "amount", "howmuch", "agg", "unit", "group", "comparative", "started"
        )
    ):
        token = d.tokens[at]
        if token.has("pronoun", "versus", "both", "comparative") or (token.has("group") and d.dims):
            d.use(at)
        elif (token.has("agg") and token.value("agg") == "sum") or token.has("howmuch", "amount"):
            d.use(at)
            if not d.asks:
                d.asks.append((at, Ask("sales")))


def _request(d: Draft) -> Request:
    states = d.all_states()
    cased = any(dim.cases and dim.field.startswith("account.") for dim in d.dims)
    if cased and not states and not any(t.value("entity") == "deal" for t in d.tokens):
        d.asks = [(at, replace(ask, field="account") if ask == Ask("count") else ask) for at, ask in d.asks]
    counted = [ask for _, ask in d.asks if ask.name == "count" and not ask.field]
    if len(states) == 1 and len(counted) > 1:
        d.asks = [(at, ask) for at, ask in d.asks if ask not in counted[1:]]
    asks = tuple(ask for _, ask in d.asks)
    others = [ask for ask in asks if ask.name == "count" and ask.field not in ("", "deal")]
    if len(states) == 1 and any(ask.state == states[0] for ask in others) and any(not ask.state for ask in others):
        states = ()
    if len(states) > 1 and any(ask.name == "list_value" for ask in asks) and "open" in states:
        states = ("open",)
    if "closed" in states and set(states) & {"won", "lost"}:
        states = tuple(one for one in states if one != "closed")
    state = states[0] if len(states) == 1 else ""
    if len(states) > 1:
        asked = {ask.state for ask in asks if ask.state}
        covered = [
            one
            for one in states
            if any(
                MEASURES.get(a.name) and MEASURES[a.name].state == one and MEASURES[a.name].agg != "ratio" for a in asks
            )
        ]
        if set(states) >= {"won", "lost"} and covered and not {"won", "lost"} <= (asked | set(covered)):
            raise NotHere("I could not tell which deals are meant", 0.3)
        rest = [
            one
            for one in states
            if one not in asked and not any(MEASURES.get(a.name) and MEASURES[a.name].state == one for a in asks)
        ]
        state = rest[0] if len(rest) == 1 and len(asked) == 0 else ""
        if len(rest) > 1 or (rest and asked):
            narrower = [one for one in states if one in ("won", "lost")]
            if set(states) == {"won", "closed"} or set(states) == {"lost", "closed"}:
                state = narrower[0]
            else:
                raise NotHere("I could not tell which deals are meant", 0.3)
    dims = tuple(dict.fromkeys(d.dims))
    if not d.fragment and not asks and any(dim.unit for dim in dims) and not d.ranking:
        raise NotHere("I could not tell what to work out", 0.4)
    if any(dim.field == "deal.stage" for dim in dims) and not state and not any(ask.state for ask in asks):
        state = ""
    return Request(
        subject=d.subject,
        shows=tuple(dict.fromkeys(d.shows)),
        asks=asks,
        dims=dims,
        where=tuple(one.filter for one in d.placed),
        state=state,
        started=d.started,
        spans=tuple(span for _, span in d.spans),
        clauses=tuple(d.clauses),
        limits=tuple(d.limits),
        ranking=d.ranking,
        order=d.order,
        share=d.share,
        part=tuple(d.part),
        part_state=d.part_state,
        change=d.change,
        trend=d.trend,
        per=d.per,
        columns=d.columns,
        rank_of=d.rank_of,
        listing=d.listing,
    )


def _nested(d: Draft) -> None:
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


def _intersected(d: Draft) -> None:
    """ "customers to whom both A and B have sold": each of them must have."""
    several = [
        one
        for one in d.placed
        if len(one.values) > 1 and not one.negative and one.filter.kind == "cond" and one.joined in ("and", "")
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


def _myself(d: Draft) -> None:
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


def _merge(d: Draft) -> None:
    """Two values of one field side by side are compared; a test next to its opposite splits the rows in two."""
    for one in list(d.placed):
        for other in d.placed:
            if other is one or one not in d.placed or other.field != one.field:
                continue
            if _opposite(one, other) and d.share:
                continue
            if _opposite(one, other):
                first = one if not one.negative else other
                d.placed = [p for p in d.placed if p not in (one, other)]
                if first.filter.kind == "cond" and first.filter.op == "missing":
                    first = other
                labels = _labels_of(first.field, first.values)
                d.dims.insert(0, Dim(first.field, cases=(first.filter,), labels=labels))
                return None
            if (
                one.values
                and other.values
                and not one.negative
                and not other.negative
                and one.filter.kind == "cond"
                and other.filter.kind == "cond"
                and one.filter.op in ("=", "in")
                and other.filter.op in ("=", "in")
            ):
                values = tuple(dict.fromkeys((*one.values, *other.values)))
                both = Placed(
                    Cond(one.field, "in" if len(values) > 1 else "=", values),
                    one.first,
                    other.last,
                    one.field,
                    values,
                    "versus" if len(values) > 1 else "",
                )
                d.placed = [both if p is one else p for p in d.placed if p is not other]
                _merge(d)
                return


_SELLING = {"sold", "sell", "sells", "selling", "sold to", "bought", "buy", "buys", "buying", "purchased", "purchase"}


def _opposite(one: Placed, other: Placed) -> bool:
    a, b = one.filter, other.filter
    if a.kind != "cond" or b.kind != "cond":
        return False
    if {a.op, b.op} == {"missing", "present"}:
        return True
    return one.values == other.values and bool(one.values) and one.negative != other.negative


def _labels_of(field: str, values: tuple[str, ...]) -> tuple[str, str]:
    if field == "account.parent":
        return ("subsidiary", "independent")
    if field == "account.country":
        return (" or ".join(values), "other countries")
    return (" or ".join(values), "other") if values else ("with", "without")


def _record(d: Draft) -> None:
    """Questions about one deal ask for its fields."""
    if not any(one.field == "deal.name" for one in d.placed):
        return
    if any(t.has("versus", "change") for t in d.tokens):
        raise NotHere("I can't compare the fields of one deal", 0.3)
    states = set(d.all_states())
    if states:
        if len(states) > 1 or not d.shows:
            d.shows.append("deal.stage")
        d.states.clear()
    for at, token in enumerate(d.tokens):
        if token.has("state"):
            d.use(at)
        if token.text in ("when", "when's") or token.value("field") == "deal.close_date":
            d.shows.append("deal.opened_at" if d.started else "deal.close_date")
    d.started = False
    d.asks = (
        [(at, ask) for at, ask in d.asks if ask.name not in ("sales", "cycle", "age")] if not d.fragment else d.asks
    )
    if any(t.has("duration") or t.value("measure") in ("cycle",) for t in d.tokens):
        d.shows.append("deal.cycle")
    if any(t.value("measure") == "age" for t in d.tokens):
        d.shows.append("deal.age")
    if any(t.has("howmuch", "amount") or t.value("field") == "deal.amount" for t in d.tokens):
        d.shows.append("deal.amount")
    d.subject = "deal"


def _default_ask(d: Draft) -> None:
    """Groups without a figure are counted."""
    if d.fragment or d.asks or d.share or (d.ranking and (d.ranking.ask or d.ranking.field)):
        return
    real = list(d.dims)
    each = any(
        t.has("group") and t.text in ("each", "every one", "each of", "of each", "every", "from each") for t in d.tokens
    )
    if (
        d.listing
        and d.subject not in ("", "deal")
        and each
        and any(t.text in _SELLING for t in d.tokens)
        and not d.clauses
    ):
        d.asks.append((0, Ask("sales")))
        return
    if not real or (d.clauses and not real):
        return
    if (
        d.subject
        and d.subject not in ("deal",)
        and not d.states
        and title(d.subject) not in [dim.field for dim in real]
    ):
        if any(title(d.subject).startswith(_DETERMINED.get(dim.field, ("-",)) or ("-",)) for dim in real):
            d.shows.append(title(d.subject) if title(d.subject) != "parent.name" else "account.parent")
            d.subject = ""
            return
        if d.shows or d.listing or d.ranking:
            return
        d.asks.append((0, Ask("count", field="account" if d.subject == "subsidiary" else d.subject)))
        d.subject = ""
    elif d.states or d.subject == "deal" or (d.spans and len(d.spans) > 1 and d.states):
        if d.subject == "deal" and d.shows:
            return
        sold = any(t.text in _SELLING for t in d.tokens)
        d.asks.append((0, Ask("sales" if sold else "count")))
        d.subject = ""


def _listing_of_deals(d: Draft) -> None:
    """ "every win: account, rep, value, close date" lists the deals themselves."""
    if d.dims or d.ranking or d.share or d.limits or d.clauses or d.per:
        return
    fields = [
        at
        for at in d.free("field")
        if d.tokens[at].value("field")
        in ("deal.close_date", "deal.opened_at", "deal.name", "deal.stage", "deal.amount")
    ]
    others = [
        at
        for at in d.free("entity", "command")
        if d.entity(at)
        in (
            "account",
            "owner",
            "product",
            "deal.stage",
            "owner.region",
            "manager",
            "account.industry",
            "account.country",
        )
        or (d.tokens[at].text in ("who", "who's", "when", "whom") and at > 1)
    ]
    own = [at for at in fields if d.tokens[at].value("field") != "deal.amount"]
    deals = (
        d.states
        or d.subject == "deal"
        or any(t.value("entity") == "deal" for t in d.tokens)
        or any(one.field == "deal.stage" for one in d.placed)
    )
    weak = all(ask.name == "count" and ask.state for _, ask in d.asks) or all(
        ask.name == "sales" and d.tokens[at].has("howmuch", "amount", "field") for at, ask in d.asks
    )
    listed = 1 if d.subject in ("account", "owner", "product", "manager", "deal.stage") else 0
    commanded = (
        d.listing
        and listed
        and not any(d.tokens[i].has("break") and d.tokens[i].text in (":", "-", ".") for i in range(len(d)))
    )
    if (
        not weak
        or commanded
        or not (len(own) + len(others) + listed >= 2 or (fields and (others or listed)))
        or not deals
    ):
        return
    money = any(ask.name == "sales" for _, ask in d.asks)
    d.asks.clear()
    if d.subject in ("account", "owner", "product", "manager", "deal.stage"):
        d.shows.append(title(d.subject))
    for at in others:
        if d.tokens[at].text in ("who", "who's", "whom"):
            bought = any(
                d.tokens[i].text in ("bought", "buys", "purchased") for i in range(at + 1, min(len(d), at + 3))
            )
            d.shows.append("account.name" if bought else "owner.name")
        elif d.tokens[at].text == "when":
            d.shows.append("deal.opened_at" if d.started else "deal.close_date")
    d.subject = "deal"
    if money:
        d.shows.append("deal.amount")


def _rows_of(d: Draft) -> None:
    """A listed entity with a figure is what the figure is worked out for; one that is only mentioned is not."""
    if not d.asks or d.ranking or d.limits or d.clauses or d.subject in ("", "deal"):
        return
    deals = d.states or d.started or d.spans or any(t.value("entity") == "deal" for t in d.tokens)
    if (
        [ask for _, ask in d.asks] == [Ask("count")]
        and not deals
        and d.subject in ("account", "owner", "product")
        and not d.fragment
    ):
        d.asks = [(0, Ask("count", field=d.subject))]
        d.subject = ""
        return
    node = d.subject.split(".")[0]
    if any(dim.cases for dim in d.dims) or any(
        len(one.values) > 1 and one.field.startswith(f"{node}.") and one.field != title(d.subject) for one in d.placed
    ):
        d.subject = ""
        return
    if (d.listing or (d.versus and not d.dims)) and all(dim.field != title(d.subject) for dim in d.dims):
        d.dims.append(Dim(title(d.subject)))
    d.subject = ""


def _periods_exist(d: Draft) -> None:
    for _, span in d.spans:
        if span.start > d.as_of:
            raise NotHere("that lies in the future, which these records cannot tell", 0.8)


def _who(d: Draft) -> None:
    """ "who" stands for reps, for customers when it buys."""
    if d.fragment:
        return
    who = [
        at for at, t in enumerate(d.tokens) if t.text in ("who", "whos", "who's", "whose", "whom") and t.has("command")
    ]
    if not who or d.subject or any(one.field == "deal.name" for one in d.placed):
        if who and any(one.field == "deal.name" for one in d.placed) and "owner.name" not in d.shows:
            d.shows.append("owner.name")
        return
    buys = any(
        t.text in ("bought", "buys", "buy", "purchased", "purchase", "buying", "bought from us") for t in d.tokens
    )
    if any(dim.field in ("owner.name", "manager.name", "account.name") for dim in d.dims):
        return
    listed = d.asks or d.ranking or d.limits or d.clauses or d.states or d.shows == []
    if listed and not (d.shows and not d.asks and not d.ranking):
        d.subject = "account" if buys else "owner"


def _groups_of_companies(d: Draft) -> None:
    """ "each parent with its subsidiaries": both are rolled up under the parent's name."""
    joint = False
    for at, token in enumerate(d.tokens):
        if token.value("entity") == "subsidiary":
            joint = joint or any(
                d.any_(i, "including")
                or (d.any_(i, "joiner") and (d.entity(i - 1) == "parent" or d.any_(i - 1, "pronoun")))
                for i in range(max(0, at - 2), at)
            )
    if not joint or all(dim.field != "parent.name" for dim in d.dims):
        return
    parents = Plan("parent", (Show("parent.name"),))
    d.dims = [Dim("account.group") if dim.field == "parent.name" else dim for dim in d.dims]
    d.placed = [one for one in d.placed if one.field != "account.parent"]
    either = Group("any", (Cond("account.parent", "present"), Cond("account.name", "in", (), "", parents)))
    d.placed.append(Placed(either, 0, 0, "account.group"))
    for at in list(d.free("including")):
        d.use(at)


def _per_group(d: Draft) -> None:
    """A ranking within each group: the group first, then what is ranked."""
    if d.ranking is None:
        return
    if d.ranked_unit:
        opened = d.started
        d.dims.append(Dim("deal.opened_at" if opened else "deal.close_date", d.ranked_unit))
        if d.subject and all(dim.field != title(d.subject) for dim in d.dims):
            if d.subject != "deal":
                d.dims.insert(0, Dim(title(d.subject)))
            d.subject = ""
        d.ranking = replace(d.ranking, per=len(d.dims) > 1)
        return
    if len(d.dims) == 2 and not d.ranking.per and not d.subject and d.ranking.limit < 1000:
        d.ranking = replace(d.ranking, per=True)
        return
    ranked = title(d.subject) if d.subject and d.subject != "deal" else ""
    several = [
        one for one in d.placed if len(one.values) > 1 and not one.negative and one.joined in ("and", "versus", "")
    ]
    if not d.dims and ranked and several and several[0].field != ranked and d.ranking.limit < 1000:
        d.dims.append(Dim(several[0].field))
    if d.dims and ranked and all(dim.field != ranked for dim in d.dims):
        d.dims.append(Dim(ranked))
        d.ranking = replace(d.ranking, per=True)
        d.subject = ""


_DETERMINED = {
    "owner.name": ("owner.", "manager."),
    "account.name": ("account.", "parent."),
    "product.name": ("product.",),
    "manager.name": ("manager.",),
    "parent.name": ("parent.",),
    "deal.name": ("deal.", "account.", "owner.", "manager.", "product."),
    "product.series": (),
    "account.industry": (),
}


def _sane(d: Draft) -> None:
    """Refuse what contradicts itself, or would show a column that its rows do not determine."""
    states = set(d.all_states())
    stages = [
        one
        for one in d.placed
        if one.field == "deal.stage" and not one.negative and not set(one.values) & {"Won", "Lost"}
    ]
    for one in stages:
        cycle = any(ask.name == "cycle" for _, ask in d.asks) or any(p.field == "deal.cycle" for p in d.placed)
        if states & {"won", "lost", "closed"} and (cycle or d.started):
            d.placed.remove(one)
        elif states & {"won", "lost", "closed"} and "open" not in states:
            raise NotHere("an open stage and a closed outcome exclude each other", 0.4)
    if states & {"won", "lost", "closed"} and any(p.field == "deal.age" for p in d.placed) and "open" not in states:
        d.placed = [
            replace(p, filter=replace(p.filter, field="deal.cycle"), field="deal.cycle")
            if p.field == "deal.age" and p.filter.kind == "cond"
            else p
            for p in d.placed
        ]
    seen: dict[str, int] = {}
    for one in d.placed:
        if FIELDS.get(one.field) and FIELDS[one.field].type in ("money", "number", "days", "year", "rate"):
            seen[one.field] = seen.get(one.field, 0) + 1
    if any(count > 2 for count in seen.values()):
        raise NotHere("I could not fit these bands together", 0.4)
    dims = [dim.field for dim in d.dims if not dim.unit] + (
        [title(d.subject)] if d.subject and not (d.asks and d.subject == "deal") else []
    )
    if d.asks or d.dims or (d.subject and d.subject != "deal" and (d.states or d.subject not in NODES)):
        for show in d.shows:
            if (
                not d.fragment
                and show not in dims
                and not any(show.startswith(_DETERMINED.get(dim, ())) for dim in dims)
            ):
                raise NotHere(f"I could not tell which {FIELDS[show].label} is meant", 0.35)


def _shares(d: Draft) -> None:
    if d.share != "?":
        return
    mark = next(at for at, t in enumerate(d.tokens) if t.has("share"))
    money = [ask for _, ask in d.asks if ask.name in ("sales", "list_value")]
    counts = [ask for _, ask in d.asks if ask.name == "count"]
    ask: Ask | None = next(iter(money or counts), None)
    if any(one not in (*money, *counts) for _, one in d.asks) or d.ranking:
        raise NotHere("I can't show a share next to that", 0.3)
    if (
        ask is None
        and any(t.text in _SELLING | {"purchases", "closed won"} for t in d.tokens)
        and (d.dims or d.subject)
    ):
        ask = Ask("sales")
    if ask is None:
        ask = Ask("count", field=d.subject if d.subject in NODES and d.subject != "deal" and not d.states else "")
    d.asks = [(mark, ask)]
    nouns = [
        at
        for at, t in enumerate(d.tokens)
        if t.has("measure", "state", "amount")
        or t.value("entity") == "deal"
        or (t.has("entity") and t.value("entity") == ask.field)
    ]
    noun = min([at for at in nouns if at > mark] or nouns or [mark])
    _side_by_side(d)
    special = [one for one in d.placed if one.field in ("deal.account", "deal.position") or one.filter.kind == "group"]
    after = [one for one in d.placed if one.first > noun]
    before = [one for one in d.placed if one.first < mark]
    before = [
        one
        for one in before
        if not any(d.any_(i, "command", "comma", "group", "break") for i in range(one.last + 1, mark))
    ]
    if before and after and len(d.placed) > 1:
        after = []
    if not special and len({one.field for one in before}) > 1:
        raise NotHere("I could not tell the part from the whole", 0.3)
    if not before and not after and len(d.placed) > 1 and not d.dims and not special:
        raise NotHere("I could not tell the part from the whole", 0.3)
    chosen = special or before or after or (list(d.placed) if not d.dims else [])
    if chosen and not (d.dims and not special and not before and not after):
        d.share = "part"
        d.part = [one.filter for one in chosen]
        d.placed = [one for one in d.placed if not any(_opposite(one, other) for other in chosen)]
        d.placed = [one for one in d.placed if one not in chosen]
        if d.subject and d.subject not in ("deal",) and not d.dims:
            d.subject = ""
        return
    states = d.all_states()
    if d.subject not in ("", "deal") and len(d.dims) == 1 and d.dims[0].field != title(d.subject):
        d.dims.insert(0, Dim(title(d.subject)))
        d.subject = ""
    inner = [
        at
        for at in range(mark + 1, min(len(d), mark + 5))
        if d.is_(at, "entity") and d.entity(at) not in ("deal", "account")
    ]
    if d.subject and d.subject != "deal" and not d.dims:
        d.dims.append(Dim(title(d.subject)))
        d.subject = ""
    if inner and d.dims and len(d.dims) == 1 and title(d.entity(inner[0])) != d.dims[0].field:
        d.use(inner[0])
        d.dims.insert(0, Dim(title(d.entity(inner[0]))))
    if not d.dims and d.subject and d.subject != "deal":
        d.dims.append(Dim(title(d.subject)))
    if not d.dims:
        if len(states) == 2:
            raise NotHere("I could not tell the part from the whole", 0.3)
        raise NotHere("I could not tell what the share is of", 0.3)
    d.share = "within" if len(d.dims) == 2 else "total"


def _side_by_side(d: Draft) -> None:
    for one in list(d.placed):
        if (
            len(one.values) > 1
            and not one.negative
            and (d.versus or one.joined in ("versus", "and"))
            and len(d.placed) > 1
        ):
            d.dims.insert(0, Dim(one.field))
            d.part.append(one.filter)
            d.placed.remove(one)
            d.tokens[one.first].senses["sided"] = ""
    if d.part:
        kept = tuple(d.part)
        d.part = []
        d.asks = [(at, replace(ask, where=(*ask.where, *kept))) for at, ask in d.asks]


def _versus(d: Draft) -> None:
    for at in list(d.free("cmp", "than")):
        if any(len(one.values) > 1 for one in d.placed) or len(d.spans) > 1:
            d.use(at)
    _not_those(d)
    if (
        any(d.free("comparative"))
        and not any(len(one.values) > 1 for one in d.placed)
        and len(d.spans) < 2
        and not any(dim.cases for dim in d.dims)
        and not d.fragment
    ):
        raise NotHere("I could not tell what is compared", 0.4)
    for at in list(d.free("versus", "both", "comparative")):
        d.versus = d.versus or not d.tokens[at].has("comparative") or True
        d.use(at)


def _not_those(d: Draft) -> None:
    """ "customers owned by a parent against customers that aren't": the rest is the other group."""
    ends = [
        at for at in d.free("neg", "others") if not any(not d.any_(i, "break", "comma") for i in range(at + 1, len(d)))
    ] or [at for at in d.free("others") if not d.fragment]
    ends = ends or [
        at for at in d.free("neg") if not any(not d.any_(i, "break", "comma") for i in range(at + 1, len(d)))
    ]
    if (
        ends
        and len(d.placed) == 1
        and d.asks
        and any(d.free("versus", "joiner", "but"))
        and d.placed[0].filter.kind == "cond"
    ):
        one = d.placed.pop()
        d.use(*ends)
        d.dims.insert(0, Dim(one.field, cases=(one.filter,), labels=_labels_of(one.field, one.values)))


def _comparisons(d: Draft) -> None:
    """Several values side by side are rows, two periods are rows or columns."""
    if any(t.text in ("ytd", "year to date") for t in d.tokens) and any(dim.unit for dim in d.dims) and not d.change:
        raise NotHere("I could not tell whether the months add up", 0.3)
    several = [one for one in d.placed if len(one.values) > 1 and not one.negative]
    together = any(t.value("agg") == "sum" and t.text in ("combined", "together", "all together") for t in d.tokens)
    for one in several:
        counting = any(ask.name == "count" for _, ask in d.asks)
        asked = bool(d.asks) and not together
        apart = one.field in ("owner.name", "manager.name", "account.name", "owner.region", "deal.stage")
        if (
            asked
            and (
                d.versus
                or one.joined == "versus"
                or (one.joined in ("and", "") and apart and not counting)
                or (apart and d.dims and one.joined in ("and", ""))
            )
            and all(dim.field != one.field for dim in d.dims)
        ):
            d.dims.insert(0, Dim(one.field))
            if d.subject and title(d.subject) == one.field:
                d.subject = ""
    if len(d.spans) == 2 and d.asks and not d.clauses:
        units = {span.unit for _, span in d.spans}
        d.spans.sort(key=lambda pair: pair[1].start)
        if d.dims and d.dims[-1].unit and d.dims[-1].unit in units:
            return
        listed = d.subject not in ("", "deal") and (d.listing or d.trend)
        if (
            not d.dims
            and not listed
            and not d.trend
            and units <= {"month", "quarter", "year"}
            and len(units) == 1
            and not d.change
        ):
            d.dims.append(Dim("", time_unit(units.pop())))
        else:
            d.columns = True
    elif len(d.spans) > 1 and not d.clauses:
        units = {span.unit for _, span in d.spans}
        if len(units) == 1 and units <= {"month", "quarter", "year"} and not d.dims:
            d.dims.append(Dim("", time_unit(units.pop())))
        elif len(d.spans) > 1:
            raise NotHere("I could not tell how the periods belong together", 0.3)


def _shows(d: Draft) -> None:
    """Fields and entities that are left name the columns wanted."""
    money = any(
        ask.name in ("sales", "list_value", "deal_size", "discount_amount") or ask.field == "deal.amount"
        for _, ask in d.asks
    )
    for at in list(d.free("field", "entity")):
        token = d.tokens[at]
        if (
            token.value("field") == "deal.close_date"
            and token.text in ("date", "dates", "day", "which day", "what day", "on which day")
            and (d.started or "open" in d.all_states() or any(one.field == "deal.stage" for one in d.placed))
        ):
            token.senses["field"] = "deal.opened_at"
        field = token.value("field") or _ATTRIBUTE.get(token.value("entity"), token.value("entity"))
        if field == "deal.amount" and d.fragment and (d.by_figure or d.order):
            d.use(at)
            continue
        if field == "deal.amount" and d.asks and not money and not d.ranking:
            d.use(at)
            d.asks.append((at, Ask("list_value" if "open" in d.all_states() else "sales")))
            money = True
            continue
        if field in ("deal.amount",) and (money or (d.ranking and d.ranking.ask)):
            d.use(at)
            continue
        if token.value("entity") == "deal":
            d.use(at)
            if not d.subject and not d.asks and not d.dims:
                d.subject = "deal"
            continue
        if field not in FIELDS:
            continue
        linked = d.any_(at - 1, "joiner", "comma", "with", "break", "including") or d.any_(at - 2, "with", "including")
        if d.asks and not token.has("field") and not linked and (d.dims or d.subject) and not d.fragment:
            d.use(at)
            continue
        if any(dim.field == field for dim in d.dims) or (d.subject and title(d.subject) == field):
            d.use(at)
            continue
        if (
            not d.fragment
            and d.asks
            and not d.subject
            and not d.dims
            and FIELDS[field].type == "text"
            and not token.has("field")
        ):
            d.subject = token.value("entity")
            d.use(at)
            continue
        d.shows.append(field)
        d.use(at)
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


def _state_words(d: Draft) -> None:
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


def _rank_key(d: Draft) -> None:
    if d.ranking is None:
        return
    states = d.all_states()
    asks = [ask for _, ask in d.asks]
    if d.ranking.field == "date":
        _dated(d)
        return
    if d.ranking.ask is not None or d.ranking.field:
        if d.ranking.ask is not None and d.ranking.ask not in asks:
            d.asks = [(0, d.ranking.ask), *((i, a) for i, a in d.asks if a.name != d.ranking.ask.name)]
        elif d.ranking.field and not d.subject:
            d.subject = d.ranking.field.split(".")[0]
        return
    if asks:
        d.ranking = replace(d.ranking, ask=asks[0])
        return
    entity = d.subject
    if d.fragment:
        return
    if entity in ("", "deal"):
        d.subject = "deal"
        numbers = [name for name in d.shows if FIELDS[name].type in ("money", "number", "days")]
        field = numbers[0] if numbers else "product.list_price" if "open" in states else "deal.amount"
        d.ranking = replace(d.ranking, field=field)
        return
    numbers = [name for name in d.shows if FIELDS[name].type in ("money", "number", "days", "year")]
    if numbers:
        d.ranking = replace(d.ranking, field=numbers[0])
        return
    if states == ("won",):
        d.ranking = replace(d.ranking, ask=Ask("sales"))
        d.asks = [(0, Ask("sales"))]
        return
    if states:
        d.ranking = replace(d.ranking, ask=Ask("count"))
        d.asks = [(0, Ask("count"))]
        return
    raise Unclear("by which measure?", (), _readings(d, entity))


def _readings(d: Draft, entity: str) -> tuple[str, ...]:
    return ()


def _dated(d: Draft) -> None:
    """ "When did X last buy?" asks for a date, "the latest win" for a deal."""
    states = d.all_states()
    opened = d.started or "open" in states
    field = "deal.opened_at" if opened else "deal.close_date"
    assert d.ranking is not None
    late = d.ranking.descending
    others = [name for name in d.shows if name not in ("deal.close_date", "deal.opened_at")]
    whens = any(t.text in ("when", "when's") for t in d.tokens) or any(
        name in ("deal.close_date", "deal.opened_at") for name in d.shows
    )
    if not others and whens and d.ranking.limit == 1 and d.subject in ("", "deal"):
        d.shows.clear()
        d.subject = ""
        d.asks.append((0, Ask("field", "max" if late else "min", field)))
        d.ranking = None
        return
    if d.subject in ("", "deal"):
        d.subject = "deal"
        if whens and "deal.close_date" not in d.shows and "deal.opened_at" not in d.shows:
            d.shows.append(field)
        d.ranking = replace(d.ranking, field=field)
        return
    if d.subject == "account" and not states:
        d.ranking = replace(d.ranking, field="account.founded_year")
        return
    raise NotHere("I could not tell what the date is of", 0.3)


def _time_dims(d: Draft) -> None:
    """Months and quarters are those of the date that dates the deals asked about."""
    for index, dim in enumerate(d.dims):
        if dim.field:
            continue
        if dim.unit == "decade":
            d.dims[index] = Dim("account.founded_year", "decade")
            continue
        states = set(d.all_states()) | {ask.state for _, ask in d.asks}
        opened = d.started or (states & {"open"} and not states & {"won", "lost", "closed"})
        if (
            not opened
            and not states & {"won", "lost", "closed"}
            and not any(
                ask.name
                in (
                    "sales",
                    "win_rate",
                    "deal_size",
                    "cycle",
                    "discount",
                    "discount_amount",
                    "price_ratio",
                    "loss_rate",
                )
                for _, ask in d.asks
            )
        ):
            if d.fragment:
                continue
            raise Unclear("deals opened or deals closed?", ())
        d.dims[index] = Dim("deal.opened_at" if opened else "deal.close_date", dim.unit)


def _complete(request: Request, d: Draft) -> None:
    """Refuse a request that asks for nothing in particular."""
    bare = [t for t in d.tokens if t.text in ("revenue", "revenues", "turnover") and t.has("measure")]
    one_account = [one for one in d.placed if one.field == "account.name" and len(one.values) == 1]
    nothing = not (
        request.where
        or request.state
        or request.spans
        or request.asks
        or request.limits
        or request.clauses
        or request.ranking
        or request.dims
    )
    if nothing and request.subject and (d.versus or vague_words(d)):
        raise Unclear("by which measure", ())
    if (
        bare
        and len(d.placed) == 1
        and one_account
        and not (d.dims or d.spans or d.states or d.ranking)
        and len(d.asks) == 1
    ):
        name = one_account[0].values[0]
        raise Unclear(
            "what we sold to the company, or its own annual revenue", (f"sales to {name}", f"annual revenue of {name}")
        )
    vague = [t for t in d.tokens if t.value("absent") == "vague"]
    if vague and not request.asks and not request.ranking and not request.limits and not request.shows:
        raise Unclear(f"what counts as “{vague[0].text}”", ())
    if not (request.subject or request.asks or request.shows or request.dims):
        raise NotHere("I could not find a question about records in that", 0.7)
    if request.shows and not request.asks and not request.subject and not request.ranking:
        return
    counted = [ask for ask in request.asks if ask.name == "count" and not ask.field]
    if (
        counted
        and request.spans
        and not request.state
        and not request.started
        and not any(a.state for a in counted)
        and request.share != "part"
    ):
        raise Unclear("deals opened or deals closed in that time?", ())


def vague_words(d: Draft) -> bool:
    """Whether a word judges without saying by what."""
    return any(t.value("absent") == "vague" for t in d.tokens)


def lookup_subject(request: Request) -> str:
    """The entity whose fields are looked up when the question names only a record."""
    nodes = [name.split(".")[0] for name in request.shows]
    for candidate in ("deal", "account", "owner", "product", "manager"):
        named = any(getattr(one, "field", "") == NODES[candidate].title for one in request.where)
        if named and all(path(candidate, node) is not None for node in nodes):
            return candidate
    for candidate in ("product", "manager", "parent", "account", "owner", "deal"):
        wanted = {*nodes, *(getattr(one, "field", "deal.x").split(".")[0] for one in request.where)}
        if all(path(candidate, node) is not None for node in wanted):
            return candidate
    return "deal"


__all__ = ["Filter", "Placed", "Ranking", "finish", "lookup_subject"]
