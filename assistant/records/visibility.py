"""The row rule: which rows of a table a user may see."""

from __future__ import annotations

from sqlalchemy import Alias, ColumnElement, FromClause, Select, Table, and_, func, or_, select, true

from assistant.records.schema import Base
from assistant.views import UserView

PUBLIC = frozenset(
    {
        "team",
        "user",
        "product",
        "kb_article",
        "campaign",
        "stage_meaning",
        "home_setting",
        "exchange_rate",
        "own_intent",
    }
)
"""Tables whose rows every signed-in user may see (credentials are cut off by the engines' authorizer)."""

OWNERS = {"ticket": ("owner_id", "assignee_id"), "quota": ("owner_id", "user_id")}
"""Columns that name a row's owner, first filled one first; a table that is not here has `owner_id`, if any."""

PARENTS: dict[str, tuple[str, ...]] = {
    "account": (),
    "activity": ("account_id", "deal_id", "ticket_id", "contact_id"),
    "attachment": ("message_id",),
    "campaign_member": ("contact_id",),
    "contact": ("account_id",),
    "correction": ("message_id",),
    "deal": ("account_id",),
    "deal_stage_history": ("deal_id",),
    "invoice": ("account_id", "order_id"),
    "lead": (),
    "message": ("ticket_id",),
    "order": ("account_id", "contact_id"),
    "order_item": ("order_id",),
    "quota": (),
    "review": ("account_id",),
    "subscription": ("account_id",),
    "taught": ("message_id",),
    "ticket": ("account_id", "contact_id"),
    "triage": ("message_id",),
    "usage_event": ("account_id", "contact_id"),
}
"""Where an unowned row inherits its visibility from, first filled column first."""

SUBJECTS = ("account", "contact", "deal", "order", "ticket")
"""What a prediction may be about to be seen with it; other predictions are for administrators."""

RULED = frozenset({*PARENTS, "prediction"})
"""Tables under the rule; one that is neither here nor in `PUBLIC` is hidden from all but administrators."""


def row_rule(table: FromClause, user: UserView) -> ColumnElement[bool]:
    """The condition that keeps the rows of `table` (which may be an alias) that `user` may see.

    An administrator sees everything. Others see rows owned by their own team, besides unowned rows whose parent
    they may see; an unowned row without a parent belongs to the whole company.
    """
    if user.role == "admin":
        return true()
    return rule_for(table, teammates(user.id, user.team_id))


def rule_for(table: FromClause, mates: Select[int]) -> ColumnElement[bool]:
    """The row rule of anybody whose team has the user ids that `mates` selects."""
    name = _base_name(table)
    if name in PUBLIC:
        return true()
    if name == "prediction":
        return or_(*(and_(table.c.subject_type == kind, _seen(table, "subject_id", kind, mates)) for kind in SUBJECTS))
    if name not in PARENTS:
        return ~true()
    unowned: ColumnElement[bool] = true()
    for column in reversed(PARENTS[name]):
        unowned = or_(_seen(table, column, _parent(name, column), mates), and_(table.c[column].is_(None), unowned))
    owners = [table.c[column] for column in OWNERS.get(name, ("owner_id",)) if column in table.c]
    if not owners:
        return unowned
    owner = func.coalesce(*owners) if len(owners) > 1 else owners[0]
    return or_(owner.in_(mates), and_(owner.is_(None), unowned))


def teammates(user_id: int | ColumnElement[int], team_id: int | ColumnElement[int] | None) -> Select[int]:
    """The ids of one user with all users of the team."""
    person = Base.metadata.tables["user"].alias("teammate")
    mates = person.c.id == user_id
    return select(person.c.id).where(mates if team_id is None else or_(mates, person.c.team_id == team_id))


def _seen(table: FromClause, column: str, parent_name: str, mates: Select[int]) -> ColumnElement[bool]:
    parent = Base.metadata.tables[parent_name].alias(f"{parent_name}_of_{_base_name(table)}")
    return table.c[column].in_(select(parent.c.id).where(rule_for(parent, mates)))


def _base_name(table: FromClause) -> str:
    base = table.element if isinstance(table, Alias) else table
    if not isinstance(base, Table):
        raise TypeError(f"the row rule is for tables or their aliases, not for {table!r}")
    return base.name


def _parent(name: str, column: str) -> str:
    (key,) = Base.metadata.tables[name].c[column].foreign_keys
    return str(key.column.table.name)
