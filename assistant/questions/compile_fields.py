"""The fields that are worked out from other columns, as SQL expressions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, case, func, literal
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.selectable import NamedFromClause
from sqlalchemy.types import Date

from assistant.questions.compile_dates import as_day, days_between, hours_between, local
from assistant.questions.frame import Frame

Aliased = NamedFromClause[ReadOnlyColumnCollection[str, Column[Any]]]  # a table under the name of its role
Value = ColumnElement[Any]


class Tables(Protocol):
    """The tables of one SELECT."""

    @property
    def frame(self) -> Frame:
        """What the statement is worked out for."""
        ...

    def table(self, node: str) -> Aliased:
        """The alias of a node, joined on first use."""
        ...


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


def _deal_gap(scope: Tables) -> Value:
    return scope.table("product").c.list_price - scope.table("deal").c.amount


def _deal_price_ratio(scope: Tables) -> Value:
    return scope.table("deal").c.amount / func.nullif(scope.table("product").c.list_price, 0)


def _deal_position(scope: Tables) -> Value:
    amount, price = scope.table("deal").c.amount, scope.table("product").c.list_price
    return case((amount < price, "below"), (amount > price, "above"), else_="at")


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


COMPUTED: dict[str, Callable[[Tables], Value]] = {
    "deal.age": _deal_age,
    "deal.cycle": _deal_cycle,
    "deal.state": _deal_state,
    "deal.gap": _deal_gap,
    "deal.discount": lambda scope: 1.0 - _deal_price_ratio(scope),
    "deal.price_ratio": _deal_price_ratio,
    "deal.position": _deal_position,
    "ticket.state": _ticket_state,
    "ticket.age": _ticket_age,
    "ticket.solution_days": _ticket_solution_days,
    "ticket.response_hours": _ticket_response_hours,
    "contact.name": _contact_name,
    "account.group": _account_group,
    "account.parent": lambda scope: scope.table("parent").c.name,
}
"""Each such field by name."""
