"""The records, conditions, figures that a follow-up keeps or changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.build import build
from assistant.questions.build_columns import title
from assistant.questions.draft import NotHere
from assistant.questions.finish_rows import SELLING
from assistant.questions.plan import LIMIT, Cond, Dim, Filter, Group, Plan, Show
from assistant.questions.request import Ask, Request
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.semantic.objects import NODES
from assistant.questions.tokens import Token

_FAMILY = {
    "owner.name": "people",
    "manager.name": "people",
    "owner.region": "people",
    "product.name": "product",
    "product.series": "product",
}


_AMONG = ("of them", "of those", "of these", "which of them", "who of them", "among them", "among those", "those")
_POINTING = frozenset(
    ("it", "he", "she", "him", "her", "his", "its", "they", "them", "their", "those", "these", "that one")
)
_FIELD_OF = {"age": "deal.age", "cycle": "deal.cycle", "sales": "deal.amount", "deal_size": "deal.amount"}


def of_one(before: Request, new: Request, *, points: bool) -> Request:
    """ "which sector is it in", "how old is it": what a follow-up asks of the one record that came first."""
    one = before.ranking is not None and before.ranking.limit == 1
    if not one or new.dims or new.ranking or new.where or new.spans or new.limits:
        return new
    deal = before.subject == "deal" and not before.asks
    if deal and new.asks and all(ask.name in _FIELD_OF for ask in new.asks):
        shown = tuple(_FIELD_OF[ask.name] for ask in new.asks)
        return replace(new, asks=(), shows=(*new.shows, *shown), state="")
    if new.asks or new.subject in ("", "deal") or not (points or deal):
        return new
    field = "account.parent" if new.subject == "parent" else title(new.subject)
    return replace(new, subject="", listing=False, shows=(field, *new.shows)) if field in FIELDS else new


def drills(before: Request, new: Request) -> bool:
    """Whether the follow-up looks into the one record that came first."""
    return bool(before.ranking and before.ranking.limit == 1 and new.dims and not new.ranking)


def focused(before: Request, new: Request, tokens: Sequence[Token]) -> Request:
    """ "that one", "she": the record that the earlier answer named."""
    ranked = before.ranking is not None and before.ranking.limit < 10
    among = any(t.has("pronoun") and t.text in _AMONG for t in tokens) and bool(new.where or new.limits)
    points = any(t.has("pronoun") and t.text in _POINTING for t in tokens) and bool(new.subject and new.ranking)
    if ranked and (new.dims or new.asks or new.shows or among or points):
        plan = build(before)
        if plan.dims and not plan.per:
            field = plan.dims[-1].field
            inner = replace(plan, columns=plan.columns)
            return replace(
                before,
                ranking=None,
                order="",
                subject="",
                listing=False,
                dims=() if new.dims or new.subject else (Dim(field),),
                where=(*before.where, Cond(field, "in", (), "", inner)),
            )
    single = any(t.text in ("she", "he", "her", "his", "him", "hers") for t in tokens)
    if (
        single
        and before.shows
        and not before.asks
        and (new.asks or new.limits)
        and "owner.name" in before.shows[:1]
        and before.subject == "deal"
    ):
        plan = build(replace(before, shows=("owner.name",)))
        if isinstance(plan, Plan) and plan.columns and isinstance(plan.columns[0], Show):
            return Request(where=(Cond("owner.name", "in", (), "", plan),), spans=before.spans)
    return before


def keyed(before: Request, new: Request, tokens: Sequence[Token]) -> Request:
    """ "who sold most", "the top 3 customers for it": what a ranking goes by that does not say it itself."""
    if new.ranking is None or new.ranking.ask or new.ranking.field not in ("", "deal.amount") or new.asks or new.shows:
        return _periods_aside(before, new, tokens)
    if before.asks and new.subject not in ("", "deal"):
        return replace(new, asks=before.asks[:1], state=new.state or before.state)
    if not before.asks and before.subject not in ("", "deal") and new.state:
        sold = new.state == "won" and any(t.text in SELLING for t in tokens)
        ask = Ask("sales") if sold else Ask("count", state=new.state)
        return replace(new, asks=(ask,), state="", ranking=replace(new.ranking, ask=ask, field=""))
    return new


def _periods_aside(before: Request, new: Request, tokens: Sequence[Token]) -> Request:
    """Two periods beside groups are columns: "this quarter vs last quarter" keeps the groups."""
    timed = len(new.dims) == 1 and bool(new.dims[0].unit) and len(new.spans) == 2
    grouped = any(t.has("group", "unit") for t in tokens)
    if not timed or grouped or not before.dims or before.dims[-1].unit or not before.asks:
        return new
    return replace(new, dims=(), columns=True, spans=tuple(sorted(new.spans, key=lambda span: span.start)))


def fixed(before: Request, new: Request) -> Request | None:
    """The records listed before as a condition; nothing unless the follow-up says something else of their deals."""
    if before.asks or before.subject in ("", "deal") or before.subject not in NODES or not new.asks:
        return None
    of_deals = (
        before.state or before.clauses or before.spans or any(not _of(one, before.subject) for one in before.where)
    )
    own = {slot_of(one) for one in before.where if not _of(one, before.subject)}
    other = {slot_of(one) for one in new.where}
    clash = own & other or (before.spans and new.spans) or (new.state and before.state not in ("", new.state))
    if not of_deals or not (clash or before.clauses):
        return None
    field = title(before.subject)
    inner = build(replace(before, shows=(), order="", listing=True))
    return Request(dims=(Dim(field),), where=(Cond(field, "in", (), "", inner),))


def _of(one: Filter, subject: str) -> bool:
    return isinstance(one, Cond) and one.field.split(".")[0] == subject


def left_out(before: Request) -> Request:
    """Those that a ranking left out."""
    plan = build(before)
    if before.ranking is None or not plan.dims or plan.per:
        raise NotHere("I could not tell which others are meant", 0.4)
    field = plan.dims[-1].field
    return replace(
        before, ranking=None, dims=plan.dims, subject="", where=(*before.where, Cond(field, "not_in", (), "", plan))
    )


def merged_where(before: tuple[Filter, ...], new: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """The earlier conditions, those of the same slot replaced by new ones."""
    replaced = {slot_of(one) for one in new if not is_negative(one)}
    kept = tuple(one for one in before if slot_of(one) not in replaced or is_negative(one) or _chosen(one))
    return (*kept, *(one for one in new if one not in kept))


def _chosen(one: Filter) -> bool:
    """Whether a condition keeps the few records that a ranking chose."""
    return isinstance(one, Cond) and one.plan is not None and one.plan.limit < LIMIT


def slot_of(one: Filter) -> str:
    """What a condition is about: of two that are about the same, a new one replaces the earlier."""
    if isinstance(one, Group):
        return "group"
    return _FAMILY.get(one.field, one.field)


def is_negative(one: Filter) -> bool:
    """Whether a condition leaves something out."""
    return isinstance(one, Cond) and one.op in ("!=", "not_in")


def merged_asks(before: Request, new: Request) -> tuple[tuple[Ask, ...], str]:
    """The figures after a follow-up, with the state of deals they are about."""
    state = new.state or before.state
    if new.asks:
        fixed = any(ask.name in MEASURES and MEASURES[ask.name].state for ask in new.asks)
        generic = all(ask.name == "count" for ask in new.asks)
        return new.asks, ("" if fixed else new.state or (before.state or only_state(before) if generic else ""))
    if new.state:
        if any(ask.name == "sales" for ask in before.asks) and new.state == "lost":
            raise NotHere("lost deals carry no amount", 0.5)
        if any(ask.name == "win_rate" for ask in before.asks):
            return (Ask("loss_rate" if new.state == "lost" else "win_rate"),), ""
        if any(ask.name == "sales" for ask in before.asks) and new.state == "open":
            return (Ask("list_value"),), ""
        return tuple(replace(ask, state="") if ask.name == "count" else ask for ask in before.asks), new.state
    return before.asks, state


def only_state(before: Request) -> str:
    """The one state that all earlier figures are about."""
    states = {ask.state for ask in before.asks if ask.state} | {
        MEASURES[ask.name].state for ask in before.asks if ask.name in MEASURES and MEASURES[ask.name].agg != "ratio"
    }
    return states.pop() if len(states) == 1 else ""
