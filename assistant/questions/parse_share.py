"""Shares of a whole, "the most deals", who reports to whom."""

from __future__ import annotations

from assistant.questions.draft import Draft, NotHere, Placed
from assistant.questions.parse_counts import add
from assistant.questions.parse_names import whole_group
from assistant.questions.plan import Cond, Dim, cond
from assistant.questions.request import Ask

_MOST = {
    "most",
    "fewest",
    "least",
    "greatest number of",
    "highest",
    "lowest",
    "more",
    "max",
    "smallest",
    "largest",
    "greatest",
}


def read_change(d: Draft) -> None:
    """ "growth by month", "change in percent from Q2 to Q3", "difference between the two"."""
    rolling = list(d.free("running"))
    if rolling:
        d.use(*rolling)
        d.change = "running"
        return
    marks = list(d.free("change"))
    if not marks:
        return
    if any(t.has("unit") for t in d.tokens):
        d.spans = [
            (at, span)
            for at, span in d.spans
            if not d.tokens[at].text.startswith(("previous", "preceding", "prior", "last"))
        ]
        for at in list(d.free("onebefore")):
            d.use(at)
    shares = list(d.free("share"))
    if (
        not d.fragment
        and len(d.spans) < 2
        and not any(
            t.has("unit")
            or t.text in ("mom", "qoq", "month over month", "month on month", "quarter over quarter")
            or (t.has("group") and " over " in t.text)
            for t in d.tokens
        )
    ):
        return
    d.use(*marks, *shares)
    dollars = any(t.text in ("in dollars", "$", "in dollar terms", "in money") for t in d.tokens)
    growth = bool(shares) or (not dollars and any(d.tokens[at].value("change") == "growth" for at in marks))
    d.change = "growth" if growth else "diff"
    unit = next(
        (t.text.split()[0] for t in d.tokens if (t.has("change") and " over " in t.text) or t.text in ("mom", "qoq")),
        "",
    )
    if unit and not d.fragment and not any(t.has("unit") and not t.used for t in d.tokens):
        d.dims.append(Dim("", "quarter" if unit in ("qoq", "quarter") else "month"))


def read_share(d: Draft) -> None:
    """ "share of sales by sector", "% of open deals without an account"."""
    marks = [at for at in d.free("share") if not _belongs(d, at)]
    if not marks:
        return
    rates = ("discount", "price_ratio", "win_rate")
    beside = [
        i for i in marks if any(d.any_(n, "measure") and d.tokens[n].value("measure") in rates for n in (i - 1, i + 1))
    ]
    if beside and len(beside) == len(marks):
        d.use(*marks)
        return
    states = set(d.all_states())
    at = marks[0]
    text = d.tokens[at].text
    if text == "split" and any(len(one.values) > 2 for one in d.placed):
        d.versus = True
    if (text in ("split", "make up", "makes up") and d.fragment) or (
        text == "split" and any(t.has("group") for t in d.tokens) and len(marks) == 1
    ):
        d.use(*marks)
        return
    if text == "split" and not any(d.is_(i, "share") and d.tokens[i].text != "split" for i in range(len(d))):
        return
    if (
        text
        in (
            "make up",
            "makes up",
            "come from",
            "comes from",
            "came from",
            "account for",
            "accounts for",
            "contributed",
            "contribute",
        )
        and len(marks) == 1
    ) and not any(t.has("howmuch") for t in d.tokens):
        return
    d.use(*marks)
    special = any(t.has("below_list", "above_list", "at_list") for t in d.tokens) or any(
        one.field == "deal.account" for one in d.placed
    )
    if "won" in states and "closed" in states and not special:
        add(d, at, Ask("win_rate"))
        _states_explained(d)
        d.states.clear()
        return
    if states == {"lost", "closed"}:
        add(d, at, Ask("loss_rate"))
        _states_explained(d)
        d.states.clear()
        return
    if any(t.value("measure") == "win_rate" for t in d.tokens):
        return
    d.share = "?"


def _belongs(d: Draft, at: int) -> bool:
    """ "which series is it part of": a relation, not a share."""
    belongs = d.tokens[at].has("owns") and (at + 1 == len(d) or d.any_(at + 1, "break"))
    if belongs:
        d.use(at)
    return belongs


def _states_explained(d: Draft) -> None:
    for index, _ in d.states:
        d.use(index)


def read_most(d: Draft) -> None:
    """ "the most open deals", "fewest wins", "bought most often"."""
    for at in list(d.free("sup")):
        token = d.tokens[at]
        if token.text in ("most often", "most frequently", "least often"):
            add(d, at, Ask("count"))
            continue
        if token.text not in _MOST:
            continue
        near = at + 1
        if d.tokens[near : near + 1] and d.tokens[near].text == "amount" and d.any_(near + 1, "state"):
            d.use(near)  # "the greatest amount of lost deals"
            near += 1
        while d.any_(near, "state", "value", "name", "agg", "of", "count") and not d.any_(near, "measure"):
            if d.tokens[near].has("count") and not d.tokens[near].used:
                d.use(near)
            if d.tokens[near].text in ("wins", "losses", "victories", "defeats"):
                add(d, at, Ask("count", state=d.tokens[near].value("state")))
                break
            near += 1
        if not d.is_(near, "entity") or d.any_(near, "measure"):
            continue
        entity = d.entity(near)
        amount = d.tokens[at + 1].text == "amount"
        if (
            token.text in ("most", "fewest", "least", "greatest number of", "more")
            or amount
            or (near > at + 1 and d.any_(near - 1, "count"))
        ):
            if entity == "deal":
                d.use(near)
                add(d, at, Ask("count"))
            elif entity in ("account", "subsidiary", "product", "owner", "account.country", "account.industry") and any(
                d.is_(i, "entity") for i in range(near)
            ):
                d.use(near)
                add(d, at, Ask("count", field="account" if entity == "subsidiary" else entity))


