"""The part and the whole of a share."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere
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
    money = [ask for _, ask in d.asks if ask.name in ("sales", "list_value")]
    counts = [ask for _, ask in d.asks if ask.name == "count"]
    ask: Ask | None = next(iter(money or counts), None)
    if any(one not in (*money, *counts) for _, one in d.asks) or d.ranking:
        raise NotHere("I can't show a share next to that", 0.3)
    if ask is None and any(t.text in SELLING | {"purchases", "closed won"} for t in d.tokens) and (d.dims or d.subject):
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
        d.placed = [one for one in d.placed if not any(opposite(one, other) for other in chosen)]
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
