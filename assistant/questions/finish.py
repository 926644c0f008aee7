"""The slots of a request, decided from everything that was read."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere, Unclear
from assistant.questions.finish_checks import check_sane, periods_exist
from assistant.questions.finish_compare import compare, groups_of_companies, merge_values, read_versus
from assistant.questions.finish_extremes import extreme_per_group
from assistant.questions.finish_nested import intersect, refuse_nested
from assistant.questions.finish_rank import rank_key, rank_within, time_dims
from assistant.questions.finish_rows import (
    default_ask,
    listing_of_deals,
    read_record,
    read_who,
    settle_rows,
)
from assistant.questions.finish_share import settle_share
from assistant.questions.finish_top_share import settle_top_share
from assistant.questions.finish_words import explain_states, fragment_words, read_speaker, requested_columns
from assistant.questions.request import Ask, Request
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.semantic.objects import NODES, path


def finish(d: Draft) -> Request:
    """Decide every slot.

    Raises:
        Unclear: Something is missing that only the asker can say.
        NotHere: Words are left that nothing explains.
    """
    periods_exist(d)
    if d.row_ranking:
        d.asks = [(at, ask) for at, ask in d.asks if ask.name not in ("count", "sales")]
    read_speaker(d)
    merge_values(d)
    read_who(d)
    read_record(d)
    listing_of_deals(d)
    refuse_nested(d)
    intersect(d)
    extreme_per_group(d)
    default_ask(d)
    settle_top_share(d)
    settle_share(d)
    read_versus(d)
    settle_rows(d)
    compare(d)
    default_ask(d)
    requested_columns(d)
    explain_states(d)
    rank_key(d)
    time_dims(d)
    rank_within(d)
    groups_of_companies(d)
    if d.per:
        d.dims = [dim for dim in d.dims if dim.field != title(d.per)]
    check_sane(d)
    if d.order in ("high", "low") and d.ranking and d.ranking.limit == 1 and not d.ranking.offset and not d.fragment:
        d.ranking = replace(d.ranking, limit=1000)
    if d.fragment:
        fragment_words(d)
    if any(ask.name == "sales" for _, ask in d.asks) and "lost" in d.all_states() and "won" not in d.all_states():
        raise NotHere("lost deals carry no amount in these records", 0.5)
    left = d.leftovers()
    if left and left[0].has("pronoun") and not d.fragment:
        raise Unclear(f"who or what “{left[0].text}” is", ())
    if left:
        raise NotHere(f"I could not work “{left[0].text}” into an answer", 0.4)
    owned = [one for one in d.placed if one.field == "account.parent"]
    if owned and not d.asks and any(one.field == "account.name" and len(one.values) == 1 for one in d.placed):
        d.placed = [one for one in d.placed if one not in owned]
        d.shows.append("account.parent")
        d.subject = "account"
    request = _request(d)
    if not d.fragment:
        _complete(request, d)
    return request


def _request(d: Draft) -> Request:
    _recounted(d)
    asks = tuple(ask for _, ask in d.asks)
    state = _state_of(d.all_states(), asks)
    dims = tuple(dict.fromkeys(d.dims))
    if not d.fragment and not asks and any(dim.unit for dim in dims) and not d.ranking:
        raise NotHere("I could not tell what to work out", 0.4)
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


def _recounted(d: Draft) -> None:
    """What is counted: accounts where only accounts are spoken of, deals of the one state once."""
    states = d.all_states()
    cased = any(dim.cases and dim.field.startswith("account.") for dim in d.dims)
    if cased and not states and not any(t.value("entity") == "deal" for t in d.tokens):
        d.asks = [(at, replace(ask, field="account") if ask == Ask("count") else ask) for at, ask in d.asks]
    if [ask for _, ask in d.asks] == [Ask("count")] and d.dims and any(t.text == "won and lost" for t in d.tokens):
        states = ("won", "lost")
        d.states = [(0, state) for state in states]
        d.asks = [(0, Ask("count", state=state)) for state in states]
    elif _counted_apart(d, states):
        d.asks = [(0, Ask("count", state=state)) for state in states]
    counted = [ask for _, ask in d.asks if ask.name == "count" and not ask.field]
    if len(states) == 1 and len(counted) > 1:
        d.asks = [(at, ask) for at, ask in d.asks if ask not in counted[1:]]


def _counted_apart(d: Draft, states: tuple[str, ...]) -> bool:
    """ "how many did each win and lose", "wins, losses and open deals": the deals of each state are counted."""
    plain = d.asks and all(ask == Ask("count", state=ask.state) for _, ask in d.asks)
    if not plain or len(states) < 2 or "closed" in states or d.limits or d.share or d.ranking or d.clauses or d.change:
        return False
    places = [at for at, _ in d.states]
    gaps = pairwise(places)
    return all(
        right - left <= 3 and any(d.any_(i, "joiner", "comma") for i in range(left, right)) for left, right in gaps
    )


def _state_of(said: tuple[str, ...], asks: tuple[Ask, ...]) -> str:
    """The state of all deals asked about; none where the figures say their own.

    Raises:
        NotHere: Several states are said, of which none fits all figures.
    """
    states = said
    others = [ask for ask in asks if ask.name == "count" and ask.field not in ("", "deal")]
    own = [ask for ask in asks if ask.name == "count" and ask.state]
    if len(states) == 1 and any(ask.state == states[0] for ask in own) and any(not ask.state for ask in others):
        states = ()
    if len(states) > 1 and any(ask.name == "list_value" for ask in asks) and "open" in states:
        states = ("open",)
    if "closed" in states and set(states) & {"won", "lost"}:
        states = tuple(one for one in states if one != "closed")
    return states[0] if len(states) == 1 else _state_left(states, asks) if states else ""


def _state_left(states: tuple[str, ...], asks: tuple[Ask, ...]) -> str:
    """Of several states the one that no figure says by itself."""
    asked = {ask.state for ask in asks if ask.state}
    implied = {MEASURES[ask.name].state for ask in asks if ask.name in MEASURES}
    summed = {MEASURES[ask.name].state for ask in asks if ask.name in MEASURES and MEASURES[ask.name].agg != "ratio"}
    covered = summed & set(states)
    if set(states) >= {"won", "lost"} and covered and not {"won", "lost"} <= (asked | covered):
        raise NotHere("I could not tell which deals are meant", 0.3)
    rest = [one for one in states if one not in asked | implied]
    if len(rest) > 1 or (rest and asked):
        raise NotHere("I could not tell which deals are meant", 0.3)
    return rest[0] if rest else ""


def _complete(request: Request, d: Draft) -> None:
    """Refuse a request that asks for nothing in particular."""
    bare = [t for t in d.tokens if t.text in ("revenue", "revenues", "turnover") and t.has("measure")]
    one_account = [one for one in d.placed if one.field == "account.name" and len(one.values) == 1]
    known = any(one.kind == "user" for token in d.tokens for one in token.named) or request.subject == "owner"
    if (
        not known
        and any(t.text in ("her", "his", "she", "he", "him", "hers") for t in d.tokens)
        and not request.ranking
    ):
        raise Unclear("who that is", ())
    priced = "product.list_price" in request.shows and not request.asks and not request.ranking
    if priced and any(one.field == "product.series" for one in d.placed):
        plural = any(t.value("entity") in ("product", "product.series") or t.text == "prices" for t in d.tokens)
        if not plural and not any(one.field == "product.name" for one in d.placed):
            raise Unclear("which product of the series", ())
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
    if any(t.value("absent") == "vague" and t.text.startswith("too ") for t in d.tokens):
        raise Unclear("from which figure on that is too much", ())
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
