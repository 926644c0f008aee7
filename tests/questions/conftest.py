"""A company of a dozen deals, small enough to work its figures out by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from assistant.messages import Result, Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.records import RecordsStore
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN, UserView
from tests.questions.companies import fill_sales

TODAY = date(2021, 6, 30)
Asking = Callable[..., Result]


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small company in a home of its own."""
    store = Store.open(tmp_path_factory.mktemp("questions"))
    fill_sales(store)
    return store


@pytest.fixture(scope="session")
def engine(small_store: Store) -> QuestionEngine:
    """The question engine over the small company."""
    return QuestionEngine(small_store, NameBook(RecordsStore(small_store)).find)


@pytest.fixture(scope="session")
def ask(engine: QuestionEngine) -> Asking:
    """Asks the turns of one conversation as the administrator; gives the last result."""

    def asking(*turns: str, user: UserView = LOCAL_ADMIN) -> Result:
        topic, result = Topic(), Result("declined", "nothing was asked")
        for text in turns:
            result = engine.answer(user, text, as_of=TODAY, topic=topic)
            if result.plan is not None:
                topic = Topic(plan=result.plan, question=text)
        return result

    return asking


def rows(result: Result) -> Sequence[tuple[object, ...]]:
    """The rows of an answer, in a fixed order."""
    assert result.table is not None, result.text
    return sorted(result.table.rows, key=str)


@pytest.fixture(scope="session")
def asked(ask: Asking) -> Callable[..., Sequence[tuple[object, ...]]]:
    """Asks like `ask`; gives the rows in a fixed order."""
    return lambda *turns: rows(ask(*turns))
