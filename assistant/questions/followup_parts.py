"""The records, conditions, figures that a follow-up keeps or changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.build import build
from assistant.questions.draft import NotHere
from assistant.questions.plan import Cond, Dim, Filter, Group, Plan, Show
from assistant.questions.request import Ask, Request
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.tokens import Token

_FAMILY = {
    "owner.name": "people",
    "manager.name": "people",
    "owner.region": "people",
    "product.name": "product",
    "product.series": "product",
}


def drills(before: Request, new: Request) -> bool:
    """Whether the follow-up looks into the one record that came first."""
    return bool(before.ranking and before.ranking.limit == 1 and new.dims and not new.ranking)


def focused(before: Request, new: Request, tokens: Sequence[Token]) -> Request:
    """ "that one", "she": the record that the earlier answer named."""
    ranked = before.ranking is not None and before.ranking.limit < 10
    if ranked and (new.dims or new.asks or new.shows):
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
    replaced = {_slot(one) for one in new if not is_negative(one)}
    kept = tuple(one for one in before if _slot(one) not in replaced or is_negative(one))
    return (*kept, *(one for one in new if one not in kept))


def _slot(one: Filter) -> str:
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
