"""The SQLite engines of a home: one that writes, two that only read."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, ExceptionContext, Integer, create_engine, event, func
from sqlalchemy.dialects import sqlite

from assistant.errors import AssistantError, DamagedDatabase, Forbidden, HomeBusy, HomeNotWritable, TooSlow
from assistant.records.authorizer import reading_only, through_views
from assistant.records.guard import view_queries
from assistant.views import UserView

INSTRUCTIONS_BETWEEN_CHECKS = 20_000  # of SQLite's virtual machine; about a millisecond

UNWRITABLE = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY}
)
PREFIX = "seen_by_connection_"


@dataclass(slots=True)
class Reader:
    """For whom a reading connection works at present, until when."""

    user_id: int | None = None
    team_id: int | None = None
    deadline: float = float("inf")  # on time.monotonic

    def identity(self) -> int:
        """The user's id; fails when the connection was lent to nobody."""
        if self.user_id is None:
            raise PermissionError("a guarded connection without a user")
        return self.user_id


def writing_engine(path: Path) -> Engine:
    """The engine that writes: short immediate transactions, durable once committed."""
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        deferred = connection.get_execution_options().get("deferred", False)
        connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")

    _name_errors(engine, path, deadline_seconds=0.0)
    return engine


def reading_engine(path: Path, *, deadline_seconds: float) -> Engine:
    """The engine for statements that carry the row rule themselves, or run for an administrator."""

    def prepare(connection: sqlite3.Connection, reader: Reader) -> None:
        connection.execute("PRAGMA query_only=ON").close()
        connection.set_authorizer(reading_only())

    return _reader(path, deadline_seconds, prepare)


def guarded_engine(path: Path, *, deadline_seconds: float) -> Engine:
    """The engine on which every table under the row rule is a view of what its reader may see.

    The views are temporary, so they live in the connection alone: whatever a statement says, be it ORM, Core or
    text, its table names mean the views, while the authorizer refuses to read the tables behind them otherwise.
    """

    def prepare(connection: sqlite3.Connection, reader: Reader) -> None:
        connection.create_function("crm_reader_id", 0, reader.identity, deterministic=True)
        connection.create_function("crm_reader_team", 0, lambda: reader.team_id, deterministic=True)
        prefix = f"seen_{secrets.token_hex(8)}_"
        for statement in _views():
            connection.execute(statement.replace(PREFIX, prefix)).close()
        connection.execute("PRAGMA query_only=ON").close()
        connection.set_authorizer(through_views(prefix))

    return _reader(path, deadline_seconds, prepare)


@cache
def _views() -> tuple[str, ...]:
    """The statements of the views, with `PREFIX` where each connection puts its own; compiling them takes 0.1 s.

    Each table gets two: one that keeps the reader's rows, named with the prefix, besides one of the table's own name
    over it, which every later statement means when it names the table.
    """
    dialect = sqlite.dialect()
    quote = dialect.identifier_preparer.quote
    reader_id, reader_team = func.crm_reader_id(type_=Integer), func.crm_reader_team(type_=Integer)
    made: list[str] = []
    for name, query in view_queries(dialect, schema="main", reader_id=reader_id, reader_team=reader_team):
        made.append(f"CREATE TEMPORARY VIEW {PREFIX}{name} AS {query}")
        made.append(f"CREATE TEMPORARY VIEW {quote(name)} AS SELECT * FROM {PREFIX}{name}")  # noqa: S608 - our own names
    return tuple(made)


def lend(connection: Connection, user: UserView | None) -> None:
    """Say for whom a guarded connection reads from now on; nobody's connection reads nothing."""
    reader: Reader = connection.info["reader"]
    reader.user_id, reader.team_id = (None, None) if user is None else (user.id, user.team_id)


def _reader(path: Path, deadline_seconds: float, prepare: Callable[[sqlite3.Connection, Reader], None]) -> Engine:
    database = f"file:{quote(str(path))}"
    engine = create_engine(URL.create("sqlite", database=database, query={"mode": "ro", "uri": "true"}))

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, record: Any) -> None:
        reader = record.info["reader"] = Reader()
        connection.isolation_level = None
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA busy_timeout=5000").close()
        connection.set_progress_handler(lambda: time.monotonic() > reader.deadline, INSTRUCTIONS_BETWEEN_CHECKS)
        prepare(connection, reader)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    @event.listens_for(engine, "before_cursor_execute")
    def start_clock(connection: Connection, *_: object) -> None:
        connection.info["reader"].deadline = time.monotonic() + deadline_seconds

    _name_errors(engine, path, deadline_seconds=deadline_seconds)
    return engine


def _name_errors(engine: Engine, path: Path, *, deadline_seconds: float) -> None:
    """Turn the failures of SQLite that have a remedy into errors that name it."""

    @event.listens_for(engine, "handle_error")
    def name(context: ExceptionContext) -> AssistantError | None:
        code = getattr(context.original_exception, "sqlite_errorcode", None)
        primary = None if code is None else code & 0xFF
        if primary == sqlite3.SQLITE_INTERRUPT:
            return TooSlow(deadline_seconds)
        if primary == sqlite3.SQLITE_AUTH or "not authorized" in str(context.original_exception):
            return Forbidden("read that table")
        if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return DamagedDatabase(str(path))
        if primary == sqlite3.SQLITE_BUSY:
            return HomeBusy(str(path.parent))
        if primary in UNWRITABLE:
            return HomeNotWritable(str(path.parent))
        return None
