"""Fields and conditions of a plan as SQL expressions over aliased tables under the row rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, case, false, func, not_, or_, select, true

from assistant.questions.compile_custom import custom_value
from assistant.questions.compile_dates import bucket, local
from assistant.questions.compile_fields import COMPUTED
from assistant.questions.compile_money import worth
from assistant.questions.compile_newest import newest_reading
from assistant.questions.compile_tables import Aliased
from assistant.questions.frame import Frame
from assistant.questions.plan import BadPlan, Cond, Dim, Filter, Plan
from assistant.questions.semantic.fields import FIELDS, Field
from assistant.questions.semantic.objects import NODES, path
from assistant.records.calendar import Calendar
from assistant.records.schema import Base
from assistant.records.visibility import row_rule

_COMPARE = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class Scope:
    """The tables of one SELECT, joined as they are needed."""

    def __init__(self, root: str, frame: Frame) -> None:
        self.root = root
        self.frame = frame
        self._tables: dict[str, Aliased] = {root: _table(root).alias(root)}
        self.source: FromClause = self._tables[root]

    def table(self, node: str) -> Aliased:
        """The alias of a node, joined on first use."""
        if node in self._tables:
            return self._tables[node]
        trail = path(self.root, node)
        if trail is None:
            raise BadPlan(f"{node} can't be reached from {self.root}")
        for link in trail:
            if link.target not in self._tables:
                before = self._tables[link.source]
                after = _table(link.target).alias(link.target)
                on = after.c.id == (before.c[link.column] if link.column else newest_reading(before))
                self.source = self.source.outerjoin(after, and_(on, self.rule(after)))
                self._tables[link.target] = after
        return self._tables[node]

    def rule(self, table: Aliased) -> ColumnElement[bool]:
        """The row rule on an alias."""
        return row_rule(table, self.frame.user)

    def root_rule(self) -> ColumnElement[bool]:
        """The conditions every row of the root must meet."""
        table = self._tables[self.root]
        rule = self.rule(table)
        if self.root == "owner":
            return and_(rule, table.c.role == "agent")
        if self.root == "manager":
            person = _table("manager").alias("report")
            return and_(rule, table.c.id.in_(select(person.c.manager_id)))
        if self.root == "parent":
            child = _table("parent").alias("child")
            return and_(rule, table.c.id.in_(select(child.c.parent_id).where(self.rule(child))))
        return rule

    def field(self, name: str) -> ColumnElement[Any]:
        """A field as an expression, in the form in which it is shown."""
        if name not in FIELDS:
            raise BadPlan(f"no field {name!r}")
        field = FIELDS[name]
        if field.key:
            return custom_value(self.table(field.node), field)
        if name in COMPUTED:
            return COMPUTED[name](self)
        column = self.table(field.node).c[field.column]
        return local(column, self.frame) if field.type == "time" else column

    def figure(self, name: str) -> ColumnElement[Any]:
        """A field in the form in which it is summed and compared: amounts in one currency."""
        value = self.field(name)
        return worth(self, name, value) if FIELDS[name].type == "money" and name not in COMPUTED else value

    def tested(self, name: str) -> ColumnElement[Any]:
        """A field in the form in which conditions test it: timestamps stay in UTC."""
        field = FIELDS[name]
        return self.table(field.node).c[field.column] if field.type == "time" else self.figure(name)

    def dim(self, dim: Dim) -> ColumnElement[Any]:
        """What a dim groups by, in the form in which it is shown."""
        if dim.cases:
            pairs = [(self.filter(part), label) for part, label in zip(dim.cases, dim.labels, strict=False)]
            rest = dim.labels[len(pairs)] if len(dim.labels) > len(pairs) else None
            return case(*pairs, else_=rest)
        value = self.field(dim.field)
        if dim.unit == "":
            return value
        if dim.unit == "band":
            return self._band(self.figure(dim.field), dim)
        if dim.unit == "decade":
            return value - value % 10
        return bucket(value, dim.unit, self.frame)

    def _band(self, value: ColumnElement[Any], dim: Dim) -> ColumnElement[Any]:
        pairs = []
        for index, edge in enumerate(dim.edges):
            below = f"{dim.edges[index - 1]:,g} to " if index else "under "
            inside = value <= edge if dim.closed else value < edge
            label = f"{below}{edge:,g}" if index or not dim.closed else f"up to {edge:,g}"
            pairs.append((and_(value.is_not(None), inside), label))
        last = f"over {dim.edges[-1]:,g}" if dim.closed else f"{dim.edges[-1]:,g} or more"
        return case(*pairs, (value.is_not(None), last), else_=None)

    def filters(self, parts: tuple[Filter, ...]) -> ColumnElement[bool]:
        """Conditions that must all hold."""
        return and_(true(), *(self.filter(part) for part in parts))

    def filter(self, part: Filter) -> ColumnElement[bool]:
        """One condition."""
        if isinstance(part, Cond):
            return self._cond(part)
        inside = [self.filter(inner) for inner in part.parts]
        if part.join == "all":
            return and_(true(), *inside)
        if part.join == "any":
            return or_(false(), *inside)
        return not_(or_(false(), *(func.coalesce(one, false()) for one in inside)))

    def _cond(self, cond: Cond) -> ColumnElement[bool]:
        field = FIELDS[cond.field]
        if field.type == "state":
            return self._state(cond)
        if cond.op in ("missing", "present"):
            parent = cond.field == "account.parent"
            held = self.table("account").c.parent_id if parent else self.field(cond.field)
            return held.is_(None) if cond.op == "missing" else held.is_not(None)
        value = self.tested(cond.field)
        if cond.other:
            return _COMPARE[cond.op](value, self.tested(cond.other))  # type: ignore[no-any-return]
        if cond.plan is not None:
            if cond.op in _COMPARE:
                return _COMPARE[cond.op](value, self.subplan(cond.plan).scalar_subquery())  # type: ignore[no-any-return]
            inner = self.subplan(cond.plan)
            return value.not_in(inner) if cond.op == "not_in" else value.in_(inner)
        return _test(value, field, cond, self.frame.calendar)

    def subplan(self, plan: Plan) -> Any:
        """The first column of another plan, as a subquery; set by the compiler."""
        raise BadPlan(f"no nested plan allowed here: {plan.subject}")

    def _state(self, cond: Cond) -> ColumnElement[bool]:
        table = self.table(cond.field.split(".")[0])
        chosen = [_is_state(table, cond.field, str(value)) for value in cond.values]
        test = or_(false(), *chosen)
        return not_(test) if cond.op in ("!=", "not_in") else test


def _is_state(table: Aliased, field: str, state: str) -> ColumnElement[bool]:
    if field == "ticket.state":
        solved = table.c.status.in_(("solved", "closed"))
        return solved if state == "solved" else not_(solved)
    choices = {
        "won": table.c.is_won.is_(True),
        "lost": and_(table.c.is_closed.is_(True), table.c.is_won.is_(False)),
        "closed": table.c.is_closed.is_(True),
        "open": table.c.is_closed.is_(False),
    }
    if state not in choices:
        raise BadPlan(f"no state {state!r}")
    return choices[state]


def _test(value: ColumnElement[Any], field: Field, cond: Cond, calendar: Calendar) -> ColumnElement[bool]:
    bound = [_bind(field, one) for one in cond.values]
    if cond.op == "in":
        return value.in_(bound)
    if cond.op == "not_in":
        return value.not_in(bound)
    if cond.op == "contains":
        return func.lower(value).contains(str(cond.values[0]).lower(), autoescape=True)
    if field.type == "time":
        return _time_test(value, cond, calendar)
    if cond.op == "between":
        return value.between(bound[0], bound[1])
    return _COMPARE[cond.op](value, bound[0])  # type: ignore[no-any-return]


def _time_test(value: ColumnElement[Any], cond: Cond, calendar: Calendar) -> ColumnElement[bool]:
    """A moment against local days: a day lasts until the next begins."""
    days = [date.fromisoformat(str(one)) for one in cond.values]
    moments = [calendar.begins(day) for day in (days[0], days[-1] + timedelta(days=1))]
    if cond.op in ("=", "between"):
        return and_(value >= moments[0], value < moments[1])
    if cond.op == "!=":
        return or_(value < moments[0], value >= moments[1])
    if cond.op in ("<", ">="):
        return _COMPARE[cond.op](value, moments[0])  # type: ignore[no-any-return]
    return _COMPARE["<" if cond.op == "<=" else ">="](value, moments[1])  # type: ignore[no-any-return]


def _bind(field: Field, value: object) -> object:
    try:
        if field.type == "date":
            return date.fromisoformat(str(value))
        if field.type in ("number", "money", "rate", "days"):
            return float(value)  # type: ignore[arg-type]
        if field.type == "bool":
            return str(value) in ("True", "true", "1")
        if field.type == "year":
            return int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError) as error:
        raise BadPlan(f"{value!r} is no {field.type}") from error
    return str(value)


def _table(node: str) -> Table:
    return Base.metadata.tables[NODES[node].table]
