"""The row rule: which rows of a table a user may see."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_, or_, select, true

from assistant.records.schema import Base
from assistant.views import UserView

PUBLIC = frozenset({"team", "user", "product", "kb_article", "campaign", "stage_meaning", "home_setting"})
"""Tables whose rows every signed-in user may see (credentials are cut off by the engines' authorizer)."""

PARENT = {
    "contact": "account_id",
    "deal": "account_id",
    "deal_stage_history": "deal_id",
    "lead": None,
    "account": None,
    "ticket": "account_id",
    "message": "ticket_id",
    "attachment": "message_id",
    "triage": "message_id",
    "activity": "account_id",
    "review": "account_id",
    "order": "account_id",
    "order_item": "order_id",
    "subscription": "account_id",
    "usage_event": "account_id",
    "invoice": "account_id",
    "campaign_member": "contact_id",
    "quota": "user_id",
    "prediction": None,
}
"""Where an unowned row inherits its visibility from; a table in neither map is hidden from all but administrators."""


def row_rule(table: Table, user: UserView) -> ColumnElement[bool]:
    """The condition that keeps the rows of `table` (which may be an alias) that `user` may see.

    An administrator sees everything. Others see rows owned by their own team, and unowned rows whose parent
    they may see; an unowned row without a parent belongs to the whole company.
    """
    name = _base_name(table)
    if user.role == "admin" or name in PUBLIC:
        return true()
    if name not in PARENT:
        return ~true()
    if name == "quota":
        return table.c.user_id.in_(_team(user))
    parent_column = PARENT[name]
    if parent_column is None:
        unowned: ColumnElement[bool] = true()
    else:
        column = table.c[parent_column]
        parent = Base.metadata.tables[_parent_table(name, parent_column)].alias(f"{name}_parent")
        unowned = or_(column.is_(None), column.in_(select(parent.c.id).where(row_rule(parent, user))))  # type: ignore[arg-type]
    if "owner_id" not in table.c:
        return unowned
    return or_(table.c.owner_id.in_(_team(user)), and_(table.c.owner_id.is_(None), unowned))


def _team(user: UserView):  # type: ignore[no-untyped-def]
    person = Base.metadata.tables["user"].alias("teammate")
    mates = person.c.id == user.id
    if user.team_id is not None:
        mates = or_(mates, person.c.team_id == user.team_id)
    return select(person.c.id).where(mates)


def _base_name(table: Table) -> str:
    return str(getattr(table, "element", table).name)


def _parent_table(name: str, column: str) -> str:
    (key,) = Base.metadata.tables[name].c[column].foreign_keys
    return key.column.table.name
