"""The typed plan of a question: a closed vocabulary that compiles to one read-only statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, cast, get_args

from pydantic import ConfigDict, Field

from assistant.errors import UserFixable

LIMIT = 1000
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