def read_rank(d: Draft) -> None:
    """ "where does X rank on wins": the place of one record in a league table."""
    for at in list(d.free("rankof")):
        named = [
            one
            for one in d.placed
            if one.field in ("owner.name", "account.name", "product.name", "manager.name") and len(one.values) == 1
        ]
        if len(named) == 1 and (d.asks or d.states):
            d.use(*d.free("rankof"), *(i for i in d.free("command") if d.tokens[i].text in ("league table", "rank")))
            d.rank_of = True
            if not d.asks:
                d.asks.append((at, Ask("count")))
            return
        if d.tokens[at].text in ("rank", "ranks"):
            d.use(at)
            d.order = d.order or "high"


def read_relations(d: Draft) -> None:
    """ "who does X report to", "who is on Y's team", "X's subsidiaries", "who owns Z"."""
    for at in list(d.free("reportsto")):
        d.use(at)
        people = [one for one in d.placed if one.field == "owner.name"]
        bosses = [one for one in d.placed if one.field == "manager.name"]
        if (people and not bosses and not d.asks) or (not bosses and d.tokens[at].text not in ("under",)):
            d.shows.append("manager.name")
        elif bosses and d.tokens[at].text in ("report to", "answer to") and at > bosses[0].last:
            raise NotHere("these records hold nobody above the managers", 0.8)
        elif bosses and not d.asks and not any(d.free("entity")) and not d.ranking:
            d.subject = d.subject or "owner"
    for at in list(d.free("manages")):
        d.use(at)
        if any(one.field == "owner.name" for one in d.placed) or (
            any(t.value("entity") == "owner" or t.text in ("who", "anyone") for t in d.tokens) and d.clauses
        ):
            d.shows.append("manager.name")
        elif any(one.field == "owner.region" for one in d.placed) and not d.asks:
            d.subject = "manager"
    _owned(d)
    _family(d)


def _owned(d: Draft) -> None:
    for at in list(d.free("owns")):
        d.use(at)
        accounts = [one for one in d.placed if one.field == "account.name"]
        deals = [one for one in d.placed if one.field == "deal.name"]
        asked = any(t.text in ("who", "which", "what", "whom", "whose") for t in d.tokens)
        if deals and asked:
            d.shows.append("owner.name")
        elif (
            accounts
            and d.tokens[at].text in ("owned by", "belonging to", "belong to", "belongs to", "part of")
            and any(d.entity(i) == "account" for i in range(at))
        ):
            child_of(d, accounts[0])
        elif accounts and d.asks and any(d.entity(i) == "account" for i in range(len(d))):
            d.use(
                *(
                    i
                    for i in (at - 1, at - 2, at - 3)
                    if d.is_(i, "group", "pronoun", "joiner") or (d.is_(i, "entity") and d.entity(i) == "account")
                )
            )
            whole_group(d, at, accounts[0])
        elif accounts and asked and not d.asks:
            listed = any(d.entity(i) in ("account", "subsidiary") and (d.any_(i - 1, "command")) for i in range(len(d)))
            if listed:
                child_of(d, accounts[0])
            else:
                d.shows.append("account.parent")


def _family(d: Draft) -> None:
    for at in list(d.free("entity")):
        if d.entity(at) != "subsidiary":
            continue
        accounts = [one for one in d.placed if one.field == "account.name" and not one.negative]
        d.use(at)
        joint = [
            i
            for i in range(max(0, at - 3), at)
            if d.is_(i, "including") or (d.any_(i, "joiner") and d.tokens[i].text in ("and", "+", "&"))
        ]
        if len(accounts) == 1 and joint and accounts[0].last < at:
            d.use(*(i for i in joint if not d.tokens[i].used))
            whole_group(d, at, accounts[0])
            continue
        if any(ask.name == "count" and ask.field == "account" for _, ask in d.asks) or any(
            t.value("entity") == "parent" for t in d.tokens
        ):
            parents = [i for i in d.free("entity") if d.entity(i) == "parent" and i > at]
            if parents and any(d.any_(i, "with", "including", "joiner") for i in range(at, parents[0])) and not d.asks:
                d.use(*parents)
                d.subject = "account"
                d.shows.append("account.parent")
            if all(one.field != "account.parent" for one in d.placed):
                d.placed.append(Placed(Cond("account.parent", "present"), at, at, "account.parent"))
            continue
        if len(accounts) == 1 and len(accounts[0].values) == 1:
            child_of(d, accounts[0])
            d.subject = d.subject or "account"
        elif accounts:
            raise NotHere("I can't relate these companies")
        else:
            d.placed.append(Placed(Cond("account.parent", "present"), at, at, "account.parent"))
            d.subject = d.subject or "account"


def child_of(d: Draft, one: Placed) -> None:
    """Turn the condition on an account into one on its parent."""
    op = "=" if len(one.values) == 1 else "in"
    d.listing = True
    d.placed[d.placed.index(one)] = Placed(
        cond("parent.name", op, one.values), one.first, one.last, "parent.name", one.values
    )
    d.subject = "account"
