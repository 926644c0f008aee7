"""A request made into a typed plan."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import column, columns_of, date_filter, fact_of, state_filter, title
from assistant.questions.fact_plan import fact_plan
from assistant.questions.plan import LIMIT, BadPlan, Calc, Column, Cond, Dim, Having, Measure, Order, Plan, Show
from assistant.questions.plan_check import reaches
from assistant.questions.quota_plan import quota_plan
from assistant.questions.quota_words import is_standing
from assistant.questions.request import Clause, Limit, Ranking, Request
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import LIST_COLUMNS, TIME
from assistant.questions.semantic.objects import NODES, path

_TESTS = ("<", "<=", ">", ">=", "between")


def build(request: Request) -> Plan:
    """Make the plan of a request."""
    return replace(_plan(request), currency=request.currency) if request.currency else _plan(request)


def _plan(request: Request) -> Plan:
    if is_standing(request):
        return quota_plan(request)
    if request.fact:
        return fact_plan(request)
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
    figures = [columns_of(request, ask, dims) for ask in asks]
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


def _limit(request: Request, limit: Limit) -> Having:
    right = column(request, limit.right) if limit.right else None
    return Having(column(request, limit.ask), limit.op, limit.value, right, limit.against)


def _clause(request: Request, clause: Clause) -> Having:
    plain = replace(request, spans=(), state="", started=False)
    dated = date_filter(replace(plain, spans=(clause.span,)), "deal", clause.state, None) if clause.span else ()
    figure = Measure("deal", "count", "", (*state_filter("deal", clause.state), *dated, *clause.where))
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
    if request.dims and entity == "deal":
        raise BadPlan("groups of single deals")
    request = _named(request)
    people = [show for show in shown_nodes(request) if show not in ("owner", "manager")]
    if entity == "deal" and request.shows and not people and not request.ranking:
        filters = (*state_filter("deal", request.state), *date_filter(request, "deal", request.state, None))
        dims = tuple(Dim(name) for name in request.shows)
        return Plan("deal", (), dims, (*filters, *request.where))
    node = entity.split(".")[0]
    shown = list(request.shows)
    where = (*state_filter(node, request.state), *request.where)
    if node == "deal" or TIME.get(node):
        where = (*where, *date_filter(request, node, request.state, None))
    dealt = bool(request.state or request.started or request.spans) and not (TIME.get(node) and node != "deal")
    deal_side = dealt or not reaches(node, request.where)
    if entity != "deal" and (entity not in NODES or (deal_side and path("deal", node) is not None)):
        root = "deal" if deal_side and path("deal", node) is not None else node
        filters = (*state_filter(root, request.state), *date_filter(request, root, request.state, None), *request.where)
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


def _named(request: Request) -> Request:
    """Listed amounts and dates of deals say which deal they are of."""
    own = all(show.startswith("deal.") for show in request.shows)
    one = any(isinstance(cond, Cond) and cond.field == "deal.name" for cond in request.where)
    if request.subject not in ("", "deal") or not request.shows or not own or one or "deal.name" in request.shows:
        return request
    return replace(request, shows=("deal.name", *request.shows))


def shown_nodes(request: Request) -> set[str]:
    """The nodes whose fields a request shows."""
    return {show.split(".")[0] for show in request.shows}


def _list_columns(request: Request, entity: str, shown: list[str]) -> list[str]:
    if entity in LIST_COLUMNS and len(LIST_COLUMNS[entity]) > 1 and not shown and entity != "deal":
        return list(LIST_COLUMNS[entity])
    if entity != "deal":
        first = title(entity)
        named = any(isinstance(one, Cond) and one.field == first and one.op == "=" for one in request.where)
        tested = [
            one.field
            for one in request.where
            if isinstance(one, Cond) and one.op in _TESTS and one.field.split(".")[0] == entity and one.plan is None
        ]
        return list(dict.fromkeys(shown if named and shown else [first, *shown, *tested]))
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
