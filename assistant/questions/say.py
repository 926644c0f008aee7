"""A request and its rows in words: the reading, the answer in a sentence, the chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.messages import Cell, Chart, Table
from assistant.questions.build_columns import fact_of, time_field, title
from assistant.questions.period import OPEN_END, OPEN_START
from assistant.questions.plan import LIMIT, Cond, Dim, Filter, Group
from assistant.questions.quota_say import quota_chart, quota_reading, quota_sentence
from assistant.questions.quota_words import is_standing
from assistant.questions.request import Ask, Request, Span
from assistant.questions.semantic.facts import AGGREGATES
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import MEASURES, TIME
from assistant.questions.semantic.objects import NODES
from assistant.records.calendar import PLAIN, Calendar

TRENDS = frozenset(("month", "quarter", "week", "year", "calendar quarter", "calendar year"))
_STATES = ("won", "lost", "open", "closed", "solved")
_WORDS = {
    "=": "is",
    "!=": "is not",
    "<": "under",
    "<=": "at most",
    ">": "over",
    ">=": "at least",
    "in": "is one of",
    "not_in": "is none of",
}


def reading(request: Request, calendar: Calendar = PLAIN) -> str:
    """One plain line that says how the question was understood."""
    if is_standing(request):
        return quota_reading(request)
    head = ", ".join(_ask(ask, request) for ask in request.asks) or _listed(request)
    if request.share:
        head = f"share of {head}" + (f" with {_filters(request.part)}" if request.part or request.part_state else "")
    if request.dims:
        head += " by " + ", ".join(_dim(dim, calendar) for dim in request.dims)
    elif request.subject and request.asks and request.subject != "deal":
        head += f" by {_entity(request.subject)}"
    parts = [head]
    if request.ranking:
        order = "highest" if request.ranking.descending else "lowest"
        count = f" {request.ranking.limit}" if request.ranking.limit < 1000 else ""
        by = (
            _ask(request.ranking.ask, request)
            if request.ranking.ask
            else FIELDS[request.ranking.field].label
            if request.ranking.field in FIELDS
            else ""
        )
        parts.append(f"{order}{count} by {by}" if by else f"{order}{count}")
    parts += [f"{_ask(one.ask, request)} {_WORDS[one.op]} {_against(one.value, one.against)}" for one in request.limits]
    parts += [("no " if one.negative else "some ") + _clause(one.state, one.where, one.span) for one in request.clauses]
    if request.state:
        parts.append(f"{request.state} {_fact(request)}" if request.state in _STATES else f"stage {request.state}")
    if request.where:
        parts.append(_filters(request.where))
    if request.spans:
        ask = request.asks[0] if request.asks else Ask("count")
        fact = fact_of(request, ask) if request.asks else _node(request)
        state = ask.state or request.state or (MEASURES[ask.name].state if ask.name in MEASURES else "")
        label = FIELDS[time_field(request, fact, state)].label if time_field(request, fact, state) else "dated"
        many = NODES[fact].many
        parts.append(f"{many} {label} " + " and ".join(_span(span) for span in request.spans))
    return ", ".join(part for part in parts if part)


def sentence(request: Request, table: Table, calendar: Calendar = PLAIN) -> str:
    """The answer in one sentence; every number in it stands in the table."""
    if is_standing(request):
        return quota_sentence(request, table)
    rows = table.rows
    if not rows:
        return f"There is nothing for {reading(request, calendar)}."
    units = [_unit(name, at, request, table) for at, name in enumerate(table.columns)]
    first = [_cell(value, unit) for value, unit in zip(rows[0], units, strict=True)]
    if len(rows) == 1:
        cells = "; ".join(f"{name}: {value}" for name, value in zip(table.columns, first, strict=True))
        return f"{cells[0].upper()}{cells[1:]}."
    shown = reading(request, calendar)
    told = f"{shown[0].upper()}{shown[1:]}"
    if len(first) == 2 and request.asks and isinstance(rows[0][1], int | float):
        ranked = request.ranking is not None or bool(request.order)
        at = 0 if ranked else _highest(request, table)
        if at is not None:
            name, figure = (_cell(value, unit) for value, unit in zip(rows[at], units, strict=True))
            return f"{told}: {name} {'comes first' if ranked else 'is highest'} with {figure}."
    return f"{told}; the first row is {', '.join(first)}."


def _highest(request: Request, table: Table) -> int | None:
    """The row with the highest figure; nothing for a course of time, or where several share it."""
    if any(dim.unit for dim in request.dims):
        return None
    figures = [row[1] if isinstance(row[1], int | float) else float("-inf") for row in table.rows]
    return figures.index(max(figures)) if figures.count(max(figures)) == 1 else None


def chart(request: Request, table: Table) -> Chart | None:
    """A line for a trend, bars for parts, nothing for single figures or plain lists."""
    if is_standing(request):
        return quota_chart(request, table)
    if len(table.rows) < 2 or len(table.rows) > 40 or not request.asks or not (request.dims or request.subject):
        return None
    numbers = tuple(
        name
        for i, name in enumerate(table.columns)
        if all(isinstance(row[i], int | float) or row[i] is None for row in table.rows)
    )
    texts = [name for name in table.columns if name not in numbers]
    if not numbers or len(texts) != 1:
        return None
    trend = bool(request.dims) and request.dims[-1].unit in TRENDS
    unit = _measured(request.asks[0])
    return Chart(
        "line" if trend else "bar", texts[0], numbers[:1] if len(numbers) > 1 and request.share else numbers[:3], unit
    )


def _node(request: Request) -> str:
    """The node whose rows a list shows, deals when it shows something of deals."""
    node = request.fact or request.subject.split(".")[0]
    return node if node in TIME else "deal"


def _fact(request: Request) -> str:
    return NODES[fact_of(request, request.asks[0]) if request.asks else _node(request)].many


def _ask(ask: Ask, request: Request) -> str:
    if ask.name in MEASURES:
        label = MEASURES[ask.name].label
        return f"{ask.agg} {label}" if ask.agg else label
    if ask.name == "count":
        state = f"{ask.state} " if ask.state else ""
        return f"number of {state}{_many(ask.field or 'deal')}"
    agg = AGGREGATES.get(ask.agg, ask.agg) if request.fact else ask.agg
    return f"{agg} {FIELDS[ask.field].label}" if ask.field in FIELDS else ask.name


def _many(entity: str) -> str:
    if entity in NODES:
        return NODES[entity].many
    label = FIELDS[entity].label if entity in FIELDS else entity
    return label[:-1] + "ies" if label.endswith("y") else f"{label}s"


def _entity(entity: str) -> str:
    return NODES[entity].one if entity in NODES else FIELDS[entity].label


def _listed(request: Request) -> str:
    shown = [FIELDS[name].label for name in request.shows if name != title(request.subject or "deal")]
    what = _many(request.subject or "deal")
    return f"{what} with {', '.join(shown)}" if shown else what


def _dim(dim: Dim, calendar: Calendar) -> str:
    if dim.labels:
        return " or ".join(dim.labels)
    if dim.unit in ("quarter", "year") and calendar.is_fiscal:
        return f"fiscal {dim.unit}"
    return dim.unit or FIELDS[dim.field].label


def _against(value: float, against: str) -> str:
    return {"whole": "that of all", "mean": "the average"}.get(against, f"{value:,g}")


def _clause(state: str, where: tuple[Filter, ...], span: Span | None) -> str:
    text = f"{state} deals".strip()
    if where:
        text += f" where {_filters(where)}"
    return text + (f" in {_span(span)}" if span else "")


def _filters(filters: Sequence[Filter]) -> str:
    return ", ".join(_filter(one) for one in filters)


def _filter(one: Filter) -> str:
    if isinstance(one, Group):
        return f" {'or' if one.join == 'any' else 'and'} ".join(_filter(part) for part in one.parts)
    label = (
        f"{NODES[one.field.split('.')[0]].one} {FIELDS[one.field].label}"
        if FIELDS[one.field].type == "text" and one.field != title(one.field.split(".")[0])
        else FIELDS[one.field].label
    )
    return _tested(one, label)


def _tested(one: Cond, label: str) -> str:
    if one.op in ("missing", "present") and FIELDS[one.field].type in ("date", "time"):
        return f"not {label}" if one.op == "missing" else label
    if one.op in ("missing", "present"):
        return f"{label} {'missing' if one.op == 'missing' else 'on record'}"
    if one.plan is not None and one.op == "in" and one.plan.order and one.plan.limit < LIMIT:
        return f"{label} among the {'highest' if one.plan.order[0].descending else 'lowest'} {one.plan.limit}"
    if one.plan is not None:
        return (
            f"{label} {'not ' if one.op == 'not_in' else ''}from the answer before"
            if one.op in ("in", "not_in")
            else f"{label} {_WORDS[one.op]} the average"
        )
    if one.other:
        return f"{label} {_WORDS[one.op]} {FIELDS[one.other].label}"
    values = [f"{value:,g}" if isinstance(value, float) else str(value) for value in one.values]
    if one.op == "between":
        return f"{label} {values[0]} to {values[1]}"
    return f"{label} {_WORDS[one.op]} {', '.join(values)}"


def _span(span: Span) -> str:
    return f"{span.name} ({_days(span)})" if span.name else _days(span)


def _days(span: Span) -> str:
    if span.start == OPEN_START:
        return f"up to {span.end.isoformat()}"
    if span.end == OPEN_END:
        return f"from {span.start.isoformat()}"
    return span.start.isoformat() if span.start == span.end else f"{span.start.isoformat()} to {span.end.isoformat()}"


def _unit(name: str, at: int, request: Request, table: Table) -> str:
    """How the numbers of a column are written: as money, a rate, a plain number, or as they stand."""
    if any(FIELDS[dim.field].label == name and FIELDS[dim.field].type == "year" for dim in request.dims if dim.field):
        return "plain"
    if "founded" in name or "decade" in name:
        return "plain"
    if "rate" in name.split() or name in ("share", "growth", "discount", "discount against list"):
        return "rate"
    asks = [ask for ask in request.asks if _measured(ask) == "money"]
    cents = any(isinstance(cell := row[at], float) and round(cell, 2) == cell for row in table.rows)
    return "money" if asks and cents and len(request.asks) == len(asks) else "number"


def _measured(ask: Ask) -> str:
    """What an ask is measured in."""
    if ask.name in MEASURES:
        return MEASURES[ask.name].unit
    return "money" if ask.field in FIELDS and FIELDS[ask.field].type == "money" else "count"


def _cell(value: Cell, unit: str) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if unit == "plain":
        return str(value)
    if unit == "rate":
        return f"{value * 100:.1f}%"
    return f"{value:,.2f}" if unit == "money" else f"{value:,.2f}".rstrip("0").rstrip(".")
