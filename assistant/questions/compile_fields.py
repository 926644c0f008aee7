"""The fields that are worked out from other columns, as SQL expressions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal
from sqlalchemy.types import Date

from assistant.questions.compile_dates import as_day, bucket, days_between, hours_between, local
from assistant.questions.compile_money import rate_of, worth
from assistant.questions.compile_quota import quota_days
from assistant.questions.compile_tables import Tables
from assistant.questions.semantic.money import RATED

Value = ColumnElement[Any]


def _today(scope: Tables) -> Value:
    return as_day(literal(scope.frame.as_of, Date()))


def _deal_age(scope: Tables) -> Value:
    return days_between(_today(scope), scope.table("deal").c.opened_at)


def _deal_cycle(scope: Tables) -> Value:
    deal = scope.table("deal")
    return days_between(deal.c.close_date, deal.c.opened_at)


def _deal_state(scope: Tables) -> Value:
    deal = scope.table("deal")
    return case((deal.c.is_won, "won"), (deal.c.is_closed, "lost"), else_="open")


def _amount(scope: Tables) -> Value:
    return worth(scope, "deal.amount", scope.table("deal").c.amount)


def _price(scope: Tables) -> Value:
    return worth(scope, "product.list_price", scope.table("product").c.list_price)


def _deal_price_ratio(scope: Tables) -> Value:
    return _amount(scope) / func.nullif(_price(scope), 0)


def _deal_position(scope: Tables) -> Value:
    amount, price = _amount(scope), _price(scope)
    return case((amount < price, "below"), (amount > price, "above"), else_="at")


def _weekday(column: str) -> Callable[[Tables], Value]:
    return lambda scope: bucket(scope.table("deal").c[column], "weekday", scope.frame)


def _ticket_state(scope: Tables) -> Value:
    return case((scope.table("ticket").c.status.in_(("solved", "closed")), "solved"), else_="open")


def _ticket_age(scope: Tables) -> Value:
    return days_between(_today(scope), local(scope.table("ticket").c.created_at, scope.frame))


def _ticket_solution_days(scope: Tables) -> Value:
    ticket = scope.table("ticket")
    return hours_between(ticket.c.solved_at, ticket.c.created_at) / 24.0


def _ticket_response_hours(scope: Tables) -> Value:
    ticket = scope.table("ticket")
    return hours_between(ticket.c.first_response_at, ticket.c.created_at)


def _contact_name(scope: Tables) -> Value:
    contact = scope.table("contact")
    return func.trim(func.coalesce(contact.c.first_name, "") + " " + func.coalesce(contact.c.last_name, ""))


def _account_group(scope: Tables) -> Value:
    return func.coalesce(scope.table("parent").c.name, scope.table("account").c.name)


def _currency(node: str) -> Callable[[Tables], Value]:
    return lambda scope: func.coalesce(scope.table(node).c.currency, scope.frame.currency)


def _rate(node: str) -> Callable[[Tables], Value]:
    return lambda scope: rate_of(scope, node)


COMPUTED: dict[str, Callable[[Tables], Value]] = {
    **{f"{node}.rate": _rate(node) for node in RATED},
    **{f"{node}.currency": _currency(node) for node in RATED},
    "deal.age": _deal_age,
    "deal.cycle": _deal_cycle,
    "deal.state": _deal_state,
    "deal.gap": lambda scope: _price(scope) - _amount(scope),
    "deal.discount": lambda scope: 1.0 - _deal_price_ratio(scope),
    "deal.price_ratio": _deal_price_ratio,
    "deal.position": _deal_position,
    "deal.closed_weekday": _weekday("close_date"),
    "deal.opened_weekday": _weekday("opened_at"),
    "ticket.state": _ticket_state,
    "ticket.age": _ticket_age,
    "ticket.solution_days": _ticket_solution_days,
    "ticket.response_hours": _ticket_response_hours,
    "contact.name": _contact_name,
    "account.group": _account_group,
    "quota.days": quota_days,
    "account.parent": lambda scope: scope.table("parent").c.name,
}
"""Each such field by name."""
