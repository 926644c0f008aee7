"""A statement as text that runs as shown."""

from __future__ import annotations

from sqlalchemy import ClauseElement, Engine


def sql_as_shown(statement: ClauseElement, engine: Engine) -> str:
    """The statement's SQL with its bound values written out; for reading only, execution stays bound."""
    return str(statement.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True}))
