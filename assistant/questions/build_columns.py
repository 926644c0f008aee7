"""The columns of a plan: figures with their conditions and dates."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.plan import BadPlan, Calc, Column, Cond, Dim, Filter, Group, Measure, Show, aggregate
from assistant.questions.plan_check import reaches
from assistant.questions.request import Ask, Request, Span
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import MEASURES, TIME
from assistant.questions.semantic.objects import NODES, path


def title(entity: str) -> str:
    """The field that names an entity; a field names itself."""
    return NODES[entity].title if entity in NODES else entity


def fact_of(request: Request, ask: Ask) -> str:
    """The node whose rows an ask reads."""
    if request.fact:
        return request.fact
    if ask.name in MEASURES:
        return MEASURES[ask.name].fact
    if ask.name == "count":
        entity = ask.field or "deal"
        node = entity.split(".")[0]
        deal_side = bool(ask.state or request.state or request.started or request.spans)
        where = (*request.where, *ask.where)
        return (
            "deal"
            if node != "deal" and path("deal", node) is not None and (deal_side or not reaches(node, where))
            else node
        )
    return ask.field.split(".")[0]


def column(request: Request, ask: Ask, span: Span | None = None) -> Column:
    """An ask as a column; its state and period go into its own conditions."""
    state = ask.state or request.state
    if ask.name in MEASURES:
        return _named(request, ask, state, span)
    if ask.name == "count":
        fact = fact_of(request, ask)
        where = (*state_filter(fact, state), *date_filter(request, fact, state, span), *ask.where)
        entity = ask.field or "deal"
        if entity.split(".")[0] == fact and entity in NODES:
            return Measure(fact, "count", "", where, _count_label(state, NODES[fact].many))
        return Measure(
            fact, "distinct", title(entity), where, NODES[entity].many if entity in NODES else FIELDS[entity].label
        )
    fact = (
        "deal"
        if ask.field.split(".")[0] == "product" and (state or request.subject == "deal")
        else ask.field.split(".")[0]
    )
    where = (*state_filter(fact, state), *date_filter(request, fact, state, span), *ask.where)
    label = f"{ask.agg} {FIELDS[ask.field].label}"
    return Measure(fact, aggregate(ask.agg or "sum"), ask.field, where, label, ask.level)


def _count_label(state: str, many: str) -> str:
    return f"{state} {many}" if state else many


def _named(request: Request, ask: Ask, state: str, span: Span | None) -> Column:
    one = MEASURES[ask.name]
    dated = date_filter(request, one.fact, one.over or state or one.state, span)
    if one.agg == "ratio":
        over = (*state_filter(one.fact, one.over), *dated, *ask.where)
        inner = Measure(one.fact, "count", "", (*over, *state_filter(one.fact, one.state)))
        return Calc("ratio", inner, Measure(one.fact, "count", "", over), name=one.label)
    own = state if state and ask.name in ("cycle", "list_value", "age") else one.state
    if ask.name in ("cycle",) and state == "open":
        own = one.state
    where = (*state_filter(one.fact, own), *dated, *ask.where)
    if ask.name == "price_ratio":
        got = Measure("deal", "sum", "deal.amount", where)
        return Calc("ratio", got, Measure("deal", "sum", "product.list_price", where), name=one.label)
    agg = ask.agg or one.agg
    label = one.label if agg == one.agg else f"{agg} {FIELDS[one.field].label}"
    return Measure(one.fact, aggregate(agg), one.field, where, label, ask.level)


def state_filter(fact: str, state: str) -> tuple[Filter, ...]:
    """The condition that rows are in a state, or in a stage of that name."""
    if not state or fact not in ("deal", "ticket"):
        return ()
    if state in ("won", "lost", "open", "closed", "solved"):
        return (Cond(f"{fact}.state", "=", (state,)),)
    return (Cond(f"{fact}.stage", "=", (state,)),)


def time_field(request: Request, fact: str, state: str) -> str:
    """The field that dates the rows of a fact in this request."""
    if fact == "deal":
        opened = (
            request.started
            or state == "open"
            or (state not in ("won", "lost", "closed", "open", "") and not request.spans)
        )
        return "deal.opened_at" if opened else "deal.close_date"
    return TIME.get(fact, "")


def date_filter(request: Request, fact: str, state: str, span: Span | None) -> tuple[Filter, ...]:
    """The condition that rows fall in the periods, by the date that fits their state."""
    spans = (span,) if span else request.spans if len(request.spans) == 1 else ()
    name = time_field(request, fact, state)
    if not name:
        return ()
    if len(request.spans) > 1 and span is None:
        return (
            Group("any", tuple(Cond(name, "between", (s.start.isoformat(), s.end.isoformat())) for s in request.spans)),
        )
    return tuple(Cond(name, "between", (s.start.isoformat(), s.end.isoformat())) for s in spans)


def columns_of(request: Request, ask: Ask, dims: tuple[Dim, ...]) -> list[Column]:
    """The columns of one ask: itself, its share, or itself in each period with the change."""
    if request.share == "part":
        whole = column(request, ask)
        own = replace(ask, where=(*ask.where, *request.part), state=request.part_state or ask.state)
        return [Calc("ratio", column(request, own), whole, name="share")]
    if request.share:
        return [
            column(request, ask),
            Calc("share", column(request, ask), within=1 if request.share == "within" else 0, name="share"),
        ]
    if len(request.spans) == 2 and request.columns:
        first, second = (column(request, ask, span) for span in request.spans)
        named = [_titled(one, span.period.label) for one, span in zip((first, second), request.spans, strict=True)]
        if request.change in ("growth", "diff"):
            return [*named, Calc(request.change, second, first, name=request.change)]
        return list(named)
    if request.per:
        heads = Measure(request.per, "count", "", (), NODES[request.per].many)
        return [Calc("ratio", column(request, ask), heads, name=f"per {NODES[request.per].one}")]
    if request.change and dims and dims[-1].unit:
        return [column(request, ask), _stepped(request, ask)]
    if request.change:
        raise BadPlan("a change needs two periods or a row for each")
    return [column(request, ask)]


def _titled(one: Column, name: str) -> Column:
    return one if isinstance(one, Show) else replace(one, name=name)


def _stepped(request: Request, ask: Ask) -> Calc:
    """What a row adds to, or how it differs from, the rows before."""
    if request.change == "running":
        return Calc("running", column(request, ask), name="running total")
    if request.change == "diff":
        return Calc("step", column(request, ask), name="change")
    return Calc("previous", column(request, ask), name="growth")
