"""Whether a request accounts for every word of the question that carries meaning."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.questions.request import Request, to_json
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.semantic.objects import NODES
from assistant.questions.tokens import Token

_AMOUNTS = {"sales", "deal_size", "list_value", "discount_amount", "price_ratio", "discount"}
_RATES = {"win_rate", "loss_rate", "price_ratio", "discount"}
_KIN = {
    "deal.stage": ("deal.stage", "ticket.status", "order.status"),
    "subsidiary": ("account", "parent", "account.parent"),
    "parent": ("parent", "account.parent", "account.group"),
}


def unexplained(tokens: Sequence[Token], request: Request) -> list[str]:
    """The kinds of the words that left no trace in a request, one entry a word."""
    plan = json.dumps(to_json(request))
    asks = _asks(request)
    return [kind for token in tokens for kind in _traces(token, request, plan, asks)] + _counts(tokens, request, plan)


def _asks(request: Request) -> set[str]:
    found = {ask.name for ask in request.asks} | {one.ask.name for one in request.limits}
    return found | ({request.ranking.ask.name} if request.ranking and request.ranking.ask else set())


def _traces(token: Token, request: Request, plan: str, asks: set[str]) -> Iterator[str]:
    """The kind of a token that the plan shows no sign of."""
    if token.stated is not None and json.dumps(token.stated.field) not in plan:
        yield "field"
    elif token.has("name") and token.named and not any(json.dumps(one.name)[1:-1] in plan for one in token.named):
        yield "name"
    elif token.has("value") and not token.has("name") and not _value(token, plan):
        yield "value"
    elif (
        token.has("period")
        and token.period
        and token.text not in ("today", "yesterday", "tomorrow")
        and not _period(token, plan)
    ):
        yield "period"
    elif (
        token.has("number") and token.number is not None and token.period is None and not _number(token, request, plan)
    ):
        yield "number"
    elif token.has("measure") and not token.has("state", "count", "entity", "agg"):
        name = token.value("measure")
        if (
            name not in asks
            and not (name in _AMOUNTS and asks & _AMOUNTS)
            and f"deal.{name}" not in plan
            and not (name == "win_rate" and "loss_rate" in asks)
            and not (name == "sales" and "account.annual_revenue" in request.shows)
        ):
            yield "measure"
    elif token.has("state") and not _state(token.value("state"), request, plan, asks):
        yield "state"
    elif (
        token.has("entity")
        and not token.has("field", "measure", "state", "unit", "group")
        and not _entity(token.value("entity"), request, plan)
        and not (token.text in ("team", "teams") and '"owner.region"' in plan)
    ):
        yield "entity"
    elif (
        token.has("field")
        and not token.has("measure", "state", "count", "agg", "unit", "entity")
        and not _field(token.value("field"), request, plan, asks)
        and not (token.text == "amount" and request.ranking and "count" in asks)
    ):
        yield "field"
    elif (
        token.has("unit")
        and token.value("unit") not in ("day", "year")
        and not token.has("field")
        and f'"unit": "{token.value("unit")}"' not in plan
    ):
        yield "unit"


def _value(token: Token, plan: str) -> bool:
    return json.dumps(token.value("value").partition("|")[2])[1:-1] in plan or token.value("value").startswith(
        "deal.stage|Engaging"
    )


def _period(token: Token, plan: str) -> bool:
    period = token.period
    assert period is not None
    years = (str(period.start.year) in plan or str(period.end.year) in plan) and period.unit == "year"
    years = years or ("founded_year" in plan and f"{period.end.year}" in plan)
    return (
        period.start.isoformat() in plan
        or period.end.isoformat() in plan
        or years
        or f'"values": [{period.start.year}' in plan
    )


def _number(token: Token, request: Request, plan: str) -> bool:
    assert token.number is not None
    value = token.number.value
    whole = int(value) if value == int(value) else value
    shown = {f"{whole}", f"{float(value)}", f"{value / 100}", f"{value / 1e6}", f"{value / 1e6:.1f}"}
    if request.ranking and value in (
        request.ranking.limit,
        request.ranking.offset + 1,
        request.ranking.offset + request.ranking.limit,
    ):
        return True
    together = (
        len(request.spans) == 2 or len(request.asks) > 1 or any("in" in json.dumps(str(one)) for one in request.where)
    )
    if token.text in ("two", "three", "2", "3") and together:
        return True
    return any(f" {one}," in plan or f" {one}}}" in plan or f"[{one}" in plan or f" {one}]" in plan for one in shown)


def _state(state: str, request: Request, plan: str, asks: set[str]) -> bool:
    if f'"{state}"' in plan or (
        state == "closed" and (request.state or asks & _RATES or '"won"' in plan or '"lost"' in plan)
    ):
        return True
    implied = {MEASURES[name].state for name in asks if name in MEASURES} | {
        MEASURES[name].over for name in asks if name in MEASURES
    }
    if state in implied or (state in ("won", "lost", "closed") and "cycle" in asks):
        return True
    return (
        "deal.name" in plan
        or (state == "open" and ("deal.stage" in plan or "deal.age" in plan or request.started))
        or ("deal.close_date" in plan and state != "open")
    )


def _entity(entity: str, request: Request, plan: str) -> bool:
    if entity in ("deal", request.subject):
        return True
    names = _KIN.get(entity, (entity,))
    found = any(
        f'"{name}"' in plan or f'"{NODES[name].title}"' in plan if name in NODES else f'"{name}"' in plan
        for name in names
    )
    group = entity.split(".")[0] if entity in NODES else ""
    if entity == "owner" and ("account.employees" in plan or '"owner.' in plan or '"manager.name"' in plan):
        return True
    if entity == "account" and '"deal.account"' in plan:
        return True
    return found or bool(group and f'"{group}.' in plan and entity in ("account", "product"))


def _field(field: str, request: Request, plan: str, asks: set[str]) -> bool:
    if json.dumps(field) in plan:
        return True
    if field == "deal.amount":
        return bool(asks & _AMOUNTS)
    if field in ("deal.close_date", "deal.opened_at"):
        return (
            '"deal.close_date"' in plan
            or '"deal.opened_at"' in plan
            or bool(asks & {"cycle", "age"})
            or bool(request.spans)
        )
    if field == "product.list_price":
        return bool(asks & _AMOUNTS) or "deal.gap" in plan
    return (field == "account.employees" and '"owner"' in plan) or (
        field == "account.name" and '"deal.account"' in plan
    )


def _counts(tokens: Sequence[Token], request: Request, plan: str) -> list[str]:
    """What is said more often than the plan can hold."""
    found: list[str] = []
    if _denied_unheard(tokens, request, plan):
        found.append("neg")
    if _share_unheard(tokens, request):
        found.append("share")
    extreme = bool(request.ranking or request.order or any(sign in plan for sign in ('"max"', '"min"', '"order": [{')))
    if not extreme and any(_tops(token) for token in tokens):
        found.append("sup")
    if not extreme and not request.spans and any(_dates(token) for token in tokens):
        found.append("date")
    found += _questions_unheard(tokens, request, plan)
    if _change_unheard(tokens, request, plan):
        found.append("change")
    return found + _aggregates_unheard(tokens, request, plan)


_DATED = (
    "close_date",
    "opened_at",
    '"unit": "m',
    '"unit": "q',
    '"unit": "w',
    '"unit": "y',
    "founded_year",
    "starts_at",
)
_PLACES = ("country", "region", "city")


def _questions_unheard(tokens: Sequence[Token], request: Request, plan: str) -> list[str]:
    """A second "who", "when" or "where" that the plan gives no column for."""
    shown = " ".join(
        [request.subject, *request.shows, *(d.field for d in request.dims), *(a.field for a in request.asks)]
    )
    people = any(word in shown for word in ("owner", "manager", "account", "parent", "contact", "deal.name"))
    heard = {
        "who": people or bool(request.fact),
        "when": any(sign in plan for sign in _DATED),
        "where": any(sign in plan for sign in _PLACES),
    }
    asked = [
        token.text.removesuffix("'s")
        for before, token in pairwise(tokens)
        if token.has("command") and before.has("joiner", "comma", "with")
    ]
    return [word for word in asked if not heard.get(word, True)]


def _denied_unheard(tokens: Sequence[Token], request: Request, plan: str) -> bool:
    signs = ('"!="', '"not_in"', '"missing"', '"negative": true', '"present"', '"value": 0.0, "against": "value"')
    said = any(token.has("neg", "except", "missing") and not token.has("period", "cmp", "share") for token in tokens)
    held = any(sign in plan for sign in signs)
    return said and not held and not request.part_state and "cases" in plan and '"cases": [{' not in plan


def _share_unheard(tokens: Sequence[Token], request: Request) -> bool:
    said = any(token.has("share") and not token.has("owns") and token.text not in ("split", "mix") for token in tokens)
    held = request.share or _asks(request) & _RATES or request.change or any(one.value < 1 for one in request.limits)
    return said and not held


def _tops(token: Token) -> bool:
    """Whether a word asks for the best or worst."""
    ranks = token.has("sup") and token.value("sup") in ("high", "low")
    return ranks and not token.has("cmp", "agg") and token.text not in ("record", "star", "leader")


def _dates(token: Token) -> bool:
    """Whether a word asks for the latest or earliest."""
    return token.has("sup") and token.value("sup") in ("late", "early") and not token.has("period")


def _change_unheard(tokens: Sequence[Token], request: Request, plan: str) -> bool:
    said = any(token.has("trend", "change", "running") for token in tokens)
    return said and not request.change and not request.trend and "gap" not in plan and "discount" not in plan


def _aggregates_unheard(tokens: Sequence[Token], request: Request, plan: str) -> list[str]:
    found: list[str] = []
    kinds = {t.value("agg") for t in tokens if t.value("agg") in ("avg", "min", "max", "median")}
    if len(kinds) > 1 and len(request.asks) < len(kinds) and not request.limits:
        found.append("aggregate")
    sums = {"sales", "count", "list_value", "discount_amount"}
    totals = bool(request.asks) and all(ask.name in sums and not ask.agg for ask in request.asks)
    if kinds == {"avg"} and totals and not request.per and not request.limits:
        found.append("average")
    if "median" in kinds and '"median"' not in plan:
        found.append("median")
    distinct = any(t.value("agg") == "distinct" for t in tokens)
    if distinct and not any(ask.name == "count" and ask.field for ask in request.asks):
        found.append("distinct")
    return found
