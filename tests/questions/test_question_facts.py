"""Questions about support and commerce: answered over a handful of rows, or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.messages import Result, Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.records import RecordsStore
from assistant.records.schema import Account, Message, Order, Subscription, Ticket, Triage, User
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN
from tests.numbers_said import unsupported_numbers

TODAY = date(2021, 6, 30)
Rows = Sequence[tuple[object, ...]]


def _at(month: int, day: int) -> datetime:
    return datetime(2021, month, day, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuestionEngine]:
    """Two accounts with three tickets, three orders, two subscriptions."""
    store = Store.open(tmp_path_factory.mktemp("desk"))
    with store.write() as session:
        helper = User(name="Nora Quill", role="agent", region="North")
        norway = Account(name="Fernhill Foods", country="Norway", segment="Small")
        spain = Account(name="Quartz Labs", country="Spain", segment="Large")
        session.add_all([helper, norway, spain])
        session.flush()
        tickets = [
            _ticket("T1", norway.id, "open", "urgent", 6, 2, None),
            _ticket("T2", spain.id, "pending", "normal", 6, 9, None),
            _ticket("T3", spain.id, "closed", "normal", 5, 3, 4.0),
        ]
        tickets[0].assignee_id = helper.id
        session.add_all(tickets)
        session.add_all(
            [
                Order(number="O1", account_id=norway.id, ordered_at=_at(2, 1), status="delivered", total=100.1),
                Order(number="O2", account_id=norway.id, ordered_at=_at(3, 1), status="returned", total=200.2),
                Order(number="O3", account_id=spain.id, ordered_at=_at(5, 1), status="delivered", total=7000.0),
                Subscription(account_id=norway.id, plan="Basic", mrr=10.0),
                Subscription(account_id=spain.id, plan="Basic", mrr=20.0, cancelled_at=date(2021, 4, 1)),
            ]
        )
        session.flush()
        for ticket, day, model, label in (
            (tickets[0], 2, "m1", "positive"),
            (tickets[0], 5, "m1", "neutral"),
            (tickets[1], 9, "m1", "very_negative"),
        ):
            message = Message(ticket_id=ticket.id, direction="in", body_text="…", sent_at=_at(6, day))
            session.add(message)
            session.flush()
            session.add(_read(message.id, model, label))
            if ticket is tickets[0] and day == 5:
                session.flush()
                session.add(_read(message.id, "m2", "negative"))
    yield QuestionEngine(store, NameBook(RecordsStore(store)).find)
    store.close()


def _ticket(number: str, account: int, status: str, priority: str, month: int, day: int, csat: float | None) -> Ticket:
    return Ticket(
        number=number,
        subject=number.lower(),
        account_id=account,
        status=status,
        priority=priority,
        channel="email",
        created_at=_at(month, day),
        csat_score=csat,
    )


def _read(message_id: int, model: str, sentiment: str) -> Triage:
    return Triage(message_id=message_id, model_version=model, sentiment=sentiment, supported=True, entities=[])


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
