"""Questions about support and commerce: answered over a handful of rows, or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.messages import Result, Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.records import RecordsStore
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN
from tests.numbers_said import unsupported_numbers
from tests.questions.companies import fill_desk

TODAY = date(2021, 6, 30)
Rows = Sequence[tuple[object, ...]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuestionEngine]:
    """Two accounts with three tickets, three orders, two subscriptions."""
    store = Store.open(tmp_path_factory.mktemp("desk"))
    fill_desk(store)
    yield QuestionEngine(store, NameBook(RecordsStore(store)).find)
    store.close()


@pytest.fixture(scope="module")
def say(desk: QuestionEngine) -> Callable[..., Result]:
    """Asks the turns of one conversation; gives the last result."""

    def asking(*turns: str) -> Result:
        topic, result = Topic(), Result("declined", "nothing was asked")
        for text in turns:
            result = desk.answer(LOCAL_ADMIN, text, as_of=TODAY, topic=topic)
            topic = Topic(plan=result.plan, question=text) if result.plan is not None else topic
        return result

    return asking


ANSWERS: dict[tuple[str, ...], Rows] = {
    ("orders by country last quarter",): [("Norway", 2)],
    ("how many open tickets per priority",): [("normal", 1), ("urgent", 1)],
    ("average csat by month this year",): [("2021-05", 4), ("2021-06", None)],
    ("total mrr by plan",): [("Basic", 10)],
    ("mrr of cancelled subscriptions",): [(20,)],
    ("list open tickets with urgent priority",): [("T1", "t1", "open", "Fernhill Foods")],
    ("number of tickets by sentiment",): [("negative", 1), ("very_negative", 1)],
    ("tickets with very negative sentiment this month",): [("T2", "t2", "pending", "Quartz Labs")],
    ("accounts with more than 1 order",): [("Fernhill Foods", 2)],
    ("which country places the most orders",): [("Norway", 2)],
    ("top 1 account by order value",): [("Quartz Labs", 7000)],
    ("orders above 5000 dollars",): [("O3", "Quartz Labs", 7000, "2021-05-01T09:00+00:00")],
    ("what share of tickets is urgent",): [(0.333333,)],
    ("total order value by country",): [("Norway", 300.3), ("Spain", 7000)],
    ("open tickets by country", "only urgent ones"): [("Norway", 1)],
    ("orders by country last quarter", "and this quarter?"): [("Spain", 1)],
    ("tickets assigned to Nora Quill",): [("T1", "t1", "open", "Fernhill Foods")],
}


@pytest.mark.parametrize("turns", ANSWERS)
def test_a_question_about_the_desk_gets_its_rows(say: Callable[..., Result], turns: tuple[str, ...]) -> None:
    result = say(*turns)
    assert result.table is not None, result.text
    assert sorted(result.table.rows, key=str) == ANSWERS[turns]


@pytest.mark.parametrize("turns", ANSWERS)
def test_every_number_said_stands_in_the_rows(say: Callable[..., Result], turns: tuple[str, ...]) -> None:
    assert unsupported_numbers(say(*turns)) == []


@pytest.mark.parametrize(
    "question",
    [
        "how many open deals and open tickets does Quartz Labs have",
        "return rate by country",
        "who has the most open tickets",
        "order margin by country",
        "tickets not from Norway and Spain",
        "invoices by country",
        "how many blorple tickets",
        "how many closed tickets last month",
        "total orders last month",
    ],
)
def test_what_is_not_explained_word_by_word_is_not_answered(say: Callable[..., Result], question: str) -> None:
    result = say(question)
    assert (result.status in ("declined", "clarify"), result.table) == (True, None)


def test_where_there_are_no_invoices_the_refusal_says_so(say: Callable[..., Result]) -> None:
    assert say("invoices by country").text == "I can't answer that: these records hold no invoices."


def test_a_sum_of_money_is_said_with_separators(say: Callable[..., Result]) -> None:
    assert say("total order value by country").text == "Total order value by country: Spain is highest with 7,000.00."


def test_a_share_is_said_in_percent(say: Callable[..., Result]) -> None:
    assert say("what share of tickets is urgent").text == "Share: 33.3%."


def test_an_empty_home_refuses_orders_with_that_reason(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    engine = QuestionEngine(store, NameBook(RecordsStore(store)).find)
    result = engine.answer(LOCAL_ADMIN, "orders by country", as_of=TODAY, topic=Topic())
    assert result.text == "I can't answer that: these records hold no orders."
    store.close()
