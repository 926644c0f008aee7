"""Numbers of things."""

from __future__ import annotations

from assistant.questions.draft import Draft
from assistant.questions.request import Ask

COUNTABLE = {
    "deal",
    "account",
    "owner",
    "manager",
    "product",
    "subsidiary",
    "owner.region",
    "account.industry",
    "account.country",
    "product.series",
    "ticket",
    "contact",
    "order",
    "subscription",
    "invoice",
    "parent",
    "deal.stage",
}


_NOUNS = {"wins", "win", "losses", "loss", "victories", "defeats", "successes", "failures", "victory", "win count"}


def add(d: Draft, at: int, ask: Ask) -> None:
    """Ask for a figure once."""
    if all(ask != known for _, known in d.asks):
        d.asks.append((at, ask))


def read_count(d: Draft, at: int) -> None:
    """Read a number of things at a word that counts."""
    d.use(at)
    if _after_state(d, at):
        add(d, at, Ask("count", state=d.tokens[at - 1].value("state")))
        return
    entity, state, distinct = "", "", False
    near = at + 1
    while near < len(d) and near <= at + 6:
        token = d.tokens[near]
        if token.has("entity") and not token.used and d.entity(near) in COUNTABLE:
            entity = d.entity(near)
            d.use(near)
            break
        if token.has("entity") and not token.used and d.entity(near) in ("lead", "campaign", "activity"):
            break
        if token.has("agg") and token.value("agg") == "distinct" and not token.used:
            distinct = True
            d.use(near)
        elif token.has("state"):
            state = state or token.value("state")
            if token.text in _NOUNS:
                d.use(near)
                break
        elif token.has("field") and not token.used and token.value("field") == "account.employees":
            if d.dims:
                d.use(near)
                add(d, at, Ask("field", "sum", "account.employees"))
            return
        elif (
            token.has("pronoun")
            and token.text in ("these", "those", "them", "of them", "of these", "of those")
            and d.asks
            and not entity
        ):
            entity = next((ask.field for _, ask in reversed(d.asks) if ask.name == "count"), "")
        elif not (
            token.has("value", "name", "of", "outof", "average", "missing", "agg", "below_list", "above_list", "with")
            or token.used
        ):
            break
        near += 1
    if not entity and not state:
        entity, state = _backwards(d, at)
    if entity == "subsidiary":
        entity = "account"
    if (
        not entity
        and not state
        and d.tokens[at].text in ("number", "numbers", "times")
        and (d.asks or d.ranking or any(d.free("sup", "measure")))
    ):
        return
    if entity == "deal" or not entity:
        add(d, at, Ask("count", state=state if state and len(d.all_states()) > 1 else ""))
        return
    known = [ask for _, ask in d.asks if ask.name == "count" and ask.field == entity]
    add(d, at, Ask("count", field=entity, state=state if known else ""))
    if distinct:
        d.counted = entity


def _after_state(d: Draft, at: int) -> bool:
    """ "won count, lost count": each counts the deals said before it."""
    bare = d.tokens[at].text in ("count", "counts", "number", "numbers", "tally") and not d.any_(at + 1, "entity")
    return bare and d.any_(at - 1, "state") and len(d.all_states()) > 1 and not d.any_(at - 2, "agg", "measure")


def _backwards(d: Draft, at: int) -> tuple[str, str]:
    """ "closed-won deals: count", "accounts, number"."""
    if d.is_(at - 1, "entity") and d.entity(at - 1) in COUNTABLE:
        d.use(at - 1)
        return d.entity(at - 1), ""
    for near in range(at - 1, max(-1, at - 5), -1):
        token = d.tokens[near]
        if token.has("state"):
            return "deal", token.value("state")
        if token.has("group"):
            return "", ""
    return "", ""


def _nouns_beside(d: Draft) -> None:
    """ "number of reps, wins and sales": a figure of its own beside the number of something else."""
    for at, state in d.states:
        listed = d.any_(at - 1, "comma", "joiner") and (at + 1 == len(d) or d.any_(at + 1, "comma", "joiner", "break"))
        if listed and d.tokens[at].text in _NOUNS:
            add(d, at, Ask("count", state=state))


def read_nouns(d: Draft) -> None:
    """ "wins by region": the noun alone asks for the number."""
    if any(ask.name == "count" and ask.field not in ("", "deal") for _, ask in d.asks):
        _nouns_beside(d)
        return
    counting = any(t.has("count") for t in d.tokens)
    for at, state in d.states:
        near = next((i for i in (at - 1, at + 1) if d.entity(i) == "deal"), None)
        if near is None or not d.asks or any(ask.name == "count" for _, ask in d.asks):
            continue
        first, last = min(at, near) - 1, max(at, near) + 1
        listed = first < 0 or d.any_(first, "comma", "break", "joiner")
        if first < 0 and d.any_(last, "group") and d.any_(last + 1, "entity", "unit"):
            d.asks.append((0, Ask("count", state=state)))  # "open deals per rep with their list value"
            return
        if listed and (last >= len(d) or d.any_(last, "comma", "joiner", "break")) and d.any_(last, "comma", "joiner"):
            d.asks.append((at, Ask("count", state=state)))
            return
    for at, _ in list(d.states):
        if (
            (
                d.tokens[at].text in ("closed won", "close won")
                and not d.tokens[at].used
                and not counting
                and not d.asks
                and not d.row_ranking
            )
            and d.entity(at + 1) != "deal"
            and not d.any_(at + 1, "name", "field", "amount")
        ):
            d.asks.append((at, Ask("sales")))
            return
    for at, state in d.states:
        token = d.tokens[at]
        if token.text in _NOUNS and not any(
            ask.state == state or (ask.name == "count" and not ask.state) for _, ask in d.asks
        ):
            money = {ask.name for _, ask in d.asks} & {
                "sales",
                "deal_size",
                "cycle",
                "win_rate",
                "discount",
                "price_ratio",
                "discount_amount",
            }
            next_to = d.any_(at + 1, "joiner", "comma") or d.any_(at - 1, "joiner", "comma")
            if not money or (next_to and token.text in ("wins", "losses")):
                d.asks.append((at, Ask("count", state=state)))
