"""Stored users as the values that reads go by."""

from __future__ import annotations

from typing import cast

from assistant.records.schema import User
from assistant.views import Role, UserView


def view_of(user: User) -> UserView:
    """Who somebody is at this moment, what they may do, whose rows they see."""
    return UserView(user.id, user.name, cast(Role, user.role), user.team_id)
