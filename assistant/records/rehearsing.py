"""Lends a private copy of the records, on which a change is tried that nobody else sees."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from assistant.errors import DamagedDatabase, NoRoomToTry
from assistant.records import postgres
from assistant.records.store import Store

FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})


@contextmanager
def rehearsal(store: Store) -> Iterator[Session]:
    """A writing session over a copy of the records as they are now; whatever is done in it is gone at the end.

    Nobody waits for it: the copy is read as any reader would, the writer's lock is never taken. On SQLite it is a
    nameless file that the system itself takes away, even from a process that is killed; on PostgreSQL it is a set of
    temporary tables, which stand before those of the same names in one transaction that is never committed.

    Raises:
        NoRoomToTry: The disk has no room for the copy.
        DamagedDatabase: The records cannot be read.
    """
    if store.writing.dialect.name != "sqlite":
        with postgres.shadowed(store.writing) as connection, Session(connection) as session:
            yield session
        return
    with closing(_copy(Path(str(store.writing.url.database)))) as copy, Session(_engine(copy)) as session:
        yield session


def _copy(path: Path) -> sqlite3.Connection:
    """The database in a nameless file of its own, taken in one step, so that no writer comes between."""
    copy = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as source:
            source.backup(copy)
        for pragma in ("synchronous=OFF", "foreign_keys=ON"):
            copy.execute(f"PRAGMA {pragma}").close()
    except sqlite3.DatabaseError as error:
        copy.close()
        raise (NoRoomToTry() if _is_full(error) else DamagedDatabase(str(path))) from error
    return copy


def _engine(copy: sqlite3.Connection) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: copy, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    @event.listens_for(engine, "handle_error")
    def name(context: ExceptionContext) -> NoRoomToTry | None:
        return NoRoomToTry() if _is_full(context.original_exception) else None

    return engine


def _is_full(error: BaseException) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in FULL
