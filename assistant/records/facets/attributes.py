"""What stands on the account itself: a condition over its own columns, with the column that shows why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from assistant.records.facets.conditions import Condition
from assistant.records.schema import Account, Deal, Team, User

Attribute = tuple[ColumnElement[bool], ColumnElement[Any]]  # what must hold, what shows it


def _valued(column: Any) -> Callable[[Condition], Attribute]:
    return lambda condition: (column.in_(condition.values), column)


def _ranged(column: Any) -> Callable[[Condition], Attribute]:
    def between(condition: Condition) -> Attribute:
        least = true() if condition.least is None else column >= condition.least
        most = true() if condition.most is None else column <= condition.most
        return and_(column.is_not(None), least, most), column

    return between


def _described(condition: Condition) -> Attribute:
    texts = (Account.name, Account.description, Account.industry, Account.segment)
    holds = or_(*(text.icontains(value, autoescape=True) for value in condition.values for text in texts))
    return func.coalesce(holds, False), func.coalesce(Account.description, Account.industry)


def _owner(condition: Condition) -> Attribute:
    """Owned by any of the users; an account without an owner goes with those who sell to it."""
    selling = select(Deal.account_id).where(Deal.owner_id.in_(condition.ids), Deal.account_id.is_not(None))
    holds = or_(Account.owner_id.in_(condition.ids), and_(Account.owner_id.is_(None), Account.id.in_(selling)))
    name = select(User.name).where(User.id == Account.owner_id).correlate(Account).scalar_subquery()
    return holds, name


def _team(condition: Condition) -> Attribute:
    members = select(User.id).where(User.team_id.in_(condition.ids))
    name = (
        select(Team.name)
        .join(User, User.team_id == Team.id)
        .where(User.id == Account.owner_id)
        .correlate(Account)
        .scalar_subquery()
    )
    return Account.owner_id.in_(members), name


def _subsidiary(condition: Condition) -> Attribute:
    parent = aliased(Account)
    name = select(parent.name).where(parent.id == Account.parent_id).correlate(Account).scalar_subquery()
    return Account.parent_id.is_not(None), name


ATTRIBUTES: dict[str, Callable[[Condition], Attribute]] = {
    "country": _valued(Account.country),
    "city": _valued(Account.city),
    "industry": _valued(Account.industry),
    "segment": _valued(Account.segment),
    "lifecycle": _valued(Account.lifecycle_stage),
    "described": _described,
    "employees": _ranged(Account.employees),
    "annual_revenue": _ranged(Account.annual_revenue),
    "founded_year": _ranged(Account.founded_year),
    "owner": _owner,
    "team": _team,
    "subsidiary": _subsidiary,
}
