"""What a question asks, in the asker's terms: the slots that a follow-up can change one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, cast, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.questions.period import Period
from assistant.questions.plan import BadPlan, Dim, Filter

_STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)
Share = Literal["", "?", "total", "within", "part"]  # "?" while it is being read
Change = Literal["", "growth", "diff", "previous", "running"]
Trend = Literal["", "up", "down"]
Test = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both included."""

    __pydantic_config__ = _STRICT
    start: date
    end: date
    unit: str = ""
    name: str = ""  # what a period of a home with fiscal years is called

    @classmethod
    def of(cls, period: Period) -> Span:
        """The same days."""
        return cls(period.start, period.end, period.unit, period.name)

    @property
    def period(self) -> Period:
        """The same days."""
        return Period(self.start, self.end, self.unit, name=self.name)


@dataclass(frozen=True, slots=True)
class Ask:
    """One figure asked for: `name` is a measure of the catalogue, "count", or "field" with its aggregate."""

    __pydantic_config__ = _STRICT
    name: str
    agg: str = ""
    field: str = ""  # of "field" asks; of counts, the entity counted
    state: str = ""
    where: tuple[Filter, ...] = ()
    level: float = 0.5


@dataclass(frozen=True, slots=True)
class Clause:
    """A set of deals that must exist, or must not, for a listed entity."""

    __pydantic_config__ = _STRICT
    negative: bool
    state: str = ""
    where: tuple[Filter, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A test of a figure: against a number, the whole, or the mean of all rows."""

    __pydantic_config__ = _STRICT
    ask: Ask
    op: Test
    value: float = 0.0
    against: Literal["value", "whole", "mean", "column"] = "value"
    right: Ask | None = None


def limit(ask: Ask, op: str, value: float = 0.0, *, against: str = "value", right: Ask | None = None) -> Limit:
    """A test whose operator comes as text.

    Raises:
        BadPlan: There is no such operator.
    """
    if op not in get_args(Test):
        raise BadPlan(f"no test {op!r}")
    return Limit(ask, cast(Test, op), value, cast(Literal["value", "whole", "mean", "column"], against), right)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best or worst few, by a figure or a field."""

    __pydantic_config__ = _STRICT
    descending: bool
    limit: int = 1000
    offset: int = 0
    ask: Ask | None = None
    field: str = ""
    per: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """Everything one question says."""

    __pydantic_config__ = _STRICT
    subject: str = ""  # entity or field whose values are the rows
    shows: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    dims: tuple[Dim, ...] = ()
    where: tuple[Filter, ...] = ()
    state: str = ""
    started: bool = False
    spans: tuple[Span, ...] = ()
    clauses: tuple[Clause, ...] = ()
    limits: tuple[Limit, ...] = ()
    ranking: Ranking | None = None
    order: str = ""  # high | low | old | new | name
    share: Share = ""
    part: tuple[Filter, ...] = ()  # the condition whose share is asked
    part_state: str = ""
    change: Change = ""
    columns: bool = False  # periods side by side as columns
    rank_of: bool = False
    listing: bool = False
    trend: Trend = ""  # the second of two periods against the first
    per: str = ""  # the entity whose number a figure is divided by
    empty: bool = False  # rows without any deal stay
    currency: str = ""  # what amounts are asked for in; empty: the home's
    fact: str = ""  # the support or commerce object whose rows are read; empty: deals


_ADAPTER: TypeAdapter[Request] = TypeAdapter(Request)


def to_json(request: Request) -> dict[str, Any]:
    """The request as plain JSON values."""
    return dict(_ADAPTER.dump_python(request, mode="json"))


def from_json(value: Mapping[str, object]) -> Request:
    """The request that JSON values describe.

    Raises:
        BadPlan: It is none.
    """
    try:
        return _ADAPTER.validate_python(value)
    except (ValidationError, RecursionError) as error:
        raise BadPlan(str(error)[:200]) from error


__all__ = ["Ask", "Clause", "Limit", "Ranking", "Request", "Span", "from_json", "replace", "to_json"]
