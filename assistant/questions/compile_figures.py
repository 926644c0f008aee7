"""The figures of a plan over its parts, with their names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case, func

from assistant.questions.frame import Frame
from assistant.questions.plan import BadPlan, Calc, Column, Dim, Measure, Plan, Show
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES
from assistant.records.calendar import Calendar


def is_windowed(plan: Plan) -> bool:
    """Whether any column looks at the other rows."""
    return any(
        isinstance(column, Calc) and column.op in ("share", "previous", "rank", "running", "step")
        for column in plan.columns
    )


def figure(column: Column, known: dict[Any, ColumnElement[Any]], dims: list[Any], plan: Plan) -> ColumnElement[Any]:
    """The SQL of a column over the measures already worked out."""
    if not isinstance(column, Calc):
        return known[column]
    left = figure(column.left, known, dims, plan)
    if column.op == "share":
        within = dims[: column.within]
        return left * 1.0 / func.nullif(func.sum(left).over(partition_by=within or None), 0)
    if column.op == "rank":
        return func.rank().over(order_by=left.desc())
    if column.op == "running":
        return func.sum(left).over(partition_by=dims[:-1] or None, order_by=dims[-1])
    if column.op in ("previous", "step"):
        before = func.lag(left).over(partition_by=dims[:-1] or None, order_by=dims[-1])
        return left - before if column.op == "step" else (left - before) * 1.0 / func.nullif(before, 0)
    if column.right is None:
        raise BadPlan(f"{column.op} needs two figures")
    right = figure(column.right, known, dims, plan)
    if column.op == "diff":
        return left - right
    if column.op == "reaches":
        return case((left >= right, "yes"), else_="no")
    if column.op == "growth":
        return (left - right) * 1.0 / func.nullif(right, 0)
    return left * 1.0 / func.nullif(right, 0)


def decimals(plan: Plan) -> list[int]:
    """To how many decimals each column of the result is given: money to 2, all else to 6."""
    every = [*(FIELDS[dim.field].type for dim in plan.dims), *(_type(column) for column in plan.columns)]
    return [2 if kind == "money" else 6 for at, kind in enumerate(every) if at not in plan.hidden]


def _type(column: Column) -> str:
    """The type of a column's cells."""
    if isinstance(column, Calc):
        return _type(column.left) if column.op in ("diff", "step", "running") else "rate"
    return FIELDS[column.field].type if column.field and not _counts(column) else "number"


def _counts(column: Measure | Show) -> bool:
    return isinstance(column, Measure) and column.agg in ("count", "distinct")


def labels_of(plan: Plan, frame: Frame) -> list[str]:
    """Names of the columns, each once."""
    found: list[str] = []
    columns = (_in_currency(column, plan.currency) for column in plan.columns)
    for name in (*(dim_label(dim, frame.calendar) for dim in plan.dims), *columns):
        unique, again = name, 2
        while unique in found:
            unique, again = f"{name} {again}", again + 1
        found.append(unique)
    return found


def _in_currency(column: Column, currency: str) -> str:
    return f"{label(column)} in {currency}" if currency and _type(column) == "money" else label(column)


def dim_label(dim: Dim, calendar: Calendar) -> str:
    """What a group is called; quarters and years of a home with fiscal years say so."""
    if dim.unit in ("quarter", "year") and calendar.is_fiscal:
        return f"fiscal {dim.unit}"
    if dim.unit and dim.unit != "band":
        return dim.unit
    return f"{FIELDS[dim.field].label} band" if dim.unit else "group" if dim.cases else FIELDS[dim.field].label


def label(column: Column) -> str:
    """The name of a column."""
    if isinstance(column, Show):
        return FIELDS[column.field].label
    if column.name:
        return column.name
    if isinstance(column, Measure):
        many = NODES[column.fact].many
        return many if column.agg == "count" else f"{column.agg} {FIELDS[column.field].label}"
    return column.op
