"""A plan as one SELECT: every table under the row rule, every value bound."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal_column, select

from assistant.questions.compile_scope import Scope
from assistant.questions.plan import (
    BadPlan,
    Calc,
    Column,
    Dim,
    Filter,
    Having,
    Measure,
    Order,
    Plan,
    Show,
    check,
    nodes_of,
    reaches,
)
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES, path
from assistant.views import UserView


class _Inner(Scope):
    """A scope that compiles nested plans too."""

    def subplan(self, plan: Plan) -> Any:
        inner = statement(plan, self.user, self.as_of).subquery()
        first = next(iter(inner.c))
        return select(first).where(first.is_not(None))


def statement(plan: Plan, user: UserView, as_of: date) -> Select[Any]:
    """Compile a plan.

    Raises:
        BadPlan: The plan is outside the closed vocabulary.
    """
    check(plan)
    figures = any(not isinstance(column, Show) for column in plan.columns) or plan.having
    return _grouped(plan, user, as_of) if figures or plan.dims else _rows(plan, user, as_of)


def _rows(plan: Plan, user: UserView, as_of: date) -> Select[Any]:
    scope = _Inner(plan.subject, user, as_of)
    shown = [scope.field(column.field) for column in plan.columns if isinstance(column, Show)]
    labels = _labels(plan)
    where = scope.filters(plan.where)
    query = select(*(value.label(label) for value, label in zip(shown, labels, strict=True)))
    query = query.select_from(scope.source).where(scope.root_rule(), where)
    sort = [
        shown[o.column].desc().nulls_last() if o.descending else shown[o.column].asc().nulls_last() for o in plan.order
    ]
    return query.order_by(*sort).limit(plan.limit).offset(plan.offset)


def _grouped(plan: Plan, user: UserView, as_of: date) -> Select[Any]:
    measures: list[Measure] = []
    for column in (*plan.columns, *(h.left for h in plan.having), *(h.right for h in plan.having if h.right)):
        _collect(column, measures)
    parts = _parts(plan, measures)
    tables = [_part(plan, part, user, as_of, f"part{index}") for index, part in enumerate(parts)]
    base = tables[0]
    source: Any = base
    for table in tables[1:]:
        on = [base.c[f"d{i}"] == table.c[f"d{i}"] for i in range(len(plan.dims))]
        source = source.outerjoin(table, and_(*on)) if on else source.join(table, literal_column("1") == 1)
    known = {
        measure: _value(measure, table.c[f"m{measures.index(measure)}"])
        for part, table in zip(parts, tables, strict=True)
        for measure in part
    }
    dims = [base.c[f"d{i}"] for i in range(len(plan.dims))]
    if _shows(plan) and "s0" not in base.c:
        raise BadPlan("a column that its rows do not have")
    shows = {column: base.c[f"s{i}"] for i, column in enumerate(_shows(plan))}
    return _outer(plan, source, dims, {**known, **shows}, user, as_of)


def _outer(
    plan: Plan, source: Any, dims: list[Any], known: dict[Any, ColumnElement[Any]], user: UserView, as_of: date
) -> Select[Any]:
    figures = [_figure(column, known, dims, plan) for column in plan.columns]
    everything = [*dims, *figures]
    labels = _labels(plan)
    tests = [_having(test, known, dims, plan, source, user, as_of) for test in plan.having]
    query = select(*(value.label(label) for value, label in zip(everything, labels, strict=True))).select_from(source)
    query = query.where(*tests)
    sort = plan.order or tuple(Order(i) for i, dim in enumerate(plan.dims) if dim.unit)
    if not _windowed(plan) and not plan.per:
        keys = [everything[o.column].desc().nulls_last() if o.descending else everything[o.column].asc() for o in sort]
        kept = [
            value.label(label)
            for i, (value, label) in enumerate(zip(everything, labels, strict=True))
            if i not in plan.hidden
        ]
        return query.with_only_columns(*kept).order_by(*keys).limit(plan.limit).offset(plan.offset)
    return _wrapped(plan, query, sort)


def _wrapped(plan: Plan, query: Select[Any], sort: tuple[Order, ...]) -> Select[Any]:
    """Window columns are worked out before the limit, and before the limit within each group."""
    inner = query.subquery("figures")
    columns = list(inner.c)
    keys = [columns[o.column].desc().nulls_last() if o.descending else columns[o.column].asc() for o in sort]
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


def _windowed(plan: Plan) -> bool:
    return any(
        isinstance(column, Calc) and column.op in ("share", "previous", "rank", "running", "step")
        for column in plan.columns
    )


def _figure(column: Column, known: dict[Any, ColumnElement[Any]], dims: list[Any], plan: Plan) -> ColumnElement[Any]:
    if not isinstance(column, Calc):
        return known[column]
    left = _figure(column.left, known, dims, plan)
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
    right = _figure(column.right, known, dims, plan)
    if column.op == "diff":
        return left - right
    if column.op == "growth":
        return (left - right) * 1.0 / func.nullif(right, 0)
    return left * 1.0 / func.nullif(right, 0)


def _having(
    test: Having,
    known: dict[Any, ColumnElement[Any]],
    dims: list[Any],
    plan: Plan,
    source: Any,
    user: UserView,
    as_of: date,
) -> ColumnElement[bool]:
    left = _figure(test.left, known, dims, plan)
    right: Any = test.value
    if test.against == "column" and test.right is not None:
        right = _figure(test.right, known, dims, plan)
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
        right = statement(whole, user, as_of).scalar_subquery()
    elif test.against == "mean":
        every = replace(plan, columns=(test.left,), having=(), order=(), hidden=(), limit=1000, offset=0, per=0)
        inner = statement(every, user, as_of).subquery()
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


def _collect(column: Column, into: list[Measure]) -> None:
    if isinstance(column, Measure) and column not in into:
        into.append(column)
    elif isinstance(column, Calc):
        _collect(column.left, into)
        if column.right is not None:
            _collect(column.right, into)


def _parts(plan: Plan, measures: list[Measure]) -> list[list[Measure]]:
    """Measures that one SELECT can work out together; the first part is the one all others join to."""
    parts: dict[tuple[str, str], list[Measure]] = {}
    for measure in measures:
        alone = f"m{measures.index(measure)}" if measure.agg in ("median", "percentile", "latest") else ""
        parts.setdefault((measure.fact, alone), []).append(measure)
    listed = list(parts.values())
    return [[], *listed] if plan.keep_empty or not listed else listed


def _shows(plan: Plan) -> list[Show]:
    return [column for column in plan.columns if isinstance(column, Show)]


def _part(plan: Plan, part: list[Measure], user: UserView, as_of: date, name: str) -> Subquery:
    everything: list[Measure] = []
    for column in (*plan.columns, *(h.left for h in plan.having), *(h.right for h in plan.having if h.right)):
        _collect(column, everything)
    root = part[0].fact if part else (_home(plan.dims[0], plan) if plan.keep_empty and plan.dims else plan.subject)
    scope = _Inner(root, user, as_of)
    dims = [scope.dim(dim) for dim in plan.dims]
    shared = _shared(part)
    where = tuple(f for f in plan.where if part or reaches(root, (f,)))
    usable = tuple(f for f in where if reaches(root, (f,))) if len(everything) != len(part) else where
    test = and_(
        scope.root_rule() if not _facts_only(root, plan) else scope.rule(scope.table(root)), scope.filters(usable)
    )
    test = and_(test, scope.filters(shared), *(dim.is_not(None) for dim in dims))
    columns: list[Any] = [dim.label(f"d{i}") for i, dim in enumerate(dims)]
    shows = (
        [scope.field(show.field) for show in _shows(plan)]
        if all(path(root, s.field.split(".")[0]) is not None for s in _shows(plan))
        else []
    )
    columns += [value.label(f"s{i}") for i, value in enumerate(shows)]
    if len(part) == 1 and part[0].agg in ("median", "percentile", "latest"):
        return _ordered(scope, part[0], columns, test, name, f"m{everything.index(part[0])}", len(dims))
    figures = [_aggregate(scope, measure, shared).label(f"m{everything.index(measure)}") for measure in part]
    query = select(*columns, *figures).select_from(scope.source).where(test)
    keys = [*dims, *shows, *_identity(scope, plan)]
    return (query.group_by(*keys) if keys else query if figures else query.distinct()).subquery(name)


def _identity(scope: Scope, plan: Plan) -> list[Any]:
    """Two records of one name stay two rows: their ids are grouped by as well."""
    found = []
    for dim in plan.dims:
        node = dim.field.split(".")[0]
        if dim.field == NODES[node].title and not dim.cases and node != "deal":
            found.append(scope.table(node).c.id)
    return found


def _facts_only(root: str, plan: Plan) -> bool:
    return root in ("deal", "ticket", "order", "contact", "subscription", "invoice", "account", "product")


def _home(dim: Dim, plan: Plan) -> str:
    return dim.field.split(".")[0]


def _shared(part: list[Measure]) -> tuple[Filter, ...]:
    """The conditions that all measures of a part have in common go to WHERE."""
    if not part:
        return ()
    return tuple(f for f in part[0].where if all(f in measure.where for measure in part[1:]))


def _aggregate(scope: Scope, measure: Measure, shared: tuple[Filter, ...]) -> ColumnElement[Any]:
    own = tuple(f for f in measure.where if f not in shared)
    value = scope.table(measure.fact).c.id if measure.agg == "count" else _measured(scope, measure)
    if own:
        value = case((scope.filters(own), value), else_=None)
    functions: dict[str, Callable[[Any], ColumnElement[Any]]] = {
        "sum": func.sum,
        "avg": func.avg,
        "min": func.min,
        "max": func.max,
    }
    if measure.agg == "count":
        return func.count(value)
    if measure.agg == "distinct":
        return func.count(value.distinct())
    return functions[measure.agg](value)


def _measured(scope: Scope, measure: Measure) -> ColumnElement[Any]:
    node = measure.field.split(".")[0]
    if measure.agg == "distinct" and measure.field == NODES[node].title:
        return scope.table(node).c.id
    return scope.field(measure.field)


def _ordered(
    scope: Scope, measure: Measure, columns: list[Any], test: ColumnElement[bool], name: str, label: str, dims: int
) -> Subquery:
    """Median (mean of the middle two) or percentile (nearest rank) by numbering the rows."""
    value = scope.field(measure.field)
    keys = [column.element for column in columns]
    rank = func.row_number().over(partition_by=keys or None, order_by=value)
    size = func.count().over(partition_by=keys or None)
    numbered = (
        select(*columns, value.label("v"), rank.label("rn"), size.label("n"))
        .select_from(scope.source)
        .where(test, value.is_not(None))
        .subquery(f"{name}_rows")
    )
    shown = list(numbered.c)[: len(columns)]
    if measure.agg == "median":
        inside: ColumnElement[bool] = numbered.c.rn.in_([(numbered.c.n + 1) // 2, (numbered.c.n + 2) // 2])
        figure = func.avg(numbered.c.v)
    else:
        inside = numbered.c.rn >= measure.level * numbered.c.n
        figure = func.min(numbered.c.v)
    query = select(*shown, figure.label(label)).where(inside)
    return (query.group_by(*shown) if shown else query).subquery(name)


def _value(measure: Measure, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Counting nothing gives 0, and so does a sum of nothing."""
    return func.coalesce(column, 0) if measure.agg in ("count", "distinct", "sum") else column


def _labels(plan: Plan) -> list[str]:
    """Names of the columns, each once."""
    found: list[str] = []
    for name in (*(_dim_label(dim) for dim in plan.dims), *(label(column) for column in plan.columns)):
        unique, again = name, 2
        while unique in found:
            unique, again = f"{name} {again}", again + 1
        found.append(unique)
    return found


def _dim_label(dim: Dim) -> str:
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
