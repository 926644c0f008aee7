"""What a plan must keep to beyond its types."""

from __future__ import annotations

from datetime import date

from assistant.questions.plan import LIMIT, BadPlan, Column, Filter, Group, Measure, Plan, Show
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES, path
from assistant.records.currencies import ISO_4217

DEPTH = 6


def check(plan: Plan, depth: int = 0) -> None:
    """Refuse what the types alone let through.

    Raises:
        BadPlan: An unknown field or object, a limit out of range, or nesting that is too deep.
    """
    if depth > DEPTH:
        raise BadPlan(f"nested more than {DEPTH} deep")
    if plan.subject not in NODES:
        raise BadPlan(f"no object {plan.subject!r}")
    if not 1 <= plan.limit <= LIMIT or not 0 <= plan.offset <= LIMIT:
        raise BadPlan(f"limit {plan.limit}, offset {plan.offset}: 1 to {LIMIT}")
    if not plan.columns and not plan.dims:
        raise BadPlan("nothing to show")
    if plan.currency and plan.currency not in ISO_4217:
        raise BadPlan(f"no currency {plan.currency!r}")
    width = len(plan.columns) + len(plan.dims)
    if len(plan.dims) > 4 or len(plan.columns) > 12 or not 0 <= plan.per <= len(plan.dims):
        raise BadPlan("too many columns")
    if any(not 0 <= index < width for index in (*(o.column for o in plan.order), *plan.hidden)):
        raise BadPlan("order by a column that is not there")
    for dim in plan.dims:
        _field(dim.field)
        _filters(dim.cases, depth)
    _filters(plan.where, depth)
    for column in (*plan.columns, *(h.left for h in plan.having), *(h.right for h in plan.having if h.right)):
        _column(column, depth)


def _column(column: Column, depth: int) -> None:
    if depth > DEPTH:
        raise BadPlan(f"nested more than {DEPTH} deep")
    if isinstance(column, Show):
        _field(column.field)
    elif isinstance(column, Measure):
        if column.fact not in NODES:
            raise BadPlan(f"no object {column.fact!r}")
        if column.agg != "count":
            _field(column.field)
        if column.within and (column.field != "quota.amount" or not _two_days(column.within)):
            raise BadPlan(f"within {column.within}: two days, of a quota")
        if not 0 < column.level <= 1:
            raise BadPlan(f"percentile {column.level}: above 0, up to 1")
        _filters(column.where, depth)
    else:
        _column(column.left, depth + 1)
        if column.right is not None:
            _column(column.right, depth + 1)


def _two_days(within: tuple[str, ...]) -> bool:
    try:
        return len(within) == 2 and date.fromisoformat(within[0]) <= date.fromisoformat(within[1])
    except ValueError:
        return False


def _filters(filters: tuple[Filter, ...], depth: int) -> None:
    for part in filters:
        if isinstance(part, Group):
            if depth > DEPTH:
                raise BadPlan(f"nested more than {DEPTH} deep")
            _filters(part.parts, depth + 1)
            continue
        _field(part.field)
        if part.other:
            _field(part.other)
        if part.plan is not None:
            check(part.plan, depth + 1)
        elif not part.other and part.op not in ("missing", "present"):
            wanted = 2 if part.op == "between" else 1
            if len(part.values) < wanted or len(part.values) > LIMIT:
                raise BadPlan(f"{part.op} on {part.field} needs {wanted} value")


def _field(name: str) -> None:
    if name not in FIELDS or FIELDS[name].node not in NODES:
        raise BadPlan(f"no field {name!r}")


def nodes_of(filters: tuple[Filter, ...]) -> set[str]:
    """The nodes that conditions read."""
    found: set[str] = set()
    for part in filters:
        if isinstance(part, Group):
            found |= nodes_of(part.parts)
        else:
            found |= {part.field.split(".")[0], *({part.other.split(".")[0]} if part.other else ())}
    return found


def reaches(root: str, filters: tuple[Filter, ...]) -> bool:
    """Whether every node that conditions read can be reached from `root`."""
    return all(path(root, node) is not None for node in nodes_of(filters))
