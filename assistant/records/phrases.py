"""SQL expressions that several reads share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func

UNSOLVED = ("new", "open", "pending", "on_hold")


def key_of(entity: Any) -> ColumnElement[str]:
    """The source's own key, else the id as text."""
    return func.coalesce(entity.source_id, cast(entity.id, String))


def full_name(person: Any) -> ColumnElement[str | None]:
    """First with last name, else whichever there is, else the e-mail address, else null."""
    first, last = func.coalesce(person.first_name, ""), func.coalesce(person.last_name, "")
    name = func.trim(first + " " + last)
    return case((name != "", name), else_=person.email)
