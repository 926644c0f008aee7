"""The PostgreSQL engines of a home: one that writes, two that only read.

There is no authorizer here: a statement that spells out the schema, or names a hidden table, is stopped by privileges
alone. Until the reading engines sign in as a role of their own, only statements that we make ourselves may run on them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, Integer, cast, create_engine, event, func
from sqlalchemy.dialects import postgresql

from assistant.errors import AssistantError, Forbidden, TooSlow
from assistant.records.guard import view_statements
from assistant.views import UserView

QUERY_CANCELED, READ_ONLY = "57014", "25006"  # SQLSTATE


def writing_engine(url: str) -> Engine:
    """The engine that writes."""
    return create_engine(url, pool_pre_ping=True)


def reading_engine(url: str, *, deadline_seconds: float) -> Engine:
    """The engine for statements that carry the row rule themselves, or run for an administrator."""
    return _reader(url, deadline_seconds, ())


def guarded_engine(url: str, *, deadline_seconds: float) -> Engine:
    """The engine on which every table under the row rule is a view of what its reader may see."""
    views = view_statements(
        postgresql.dialect(),  # type: ignore[no-untyped-call]
        prefix="seen_",
        schema="public",
        reader_id=cast(func.current_setting("crm.reader_id"), Integer),
        reader_team=cast(func.nullif(func.current_setting("crm.reader_team"), ""), Integer),
    )
    return _reader(url, deadline_seconds, tuple(views))


def lend(connection: Connection, user: UserView | None) -> None:
    """Say for whom a guarded connection reads from now on; nobody's connection reads nothing."""
    user_id = "nobody" if user is None else str(user.id)
    team = "" if user is None or user.team_id is None else str(user.team_id)
    connection.exec_driver_sql(
        "SELECT set_config('crm.reader_id', %s, false), set_config('crm.reader_team', %s, false)", (user_id, team)
    )
    connection.commit()


def _reader(url: str, deadline_seconds: float, setup: tuple[str, ...]) -> Engine:
    engine = create_engine(url, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def connect(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        for statement in setup:
            cursor.execute(statement)
        cursor.execute(f"SET statement_timeout = {int(deadline_seconds * 1000)}")
        cursor.execute("SET default_transaction_read_only = on")
        cursor.close()
        connection.commit()

    @event.listens_for(engine, "handle_error")
    def name(context: ExceptionContext) -> AssistantError | None:
        state = getattr(context.original_exception, "sqlstate", None)
        if state == QUERY_CANCELED:
            return TooSlow(deadline_seconds)
        return Forbidden("change records by a question") if state == READ_ONLY else None

    return engine
