"""The question engine over a small home in an SQLite file or in a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.messages import Result, Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.records import RecordsStore
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN, UserView
from tests.postgres_server import PostgresServer

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Asked:
    """A home that can be asked."""

    store: Store
    engine: QuestionEngine
    today: date

    def ask(self, *turns: str, user: UserView = LOCAL_ADMIN) -> Result:
        """The turns of one conversation; gives the last result."""
        topic, result = Topic(), Result("declined", "nothing was asked")
        for text in turns:
            result = self.engine.answer(user, text, as_of=self.today, topic=topic)
            topic = Topic(plan=result.plan, question=text) if result.plan is not None else topic
        return result

    def rows(self, *turns: str, user: UserView = LOCAL_ADMIN) -> list[tuple[object, ...]]:
        """The rows of the last answer."""
        result = self.ask(*turns, user=user)
        assert result.table is not None, result.text
        return list(result.table.rows)

    def runs_as_shown(self, result: Result) -> Sequence[object]:
        """The rows that the shown query gives when it is run by itself."""
        with self.store.reading.connect() as connection:
            escaped = result.query.replace("%", "%%") if connection.dialect.name == "postgresql" else result.query
            return connection.exec_driver_sql(escaped).fetchall()


@contextmanager
def opened(
    database: str, folder: Path, server: PostgresServer, fill: Callable[[Store], None], today: date
) -> Iterator[Asked]:
    """A home of its own in one of the databases, filled."""
    with server.database() as url:
        store = Store.open(url if database == "postgresql" else folder)
        fill(store)
        yield Asked(store, QuestionEngine(store, NameBook(RecordsStore(store)).find), today)
        store.close()
