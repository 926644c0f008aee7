"""A plan as one SELECT: every table under the row rule, every value bound."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select

from assistant.questions.compile_figures import figure, is_windowed, labels_of
from assistant.questions.compile_parts import collect, filled, part_select, parts_of, root_of, shown_fields
from assistant.questions.compile_scope import Scope
from assistant.questions.frame import Frame
from assistant.questions.plan import BadPlan, Having, Measure, Order, Plan, Show
from assistant.questions.plan_check import check, nodes_of


class _Inner(Scope):
    """A scope that compiles nested plans too."""

    def subplan(self, plan: Plan) -> Any:
        inner = statement(plan, self.frame).subquery()
        first = next(iter(inner.c))
        return select(first).where(first.is_not(None))


def statement(plan: Plan, frame: Frame) -> Select[Any]:
    """Compile a plan.

    Raises:
        BadPlan: The plan is outside the closed vocabulary.
    """
    check(plan)
    if plan.currency:
        frame = replace(frame, wanted=plan.currency)
    figures = any(not isinstance(column, Show) for column in plan.columns) or plan.having
    return _grouped(plan, frame) if figures or plan.dims else _rows(plan, frame)


def _rows(plan: Plan, frame: Frame) -> Select[Any]:
    scope = _Inner(plan.subject, frame)
    fields = [column.field for column in plan.columns if isinstance(column, Show)]
    shown = [scope.figure(name) if plan.currency else scope.field(name) for name in fields]
    labels = labels_of(plan, frame)
    where = scope.filters(plan.where)
    query = select(*(value.label(label) for value, label in zip(shown, labels, strict=True)))
    query = query.select_from(scope.source).where(scope.root_rule(), where)
    sort = [_sorted(scope.figure(fields[o.column]), o) for o in plan.order]
    return query.order_by(*sort, scope.table(plan.subject).c.id).limit(plan.limit).offset(plan.offset)


def _sorted(value: ColumnElement[Any], order: Order) -> ColumnElement[Any]:
    """Nothing comes last, whichever way the rest is sorted: the databases differ in where they put it."""
    return (value.desc() if order.descending else value.asc()).nulls_last()


def _grouped(plan: Plan, frame: Frame) -> Select[Any]:
    measures: list[Measure] = []
    for column in (*plan.columns, *(h.left for h in plan.having), *(h.right for h in plan.having if h.right)):
        collect(column, measures)
    parts = parts_of(plan, measures)
    tables = [
        part_select(plan, part, _Inner(root_of(plan, part), frame), f"part{index}") for index, part in enumerate(parts)
    ]
    base = tables[0]
    source: Any = base
    for table in tables[1:]:
        on = [base.c[f"d{i}"] == table.c[f"d{i}"] for i in range(len(plan.dims))]
        source = source.outerjoin(table, and_(*on)) if on else source.join(table, literal_column("1") == 1)
    known = {
        measure: filled(measure, table.c[f"m{measures.index(measure)}"])
        for part, table in zip(parts, tables, strict=True)
        for measure in part
    }
    dims = [base.c[f"d{i}"] for i in range(len(plan.dims))]
    if shown_fields(plan) and "s0" not in base.c:
        raise BadPlan("a column that its rows do not have")
    shows = {column: base.c[f"s{i}"] for i, column in enumerate(shown_fields(plan))}
    return _outer(plan, source, dims, {**known, **shows}, frame)


def _outer(plan: Plan, source: Any, dims: list[Any], known: dict[Any, ColumnElement[Any]], frame: Frame) -> Select[Any]:
    figures = [figure(column, known, dims, plan) for column in plan.columns]
    everything = [*dims, *figures]
    labels = labels_of(plan, frame)
    tests = [_having(test, known, dims, plan, frame) for test in plan.having]
    query = select(*(value.label(label) for value, label in zip(everything, labels, strict=True))).select_from(source)
    query = query.where(*tests)
    sort = _keys(plan)
    if not is_windowed(plan) and not plan.per:
        keys = [_sorted(everything[o.column], o) for o in sort]
        kept = [
            value.label(label)
            for i, (value, label) in enumerate(zip(everything, labels, strict=True))
            if i not in plan.hidden
        ]
        return query.with_only_columns(*kept).order_by(*keys).limit(plan.limit).offset(plan.offset)
    return _wrapped(plan, query, sort)


def _keys(plan: Plan) -> tuple[Order, ...]:
    """As the plan says, then by time, then by the other dims, so that each database gives one order."""
    given = plan.order or tuple(Order(i) for i, dim in enumerate(plan.dims) if dim.unit)
    known = {one.column for one in given}
    return (*given, *(Order(i) for i in range(len(plan.dims)) if i not in known))


def _wrapped(plan: Plan, query: Select[Any], sort: tuple[Order, ...]) -> Select[Any]:
    """Window columns are worked out before the limit, and before the limit within each group."""
    inner = query.subquery("figures")
    columns = list(inner.c)
    keys = [_sorted(columns[o.column], o) for o in sort]
    kept = [column for i, column in enumerate(columns) if i not in plan.hidden]
    if not plan.per:
        narrowed = _filter_windows(plan, select(*kept), columns)
        return narrowed.order_by(*keys).limit(plan.limit).offset(plan.offset)
    place = func.row_number().over(partition_by=columns[: plan.per], order_by=keys)
    ranked = select(*columns, place.label("place")).subquery("ranked")
    shown = [column for i, column in enumerate(list(ranked.c)[:-1]) if i not in plan.hidden]
    first = plan.offset + 1
    picked = select(*shown).where(ranked.c.place.between(first, plan.offset + plan.limit))
    return picked.order_by(*list(ranked.c)[: plan.per], ranked.c.place)


def _filter_windows(plan: Plan, query: Select[Any], columns: list[Any]) -> Select[Any]:
    """Rows that were only needed to rank among are left out."""
    if plan.keep:
        query = query.where(columns[0].in_(plan.keep))
    return query


def _having(
    test: Having,
    known: dict[Any, ColumnElement[Any]],
    dims: list[Any],
    plan: Plan,
    frame: Frame,
) -> ColumnElement[bool]:
    left = figure(test.left, known, dims, plan)
    right: Any = test.value
    if test.against == "column" and test.right is not None:
        right = figure(test.right, known, dims, plan)
    elif test.against == "whole":
        company = tuple(one for one in plan.where if not nodes_of((one,)) & {"owner", "manager"})
        whole = replace(
            plan,
            where=company,
            columns=(test.left,),
            dims=(),
            having=(),
            order=(),
            hidden=(),
            limit=1,
            keep_empty=False,
            offset=0,
            per=0,
        )
        right = statement(whole, frame).scalar_subquery()
    elif test.against == "mean":
        every = replace(plan, columns=(test.left,), having=(), order=(), hidden=(), limit=1000, offset=0, per=0)
        inner = statement(every, frame).subquery()
        right = select(func.avg(list(inner.c)[-1])).scalar_subquery()
    compare: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
        "=": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
    return compare[test.op](left, right)
