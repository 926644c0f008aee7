"""The part and the whole of a share."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere, Placed
from assistant.questions.finish_compare import opposite
from assistant.questions.finish_rows import SELLING
from assistant.questions.plan import Dim
from assistant.questions.request import Ask
from assistant.questions.semantic.objects import NODES


def settle_share(d: Draft) -> None:
    """Decide which condition is the part, which the whole."""
    if d.share != "?":
        return
    mark = next(at for at, t in enumerate(d.tokens) if t.has("share"))
    ask = _shared(d)
    d.asks = [(mark, ask)]
    noun = _noun(d, ask, mark)
    _side_by_side(d)
    chosen = _part(d, mark, noun)
    if chosen:
        d.share = "part"
        d.part = [one.filter for one in chosen]
        d.placed = [one for one in d.placed if not any(opposite(one, other) for other in chosen)]
        d.placed = [one for one in d.placed if one not in chosen]
        if d.subject and d.subject not in ("deal",) and not d.dims:
            d.subject = ""
        return
    _grouped(d, mark)
    d.share = "within" if len(d.dims) == 2 else "total"


def _shared(d: Draft) -> Ask:
    """The figure whose share is asked."""
    money = [ask for _, ask in d.asks if ask.name in ("sales", "list_value")]
    counts = [ask for _, ask in d.asks if ask.name == "count"]
    if any(one not in (*money, *counts) for _, one in d.asks) or d.ranking:
        raise NotHere("I can't show a share next to that", 0.3)
    if money or counts:
        return (money or counts)[0]
    sold = any(t.text in SELLING | {"purchases", "closed won"} for t in d.tokens)
    if sold and (d.dims or d.subject):
        return Ask("sales")
    return Ask("count", field=d.subject if d.subject in NODES and d.subject != "deal" and not d.states else "")


def _noun(d: Draft, ask: Ask, mark: int) -> int:
    """The place of what the share is of."""
    nouns = [
        at
        for at, t in enumerate(d.tokens)
        if t.has("measure", "state", "amount")
        or t.value("entity") == "deal"
        or (t.has("entity") and t.value("entity") == ask.field)
    ]
    return min([at for at in nouns if at > mark] or nouns or [mark])


def _part(d: Draft, mark: int, noun: int) -> list[Placed]:
    """The conditions that are the part: said before the share, or after what it is of.

    Raises:
        NotHere: Nothing tells them from those of the whole.
    """
    special = [one for one in d.placed if one.field in ("deal.account", "deal.position") or one.filter.kind == "group"]
    after = [one for one in d.placed if one.first > noun]
    before = [
        one
        for one in d.placed
        if one.first < mark
        and not any(d.any_(i, "command", "comma", "group", "break") for i in range(one.last + 1, mark))
    ]
    between = [one for one in d.placed if mark < one.first and one.last < noun]
    if between and after and not before and noun == between[-1].last + 1 and d.tokens[noun].at > d.tokens[noun - 1].end:
        return between  # "share of A in the sales of B"
    if before and after and len(d.placed) > 1:
        after = []
    if not special and len({one.field for one in before}) > 1:
        raise NotHere("I could not tell the part from the whole", 0.3)
    if not before and not after and len(d.placed) > 1 and not d.dims and not special:
        raise NotHere("I could not tell the part from the whole", 0.3)
    return special or before or after or (list(d.placed) if not d.dims else [])


def _grouped(d: Draft, mark: int) -> None:
    """The groups of which each has its share.

    Raises:
        NotHere: There is no group.
    """
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
    if inner and len(d.dims) == 1 and title(d.entity(inner[0])) != d.dims[0].field:
        d.use(inner[0])
        d.dims.insert(0, Dim(title(d.entity(inner[0]))))
    if not d.dims:
        both = len(d.all_states()) == 2
        raise NotHere(f"I could not tell {'the part from the whole' if both else 'what the share is of'}", 0.3)


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
