"""Sales against quotas as a typed plan."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.plan import Calc, Column, Cond, Dim, Having, Measure, Order, Plan
from assistant.questions.request import Request, Span


def quota_plan(request: Request) -> Plan:
    """Make the plan: what was won in the period, the quota of the period, the one against the other.

    "On track" holds the sales against the part of the quota that was due by today: by the days gone of each quota.
    """
    won, quota, due = _won(request.spans[0]), _quota(request), _due(request)
    attainment = Calc("ratio", won, quota, name="attainment")
    kind = request.asks[0].name
    mark = due if kind in ("track", "off_track") else quota
    columns: dict[str, tuple[Column, ...]] = {
        "attainment": (attainment, won, quota),
        "gap": (Calc("diff", quota, won, name="to go"), won, quota, attainment),
        "track": (Calc("reaches", won, due, name="on track"), won, quota, due),
        "made": (Calc("reaches", won, quota, name="made quota"), won, quota, attainment),
    }
    shown = columns[{"off_track": "track", "missed": "made"}.get(kind, kind)]
    plan = Plan("quota", shown, request.dims, request.where)
    if not request.listing:
        return plan
    behind = kind in ("off_track", "missed")
    order = (Order(len(request.dims), descending=not behind),)
    having = (Having(won, "<" if behind else ">=", 0.0, mark, "column"),)
    return replace(plan, columns=(attainment, won, quota), having=having, order=order)


def without_quota(request: Request) -> Plan | None:
    """Sellers who have won something in the period and have no quota for it; nothing where no sellers are listed."""
    named = any(one.field.startswith("owner.") for one in request.where if isinstance(one, Cond))
    if request.dims != (Dim("owner.name"),) or (named and not _only_regions(request)):
        return None
    having_quota = Plan("quota", (), request.dims, (*request.asks[0].where, *request.where))
    sold = _won(request.spans[0])
    where = (*request.where, *sold.where, Cond("owner.name", "not_in", (), "", having_quota))
    return Plan("deal", (Measure("deal", "count"),), request.dims, where)


def _only_regions(request: Request) -> bool:
    return all(isinstance(one, Cond) and one.field not in ("owner.name", "owner.id") for one in request.where)


def _won(span: Span) -> Measure:
    days = (span.start.isoformat(), span.end.isoformat())
    where = (Cond("deal.state", "=", ("won",)), Cond("deal.close_date", "between", days))
    return Measure("deal", "sum", "deal.amount", where, "won")


def _quota(request: Request) -> Measure:
    ask, span = request.asks[0], request.spans[0]
    within = (span.start.isoformat(), span.end.isoformat()) if ask.agg == "pro_rata" else ()
    return Measure("quota", "sum", "quota.amount", ask.where, "quota", within=within)


def _due(request: Request) -> Measure:
    gone = request.spans[1]
    within = (gone.start.isoformat(), gone.end.isoformat())
    return Measure("quota", "sum", "quota.amount", request.asks[0].where, "due by now", within=within)
