"""The grouped SELECTs that a plan is put together from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select

from assistant.questions.compile_grouped import grouped
from assistant.questions.compile_quota import share_within
from assistant.questions.compile_scope import Scope
from assistant.questions.plan import Calc, Column, Dim, Filter, Measure, Plan, Show
from assistant.questions.plan_check import reaches
from assistant.questions.semantic.measures import TIME
from assistant.questions.semantic.objects import NAMELESS, NODES, path


def collect(column: Column, into: list[Measure]) -> None:
    """Gather the measures that a column is made of."""
    if isinstance(column, Measure) and column not in into:
        into.append(column)
    elif isinstance(column, Calc):
        collect(column.left, into)
        if column.right is not None:
            collect(column.right, into)


def parts_of(plan: Plan, measures: list[Measure]) -> list[list[Measure]]:
    """Measures that one SELECT can work out together; the first part is the one all others join to."""
    parts: dict[tuple[str, str], list[Measure]] = {}
    for measure in measures:
        alone = f"m{measures.index(measure)}" if measure.agg in ("median", "percentile", "latest") else ""
        parts.setdefault((measure.fact, alone), []).append(measure)
    listed = sorted(parts.values(), key=lambda part: part[0].fact != plan.subject)  # rows of the subject all stay
    return [[], *listed] if plan.keep_empty or not listed else listed


def shown_fields(plan: Plan) -> list[Show]:
    """The fields shown as they stand."""
    return [column for column in plan.columns if isinstance(column, Show)]


def root_of(plan: Plan, part: list[Measure]) -> str:
    """The node whose rows a part reads."""
    if part:
        return part[0].fact
    return plan.dims[0].field.split(".")[0] if plan.keep_empty and plan.dims else plan.subject


def part_select(plan: Plan, part: list[Measure], scope: Scope, name: str) -> Subquery:
    """The SELECT of one part: its dims, the fields beside them, its figures."""
    everything: list[Measure] = []
    for column in (*plan.columns, *(h.left for h in plan.having), *(h.right for h in plan.having if h.right)):
        collect(column, everything)
    root = scope.root
    dims = [scope.dim(_dated(dim, root)) for dim in plan.dims]
    shared = _shared(part)
    where = tuple(f for f in plan.where if part or reaches(root, (f,)))
    usable = tuple(f for f in where if reaches(root, (f,))) if len(everything) != len(part) else where
    test = and_(
        scope.root_rule() if not _facts_only(root, plan) else scope.rule(scope.table(root)), scope.filters(usable)
    )
    test = and_(test, scope.filters(shared), *(dim.is_not(None) for dim in dims))
    columns: list[Any] = [dim.label(f"d{i}") for i, dim in enumerate(dims)]
    shows = (
        [scope.field(show.field) for show in shown_fields(plan)]
        if all(path(root, s.field.split(".")[0]) is not None for s in shown_fields(plan))
        else []
    )
    columns += [value.label(f"s{i}") for i, value in enumerate(shows)]
    if len(part) == 1 and part[0].agg in ("median", "percentile", "latest"):
        return _ordered(scope, part[0], columns, test, name, f"m{everything.index(part[0])}", len(dims))
    figures = [_aggregate(scope, measure, shared).label(f"m{everything.index(measure)}") for measure in part]
    query = select(*columns, *figures).select_from(scope.source).where(test)
    keys = [*(grouped(column) for column in columns), *_identity(scope, plan)]
    return (query.group_by(*keys) if keys else query if figures else query.distinct()).subquery(name)


def _dated(dim: Dim, root: str) -> Dim:
    """A period of another fact's date is that of the root's own: what was won in the months that quotas are for."""
    node = dim.field.split(".")[0]
    own = bool(dim.unit) and dim.field == TIME.get(node) and TIME.get(root) and path(root, node) is None
    return replace(dim, field=TIME[root]) if own else dim


def _identity(scope: Scope, plan: Plan) -> list[Any]:
    """Two records of one name stay two rows: their ids are grouped by as well."""
    found = []
    for dim in plan.dims:
        node = dim.field.split(".")[0]
        if dim.field == NODES[node].title and not dim.cases and node not in NAMELESS:
            found.append(scope.table(node).c.id)
    return found


def _facts_only(root: str, plan: Plan) -> bool:
    return root not in ("owner", "manager", "parent")


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
    value = scope.figure(measure.field)
    return value * share_within(scope, measure.within) if measure.within else value


def _ordered(
    scope: Scope, measure: Measure, columns: list[Any], test: ColumnElement[bool], name: str, label: str, dims: int
) -> Subquery:
    """Median (mean of the middle two) or percentile (nearest rank) by numbering the rows."""
    value = scope.figure(measure.field)
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


def filled(measure: Measure, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Counting nothing gives 0, and so does a sum of nothing."""
    return func.coalesce(column, 0) if measure.agg in ("count", "distinct", "sum") else column
