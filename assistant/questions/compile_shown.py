"""A statement as text that runs as shown on the database in use."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.dialects.postgresql.base import PGDialect


def as_shown(statement: Select[Any], dialect: Dialect) -> str:
    """The statement with its values written in.

    Drivers of PostgreSQL want per cent signs doubled where values are bound beside the text; here none is, so the
    text is written for no driver.
    """
    written_for = _driverless() if dialect.name == "postgresql" else dialect
    return str(statement.compile(dialect=written_for, compile_kwargs={"literal_binds": True}))


@cache
def _driverless() -> Dialect:
    return PGDialect(paramstyle="named")  # type: ignore[no-untyped-call]
