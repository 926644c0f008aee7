"""The one door to the records: a writing engine, a read-only engine, the row rule in both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from assistant.records.schema import Base
from assistant.records.visibility import row_rule
from assistant.views import UserView


class Store:
    """A home's database."""

    def __init__(self, writing: Engine, reading: Engine) -> None:
        self.writing = writing
        self.reading = reading

    @classmethod
    def open(cls, url: str) -> Store:
        """Open the database at a SQLAlchemy URL, migrated to the newest schema."""
        writing = create_engine(url)
        event.listen(writing, "connect", _sqlite_pragmas)
        Base.metadata.create_all(writing)
        path = Path(str(writing.url.database))
        reading = create_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
        return cls(writing, reading)

    @contextmanager
    def read(self, user: UserView) -> Iterator[Session]:
        """A read-only session in which every ORM select is under the row rule of `user`."""
        with Session(self.reading) as session:
            event.listen(session, "do_orm_execute", lambda state: _guard(state, user))
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A short writing transaction: committed on leaving, rolled back on an error."""
        with Session(self.writing) as session, session.begin():
            yield session


def _guard(state: ORMExecuteState, user: UserView) -> None:
    if state.is_select:
        for mapper in Base.registry.mappers:
            state.statement = state.statement.options(
                with_loader_criteria(mapper.class_, row_rule(mapper.local_table, user), include_aliases=True)  # type: ignore[arg-type]
            )


def _sqlite_pragmas(connection, record) -> None:  # type: ignore[no-untyped-def]
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
