"""A request about support or commerce made into a typed plan."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.plan import (
    LIMIT,
    BadPlan,
    Calc,
    Column,
    Cond,
    Dim,
    Filter,
    Having,
    Measure,
    Order,
    Plan,
    Show,
    aggregate,
)
from assistant.questions.request import Ask, Request
from assistant.questions.semantic.facts import AGGREGATES
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import LIST_COLUMNS, TIME
from assistant.questions.semantic.objects import NODES


def fact_plan(request: Request) -> Plan:
    """Make the plan of a request that names the object it reads."""
    where = (*request.where, *_dated(request))
    if request.limits:
        return _passed(request, where)
    if request.asks:
        return _figures(request, where)
    if request.subject not in ("", request.fact):
        return Plan(request.fact, (), (Dim(title(request.subject)),), where)
    return _rows(request, where)


def _dated(request: Request) -> tuple[Filter, ...]:
    name = TIME.get(request.fact, "")
    return tuple(Cond(name, "between", (span.start.isoformat(), span.end.isoformat())) for span in request.spans)


def _measure(request: Request, ask: Ask, where: tuple[Filter, ...] = ()) -> Measure:
    if ask.name != "count":
        return Measure(
            request.fact, aggregate(ask.agg), ask.field, where, f"{AGGREGATES[ask.agg]} {FIELDS[ask.field].label}"
        )
    if ask.field == request.fact:
        return Measure(request.fact, "count", "", where, NODES[ask.field].many)
    named = title(ask.field)
    many = NODES[ask.field].many if ask.field in NODES else FIELDS[ask.field].label
    return Measure(request.fact, "distinct", named, where, many)


def _figures(request: Request, where: tuple[Filter, ...]) -> Plan:
    columns: list[Column] = [_measure(request, ask) for ask in request.asks]
    if request.share == "part":
        part = _measure(request, request.asks[0], request.part)
        columns = [Calc("ratio", part, _measure(request, request.asks[0]), name="share")]
    elif request.share:
        columns.append(Calc("share", columns[0], name="share"))
    plan = Plan(request.fact, tuple(columns), request.dims, where)
    if request.ranking is None or request.ranking.ask is None:
        return plan
    at = len(request.dims) + request.asks.index(request.ranking.ask)
    return replace(plan, order=(Order(at, request.ranking.descending),), limit=request.ranking.limit)


def _passed(request: Request, where: tuple[Filter, ...]) -> Plan:
    """Records of another object by how many rows of the fact they have."""
    if request.subject in ("", request.fact) or request.asks or request.dims:
        raise BadPlan("a number of rows is tested for each of another object")
    own = tuple(one for one in where if isinstance(one, Cond) and one.field.split(".")[0] == request.subject)
    rest = tuple(one for one in where if one not in own)
    tested = request.limits[0]
    count = Measure(request.fact, "count", "", rest, NODES[request.fact].many)
    none = tested.op in ("=", "<", "<=")
    columns: tuple[Column, ...] = () if tested.op == "=" and tested.value == 0 else (count,)
    having = (Having(count, tested.op, tested.value),)
    return Plan(request.fact, columns, (Dim(title(request.subject)),), own, having, keep_empty=none)


def _rows(request: Request, where: tuple[Filter, ...]) -> Plan:
    ranking = request.ranking
    tested = [
        one.field for one in request.where if isinstance(one, Cond) and one.op in ("<", "<=", ">", ">=", "between")
    ]
    named = [name for name in request.shows if name not in tested]
    fields = list(LIST_COLUMNS[request.fact][: 1 if named else None]) + list(request.shows)
    if ranking is not None and ranking.field:
        fields.append(ranking.field)
    fields = list(dict.fromkeys(fields))
    order: tuple[Order, ...] = ()
    if ranking is not None:
        order = (Order(fields.index(ranking.field), ranking.descending),)
    limit = ranking.limit if ranking else LIMIT
    return Plan(request.fact, tuple(Show(name) for name in fields), (), where, (), order, limit)
