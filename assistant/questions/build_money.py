"""What a plan needs where amounts are in several currencies: their names in lists, the rows without a rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from assistant.messages import Cell
from assistant.questions.frame import Frame
from assistant.questions.plan import Calc, Column, Cond, Dim, Filter, Measure, Plan, Show
from assistant.questions.plan_check import reaches
from assistant.questions.semantic.money import PRICED
from assistant.questions.semantic.objects import NODES

_LISTED_BY_AMOUNT = {"deal.gap": "deal.amount", "deal.discount": "deal.amount", "deal.price_ratio": "deal.amount"}


@dataclass(frozen=True, slots=True)
class Unrated:
    """Rows that a figure leaves out because nobody has told what their currency is worth."""

    many: str  # "deals"
    one: str
    currency: str
    count: int


def with_currency(plan: Plan, frame: Frame) -> Plan:
    """The plan with the currency beside each listed amount, where the amounts are in several."""
    if plan.currency or not frame.foreign:
        return plan
    if not plan.columns:
        grouped = dict.fromkeys(PRICED[dim.field] for dim in plan.dims if _as_it_stands(dim, frame))
        return replace(plan, dims=(*plan.dims, *(Dim(f"{node}.currency") for node in grouped)))
    moved: dict[int, int] = {at: at for at in range(len(plan.dims))}  # old place of a column → new place
    columns: list[Column] = []
    for at, column in enumerate(plan.columns, start=len(plan.dims)):
        moved[at] = len(plan.dims) + len(columns)
        columns.append(column)
        named = Show(f"{PRICED[column.field]}.currency") if _listed(column, frame) else None
        if named is not None and named not in (*columns, *plan.columns):
            columns.append(named)
    order = tuple(replace(one, column=moved[one.column]) for one in plan.order)
    return replace(plan, columns=tuple(columns), order=order, hidden=tuple(moved[at] for at in plan.hidden))


def _listed(column: Column, frame: Frame) -> TypeGuard[Show]:
    return isinstance(column, Show) and PRICED.get(column.field) in frame.foreign


def _as_it_stands(dim: Dim, frame: Frame) -> bool:
    return not dim.unit and not dim.cases and PRICED.get(dim.field) in frame.foreign


def converts(plan: Plan, frame: Frame) -> bool:
    """Whether amounts of the plan are taken from one currency to another."""
    listed = any(isinstance(column, Show) and column.field in PRICED for column in plan.columns)
    return any(plan.currency or PRICED[field] in frame.foreign for _, field, _ in _uses(plan)) or bool(
        plan.currency and listed
    )


def unrated_plans(plan: Plan, frame: Frame) -> tuple[Plan, ...]:
    """Plans that count, by currency, the rows that the plan's figures leave out for want of a rate."""
    if not frame.foreign and not plan.currency:
        return ()
    found = []
    for fact, field, where in _uses(plan):
        node = PRICED[field]
        if node not in frame.foreign and not plan.currency:
            continue
        kept = tuple(one for one in where if not _compares(one) and reaches(fact, (one,)))
        test = (*kept, Cond(field, "present"), Cond(f"{node}.rate", "missing"))
        counted = (Measure(fact, "count", "", (), NODES[fact].many),)
        found.append(Plan(fact, counted, (Dim(f"{node}.currency"),), test, currency=plan.currency))
    return tuple(dict.fromkeys(found))


def _uses(plan: Plan) -> Iterator[tuple[str, str, tuple[Filter, ...]]]:
    """Each fact with an amount of its rows that is summed, compared or sorted by, and the conditions it is under."""
    for column in (*plan.columns, *(one.left for one in plan.having), *(one.right for one in plan.having if one.right)):
        for measure in _measures(column):
            field = _LISTED_BY_AMOUNT.get(measure.field, measure.field)
            if field in PRICED:
                yield measure.fact, field, (*plan.where, *measure.where)
            for one in (*plan.where, *measure.where):
                if isinstance(one, Cond) and _compares(one) and reaches(measure.fact, (one,)):
                    yield measure.fact, one.field, (*plan.where, *measure.where)
    if any(not isinstance(column, Show) for column in plan.columns):
        return
    sorted_by = [plan.columns[order.column - len(plan.dims)] for order in plan.order if order.column >= len(plan.dims)]
    for column in sorted_by:
        if isinstance(column, Show) and column.field in PRICED:
            yield plan.subject, column.field, plan.where
    for one in plan.where:
        if isinstance(one, Cond) and _compares(one):
            yield plan.subject, one.field, plan.where


def _measures(column: Column) -> Iterator[Measure]:
    if isinstance(column, Measure):
        yield column
    elif isinstance(column, Calc):
        yield from _measures(column.left)
        if column.right is not None:
            yield from _measures(column.right)


def _compares(one: Filter) -> bool:
    """Whether a condition compares an amount."""
    return isinstance(one, Cond) and one.field in PRICED and one.op not in ("missing", "present")


def counted(plan: Plan, rows: Sequence[Sequence[Cell]]) -> list[Unrated]:
    """What the rows of such a plan say."""
    node = NODES[plan.subject]
    return [Unrated(node.many, node.one, str(row[0]), int(row[1])) for row in rows if isinstance(row[1], int)]


def left_out(found: Sequence[Unrated], *, target: str, known: frozenset[str]) -> str:
    """A sentence on the rows without a rate; empty without any.

    Args:
        found: The rows, by object and currency.
        target: The currency that was to be reached.
        known: The currencies that have a rate on some day, with the home's own.
    """
    if not found:
        return ""
    listed = [f"{one.count:,} {one.one if one.count == 1 else one.many} in {one.currency}" for one in found]
    alone = len(found) == 1 and found[0].count == 1
    dated = all(one.currency in known for one in found) and target in known
    when = f" for {'its' if alone else 'their'} date" if dated else ""
    verbs = ("has", "is") if alone else ("have", "are")
    what = " and ".join((", ".join(listed[:-1]), listed[-1]) if len(listed) > 1 else listed)
    return f"{what} {verbs[0]} no exchange rate{when} and {verbs[1]} left out: import exchange_rate.csv."
