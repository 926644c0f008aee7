"""A request made into a typed plan."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.plan import (
    LIMIT,
    BadPlan,
    Calc,
    Column,
    Cond,
    Dim,
    Filter,
    Group,
    Having,
    Measure,
    Order,
    Plan,
    Show,
    aggregate,
    reaches,
)
from assistant.questions.request import Ask, Clause, Limit, Ranking, Request, Span
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import LIST_COLUMNS, MEASURES, TIME
from assistant.questions.semantic.objects import NODES, path


def build(request: Request) -> Plan:
    """Make the plan of a request."""
    if request.rank_of:
        return _rank(request)
    if (
        request.asks
        and (request.limits or request.clauses)
        and not request.dims
        and not request.ranking
        and _counts_entity(request)
    ):
        return _number_of(request)
    if request.asks or request.limits or request.clauses or (request.ranking and request.ranking.ask):
        return _figures(request)
    return _list(request)


def _counts_entity(request: Request) -> bool:
    ask = request.asks[0]
    return len(request.asks) == 1 and ask.name == "count" and ask.field in NODES and ask.field != "deal"


def _number_of(request: Request) -> Plan:
    """How many records pass a test of their deals."""
    entity = request.asks[0].field
    inner = _figures(replace(request, asks=(), subject=entity, shows=(), listing=True))
    test = Cond(title(entity), "in", (), "", inner)
    return Plan(entity, (Measure(entity, "count", "", (), NODES[entity].many),), (), (test,))


def title(entity: str) -> str:
    """The field that names an entity; a field names itself."""
    return NODES[entity].title if entity in NODES else entity


def fact_of(request: Request, ask: Ask) -> str:
    """The node whose rows an ask reads."""
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
        where = (*_state(fact, state), *_dated(request, fact, state, span), *ask.where)
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
    where = (*_state(fact, state), *_dated(request, fact, state, span), *ask.where)
    label = f"{ask.agg} {FIELDS[ask.field].label}"
    return Measure(fact, aggregate(ask.agg or "sum"), ask.field, where, label, ask.level)


def _count_label(state: str, many: str) -> str:
    return f"{state} {many}" if state else many


def _named(request: Request, ask: Ask, state: str, span: Span | None) -> Column:
    one = MEASURES[ask.name]
    dated = _dated(request, one.fact, one.over or state or one.state, span)
    if one.agg == "ratio":
        over = (*_state(one.fact, one.over), *dated, *ask.where)
        inner = Measure(one.fact, "count", "", (*over, *_state(one.fact, one.state)))
        return Calc("ratio", inner, Measure(one.fact, "count", "", over), name=one.label)
    own = state if state and ask.name in ("cycle", "list_value", "age") else one.state
    if ask.name in ("cycle",) and state == "open":
        own = one.state
    where = (*_state(one.fact, own), *dated, *ask.where)
    if ask.name == "price_ratio":
        got = Measure("deal", "sum", "deal.amount", where)
        return Calc("ratio", got, Measure("deal", "sum", "product.list_price", where), name=one.label)
    agg = ask.agg or one.agg
    label = one.label if agg == one.agg else f"{agg} {FIELDS[one.field].label}"
    return Measure(one.fact, aggregate(agg), one.field, where, label, ask.level)


def _state(fact: str, state: str) -> tuple[Filter, ...]:
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


def _dated(request: Request, fact: str, state: str, span: Span | None) -> tuple[Filter, ...]:
    spans = (span,) if span else request.spans if len(request.spans) == 1 else ()
    name = time_field(request, fact, state)
    if not name:
        return ()
    if len(request.spans) > 1 and span is None:
        return (
            Group("any", tuple(Cond(name, "between", (s.start.isoformat(), s.end.isoformat())) for s in request.spans)),
        )
    return tuple(Cond(name, "between", (s.start.isoformat(), s.end.isoformat())) for s in spans)


def _figures(request: Request) -> Plan:
    dims = request.dims
    entity = request.subject
    if (request.ranking or request.limits) and not dims and entity in ("", "deal"):
        raise BadPlan("nothing to rank or to test")
    if (
        not dims
        and entity
        and (request.clauses or request.limits or request.ranking or request.listing)
        and entity != "deal"
    ):
        dims = (Dim(title(entity)),)
    if request.ranking and request.ranking.per and entity and len(dims) == 1 and title(entity) != dims[0].field:
        dims = (*dims, Dim(title(entity)))
    columns: list[Column] = [Show(name) for name in request.shows if not any(dim.field == name for dim in dims)]
    asks = list(request.asks)
    hidden: list[int] = []
    tested = [one.ask for one in request.limits if one.against != "column" and not (one.op == "=" and one.value == 0)]
    asks += [one for one in dict.fromkeys(tested) if one not in asks and len(asks) < 3 and not request.columns]
    figures = [_across(request, ask, dims) for ask in asks]
    columns += [one for group in figures for one in group]
    having = [_limit(request, limit) for limit in request.limits]
    having += [_clause(request, clause) for clause in request.clauses]
    if request.trend and len(request.spans) == 2 and asks:
        first, second = (column(request, asks[0], span) for span in request.spans)
        having.append(Having(second, ">" if request.trend == "up" else "<", 0.0, first, "column"))
    order, limit, offset, per = _order(request, dims, columns, hidden)
    fact = fact_of(request, asks[0]) if asks else "deal"
    keep = bool(
        request.clauses or request.empty or any(h.op in ("<", "<=", "=") and not columns for h in having)
    ) and bool(dims)
    if keep and any(dim.unit for dim in dims):
        keep = False
    return Plan(
        fact, tuple(columns), dims, request.where, tuple(having), order, limit, offset, per, keep, tuple(hidden)
    )


def _across(request: Request, ask: Ask, dims: tuple[Dim, ...]) -> list[Column]:
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


def _limit(request: Request, limit: Limit) -> Having:
    right = column(request, limit.right) if limit.right else None
    return Having(column(request, limit.ask), limit.op, limit.value, right, limit.against)


def _clause(request: Request, clause: Clause) -> Having:
    plain = replace(request, spans=(), state="", started=False)
    dated = _dated(replace(plain, spans=(clause.span,)), "deal", clause.state, None) if clause.span else ()
    figure = Measure("deal", "count", "", (*_state("deal", clause.state), *dated, *clause.where))
    return Having(figure, "=" if clause.negative else ">", 0)


def _order(
    request: Request, dims: tuple[Dim, ...], columns: list[Column], hidden: list[int]
) -> tuple[tuple[Order, ...], int, int, int]:
    ranking = request.ranking
    if ranking is None:
        if request.order in ("high", "low") and columns:
            first = next((i for i, one in enumerate(columns) if not isinstance(one, Show)), 0)
            return (Order(len(dims) + first, request.order == "high"),), LIMIT, 0, 0
        return (), LIMIT, 0, 0
    key: Column = column(request, ranking.ask) if ranking.ask else Show(ranking.field) if ranking.field else columns[-1]
    if key not in columns:
        columns.append(key)
    at = len(dims) + columns.index(key)
    per = len(dims) - 1 if ranking.per else 0
    limit = min(ranking.limit, LIMIT)
    return (Order(at, ranking.descending),), limit, ranking.offset, per


def _rank(request: Request) -> Plan:
    """The place of one record in a league table: the table is worked out whole, then one row is kept."""
    title_of = {title(node): node for node in ("owner", "account", "product", "manager")}
    named = [one for one in request.where if isinstance(one, Cond) and one.op == "=" and one.field in title_of]
    if len(named) != 1 or not request.asks:
        raise BadPlan("a rank needs one record and a figure")
    rest = tuple(one for one in request.where if one is not named[0])
    plain = replace(request, rank_of=False, where=rest, dims=(Dim(named[0].field),), subject="", ranking=None, shows=())
    plan = _figures(plain)
    ranked = Calc("rank", plan.columns[0], name="rank")
    return replace(plan, columns=(ranked, *plan.columns), keep=tuple(str(value) for value in named[0].values), order=())


def _list(request: Request) -> Plan:
    entity = request.subject or "deal"
    if request.ranking and not request.ranking.field:
        raise BadPlan("a ranking needs something to rank by")
    node = entity.split(".")[0]
    shown = list(request.shows)
    where = (*_state(node, request.state), *request.where)
    if node == "deal":
        where = (*where, *_dated(request, "deal", request.state, None))
    deal_side = bool(request.state or request.started or request.spans) or not reaches(node, request.where)
    if entity != "deal" and (entity not in NODES or (deal_side and path("deal", node) is not None)):
        root = "deal" if deal_side and path("deal", node) is not None else node
        filters = (*_state(root, request.state), *_dated(request, root, request.state, None), *request.where)
        shows = tuple(Show(name) for name in shown if name != title(entity))
        return Plan(root, shows, (Dim(title(entity)),), filters if root == "deal" else request.where)
    columns = _list_columns(request, entity, shown)
    order, limit = _list_order(request.ranking, request.order, columns, entity)
    return Plan(
        entity,
        tuple(Show(name) for name in columns),
        (),
        where,
        (),
        order,
        limit,
        request.ranking.offset if request.ranking else 0,
    )


def _list_columns(request: Request, entity: str, shown: list[str]) -> list[str]:
    if entity != "deal":
        first = title(entity)
        named = any(isinstance(one, Cond) and one.field == first and one.op == "=" for one in request.where)
        return list(dict.fromkeys(shown if named and shown else [first, *shown]))
    columns = shown or list(LIST_COLUMNS["deal"])
    if request.ranking and request.ranking.field and request.ranking.field not in columns and len(columns) < 6:
        columns = [*columns, request.ranking.field]
    return list(dict.fromkeys(columns))


def _list_order(ranking: Ranking | None, order: str, columns: list[str], entity: str) -> tuple[tuple[Order, ...], int]:
    if ranking is not None and ranking.field:
        if ranking.field not in columns:
            columns.append(ranking.field)
        return (Order(columns.index(ranking.field), ranking.descending),), min(ranking.limit, LIMIT)
    dates = [i for i, name in enumerate(columns) if FIELDS[name].type in ("date", "time", "year", "days")]
    sums = [i for i, name in enumerate(columns) if FIELDS[name].type in ("money", "number", "rate", "days")]
    if order in ("old", "new") and dates:
        backwards = FIELDS[columns[dates[0]]].type == "days"
        return (Order(dates[0], (order == "new") != backwards),), LIMIT
    if order in ("high", "low") and sums:
        return (Order(sums[0], order == "high"),), LIMIT
    return (), LIMIT
