"""The one door to the records: a writing engine, reading engines that cannot write, the row rule in both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Executable
from sqlalchemy.orm import Session

from assistant.errors import HomeMissing
from assistant.home import Home
from assistant.records import postgres, sqlite
from assistant.records.migrate import is_blank, migrate
from assistant.settings import Settings
from assistant.views import UserView

DEADLINE_SECONDS = 5.0
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Rows:
    """What a reading statement gave."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool  # there were more rows than the limit


@dataclass(frozen=True, slots=True)
class Store:
    """A home's database.

    `reading` serves statements that carry the row rule themselves, besides those of administrators; on `guarded`
    the database itself applies the row rule of whoever reads.
    """

    writing: Engine
    reading: Engine
    guarded: Engine
    lend: Callable[[Connection, UserView | None], None]  # says for whom a guarded connection reads

    @classmethod
    def open(
        cls, where: Home | Path | str, *, create: bool = True, deadline_seconds: float = DEADLINE_SECONDS
    ) -> Store:
        """Open a database, migrated to the newest schema.

        Args:
            where: A home, whose records are at `CRM_DATABASE_URL` where that is set; a folder; or a URL.
            create: Make the folder or the tables when there are none.
            deadline_seconds: How long one reading statement may take.

        Raises:
            HomeMissing: There is no database and `create` is false.
            HomeNotWritable: The folder cannot be written.
            HomeFromNewerVersion: A newer release wrote the database.
            DamagedDatabase: The file is damaged or no database.
            DatabaseTrouble: The database server cannot be used as it is.
        """
        if url := _url_of(where):
            return _on_server(url, create=create, deadline_seconds=deadline_seconds)
        path = _prepare(where if isinstance(where, Home) else Home(Path(where)), create=create)
        store = cls(
            sqlite.writing_engine(path),
            sqlite.reading_engine(path, deadline_seconds=deadline_seconds),
            sqlite.guarded_engine(path, deadline_seconds=deadline_seconds),
            sqlite.lend,
        )
        migrate(store.writing)
        return store

    def close(self) -> None:
        """Give every connection back; the store can still be used, and opens new ones."""
        for engine in (self.writing, self.reading, self.guarded):
            engine.dispose()

    @contextmanager
    def read(self, user: UserView) -> Iterator[Session]:
        """A read-only session over the rows that `user` may see, whatever the statement.

        Raises:
            Forbidden: A statement names a table or column that is not the user's to read.
            TooSlow: A statement runs past its deadline.
        """
        with self._connection(user) as connection, Session(connection) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A short writing transaction: committed on leaving, rolled back on an error."""
        with Session(self.writing) as session, session.begin():
            yield session

    @contextmanager
    def trusted(self) -> Iterator[Session]:
        """A reading session that sees credentials too, without taking the writer's lock; for the sign-in alone."""
        with Session(self.writing.execution_options(deferred=True)) as session:
            yield session

    def run_read(self, user: UserView, statement: Executable, *, limit: int = MOST_ROWS) -> Rows:
        """Run one reading statement for `user`; the row rule holds whether or not the statement carries it.

        Args:
            user: Who reads.
            statement: A SQLAlchemy Core SELECT with bound values.
            limit: Most rows to fetch, at least 1.

        Raises:
            Forbidden: The statement names what is not the user's to read.
            TooSlow: It runs past its deadline.
        """
        with self._connection(user) as connection:
            result = connection.execute(statement)
            rows = result.fetchmany(limit + 1)
            return Rows(tuple(result.keys()), tuple(tuple(row) for row in rows[:limit]), len(rows) > limit)

    @contextmanager
    def _connection(self, user: UserView) -> Iterator[Connection]:
        if user.role == "admin":
            with self.reading.connect() as connection:
                yield connection
            return
        with self.guarded.connect() as connection:
            self.lend(connection, user)
            try:
                yield connection
            finally:
                self.lend(connection, None)


def _url_of(where: Home | Path | str) -> str:
    if isinstance(where, Home):
        return Settings().database_url
    return where if isinstance(where, str) and "://" in where else ""


def _on_server(url: str, *, create: bool, deadline_seconds: float) -> Store:
    address = postgres.Address.parse(url)
    writing = postgres.writing_engine(address)
    try:
        if not create and is_blank(writing):
            raise HomeMissing(str(address))
        migrate(writing)
        access = postgres.ensure_access(writing)
    except BaseException:
        writing.dispose()
        raise
    return Store(
        writing,
        postgres.reading_engine(address, access, deadline_seconds=deadline_seconds),
        postgres.guarded_engine(address, access, deadline_seconds=deadline_seconds),
        postgres.lender(access),
    )


def _prepare(home: Home, *, create: bool) -> Path:
    path = home.database
    if not path.exists():
        if not create:
            raise HomeMissing(str(home.path))
        home.prepare()
        path.touch(mode=0o600)
    return path
