"""The typed plan of a question: a closed vocabulary that compiles to one read-only statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from assistant.errors import UserFixable
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES, path
from assistant.records.currencies import ISO_4217

LIMIT = 1000
DEPTH = 6
Scalar = str | int | float | bool
Op = Literal["=", "!=", "<", "<=", ">", ">=", "in", "not_in", "between", "missing", "present", "contains"]
Agg = Literal["count", "distinct", "sum", "avg", "min", "max", "median", "percentile", "latest"]
Unit = Literal["", "month", "quarter", "week", "weekday", "year", "decade", "band", "calendar quarter", "calendar year"]
Across = Literal["ratio", "diff", "growth", "share", "previous", "rank", "running", "step", "reaches"]
_STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)


class BadPlan(UserFixable):
    """A plan outside the closed vocabulary."""

    def __init__(self, why: str) -> None:
        super().__init__(f"bad plan: {why}", reply="I can't work that out from the records.")


@dataclass(frozen=True, slots=True)
class Cond:
    """A test of one field against values, another field, or the first column of another plan."""

    __pydantic_config__ = _STRICT
    field: str
    op: Op
    values: tuple[Scalar, ...] = ()
    other: str = ""  # compare with this field instead of values
    plan: Plan | None = None
    kind: Literal["cond"] = "cond"


@dataclass(frozen=True, slots=True)
class Group:
    """Several tests joined."""

    __pydantic_config__ = _STRICT
    join: Literal["all", "any", "none"]
    parts: tuple[Filter, ...]
    kind: Literal["group"] = "group"


def aggregate(text: str) -> Agg:
    """An aggregate by its name.

    Raises:
        BadPlan: There is no such aggregate.
    """
    if text not in get_args(Agg):
        raise BadPlan(f"no aggregate {text!r}")
    return cast(Agg, text)


def time_unit(text: str) -> Unit:
    """The unit of a dim by its name.

    Raises:
        BadPlan: There is no such unit.
    """
    if text not in get_args(Unit):
        raise BadPlan(f"no unit {text!r}")
    return cast(Unit, text)


def cond(field: str, op: str, values: tuple[Scalar, ...] = (), *, other: str = "", plan: Plan | None = None) -> Cond:
    """A condition whose operator comes as text.

    Raises:
        BadPlan: There is no such operator.
    """
    if op not in get_args(Op):
        raise BadPlan(f"no operator {op!r}")
    return Cond(field, cast(Op, op), values, other, plan)


Filter = Annotated[Cond | Group, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Show:
    """A field shown as it stands."""

    __pydantic_config__ = _STRICT
    field: str
    kind: Literal["show"] = "show"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure over the rows of one object."""

    __pydantic_config__ = _STRICT
    fact: str  # node whose rows are counted or summed
    agg: Agg
    field: str = ""  # empty for count
    where: tuple[Filter, ...] = ()
    name: str = ""
    level: float = 0.5  # of a percentile, 0 to 1
    within: tuple[str, ...] = ()  # two ISO days: a quota counts as far as its own period lies within them, by days
    kind: Literal["measure"] = "measure"


@dataclass(frozen=True, slots=True)
class Calc:
    """A figure worked out from others.

    `ratio`, `diff`, `growth` take left against right; `reaches` says yes where left is at least right; `share` is left
    of its total (within the first `within` dims); `previous` is the growth on the row before, `step` the difference
    from it, `running` the sum up to here; `rank` counts from the highest.
    """

    __pydantic_config__ = _STRICT
    op: Across
    left: Column
    right: Column | None = None
    within: int = 0
    name: str = ""
    kind: Literal["calc"] = "calc"


Column = Annotated[Show | Measure | Calc, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Dim:
    """What the rows are grouped by."""

    __pydantic_config__ = _STRICT
    field: str
    unit: Unit = ""
    edges: tuple[float, ...] = ()  # of bands: lower bounds of all but the first
    closed: bool = False  # bands end at the edge itself, which then belongs to the lower band
    cases: tuple[Filter, ...] = ()  # one or two groups by condition; rows that meet none are the rest
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Having:
    """A test of a figure against a number, a figure, the whole, or the mean of all rows."""

    __pydantic_config__ = _STRICT
    left: Column
    op: Literal["=", "!=", "<", "<=", ">", ">="]
    value: float = 0.0
    right: Column | None = None
    against: Literal["value", "column", "whole", "mean"] = "value"


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by a column of the result, counted from 0 over dims then columns."""

    __pydantic_config__ = _STRICT
    column: int
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """One question."""

    __pydantic_config__ = _STRICT
    subject: str  # node whose rows are read
    columns: tuple[Column, ...] = ()
    dims: tuple[Dim, ...] = ()
    where: tuple[Filter, ...] = ()
    having: tuple[Having, ...] = ()
    order: tuple[Order, ...] = ()
    limit: int = LIMIT
    offset: int = 0
    per: int = 0  # the limit counts within each value of the first `per` dims
    keep_empty: bool = False  # rows of the first dim without any fact stay
    hidden: tuple[int, ...] = ()  # columns used for the order alone
    keep: tuple[str, ...] = ()  # values of the first dim that stay once ranks and shares are worked out
    currency: str = ""  # ISO 4217, of every amount; empty: the home's, listed amounts in their own


_ADAPTER: TypeAdapter[Plan] = TypeAdapter(Plan)


def to_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain JSON values."""
    return dict(_ADAPTER.dump_python(plan, mode="json"))


def from_json(value: Mapping[str, object]) -> Plan:
    """The plan that JSON values describe.

    Raises:
        BadPlan: It is no plan, or it leaves the closed vocabulary.
    """
    try:
        plan = _ADAPTER.validate_python(value)
    except (ValidationError, RecursionError) as error:
        raise BadPlan(str(error)[:200]) from error
    check(plan)
    return plan


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
