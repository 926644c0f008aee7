"""What was known about an account on a day, and nothing later."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.records.churn_facts import AccountFacts, facts, outcomes
from assistant.records.schema import Account, Invoice, Message, Order, Subscription, Ticket, Triage, UsageEvent
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

DAY = date(2024, 6, 30)
NOTHING = AccountFacts(
    account_id=1,
    key="A1",
    name="Acme",
    industry="retail",
    country=None,
    segment=None,
    employees=40,
    running=False,
    mrr=0.0,
    tenure_days=None,
    days_to_end=None,
    cancelled_at=None,
    usage_30=0.0,
    usage_90=0.0,
    usage_90_before=0.0,
    days_since_usage=None,
    tickets_unsolved=0,
    tickets_90=0,
    tickets_90_before=0,
    messages_read_180=0,
    negative_share_180=None,
    invoices_late_365=0,
    invoices_overdue=0,
    orders_90=0,
    orders_90_before=0,
    order_total_365=0.0,
)
RICH = replace(
    NOTHING,
    running=True,
    mrr=150.0,
    tenure_days=400,
    days_to_end=10,
    cancelled_at=DAY - timedelta(days=1),
    usage_30=4.0,
    usage_90=9.0,
    usage_90_before=7.0,
    days_since_usage=1,
    tickets_unsolved=2,
    tickets_90=2,
    tickets_90_before=1,
    messages_read_180=2,
    negative_share_180=0.5,
    invoices_late_365=2,
    invoices_overdue=1,
    orders_90=1,
    orders_90_before=1,
    order_total_365=30.0,
)


def ago(days: int, hour: int = 12) -> datetime:
    return datetime(2024, 6, 30, hour, tzinfo=UTC) - timedelta(days=days)


def day(days: int) -> date:
    return DAY - timedelta(days=days)


@pytest.fixture
def home(two_teams: Store) -> Store:
    """One account of each team."""
    with two_teams.write() as session:
        session.add(Account(id=1, name="Acme", source_id="A1", industry="retail", employees=40, owner_id=1))
        session.add(Account(id=2, name="Birch", owner_id=2))
    return two_teams


def add_past(store: Store) -> None:
    """Facts before the day, some of them just before."""
    with store.write() as session:
        session.add_all(
            [
                Subscription(account_id=1, mrr=100, starts_at=day(400)),
                Subscription(account_id=1, mrr=50, starts_at=day(300), ends_at=day(-10)),
                Subscription(account_id=1, mrr=7, starts_at=day(300), cancelled_at=day(1)),
                UsageEvent(account_id=1, event="login", at=ago(1, 23), quantity=3),
                UsageEvent(account_id=1, event="login", at=ago(30)),
                UsageEvent(account_id=1, event="login", at=ago(31), quantity=5),
                UsageEvent(account_id=1, event="login", at=ago(91), quantity=7),
                Invoice(account_id=1, due_at=day(1)),
                Invoice(account_id=1, due_at=day(100), paid_at=day(90)),
                Invoice(account_id=1, due_at=day(100), paid_at=day(100)),
                Order(account_id=1, ordered_at=ago(2), total=10),
                Order(account_id=1, ordered_at=ago(170), total=20),
                Order(account_id=1, ordered_at=ago(500), total=40),
                Ticket(id=1, account_id=1, subject="a", status="open", created_at=ago(3)),
                Ticket(id=2, account_id=1, subject="b", status="solved", created_at=ago(9), solved_at=ago(0)),
                Ticket(id=3, account_id=1, subject="c", status="closed", created_at=ago(99), solved_at=ago(98)),
            ]
        )
        session.flush()
        for number, days in enumerate((3, 9, 200), start=1):
            session.add(Message(id=number, ticket_id=1, direction="in", body_text="x", sent_at=ago(days)))
        session.flush()
        for message_id, sentiment, version in (
            (1, "negative", 1),
            (1, "neutral", 2),
            (2, "very_negative", 1),
            (3, "negative", 1),
        ):
            row = Triage(message_id=message_id, sentiment=sentiment, supported=True, model_version=f"v{version}")
            session.add(row)
            session.flush()


def add_future(store: Store) -> None:
    """Facts on the day or after it."""
    with store.write() as session:
        session.add_all(
            [
                Subscription(account_id=1, mrr=999, starts_at=DAY, cancelled_at=day(-5)),
                Subscription(account_id=2, mrr=999, starts_at=DAY),
                UsageEvent(account_id=1, event="login", at=ago(0, 0), quantity=100),
                Invoice(account_id=1, due_at=DAY),
                Order(account_id=1, ordered_at=ago(0, 0), total=1000),
                Ticket(id=9, account_id=1, subject="z", status="open", created_at=ago(0, 0)),
            ]
        )
        session.flush()
        session.add(Message(id=9, ticket_id=1, direction="in", body_text="x", sent_at=ago(0, 0)))
        session.flush()
        session.add(Triage(message_id=9, sentiment="very_negative", supported=True, model_version="v1"))


def test_an_account_without_a_past_has_nothing_but_its_name(home: Store) -> None:
    other = replace(NOTHING, account_id=2, key="2", name="Birch", industry=None, employees=None)
    assert facts(home, LOCAL_ADMIN, DAY) == [NOTHING, other]


def test_the_past_is_counted_by_window(home: Store) -> None:
    add_past(home)
    assert facts(home, LOCAL_ADMIN, DAY)[0] == RICH


def test_nothing_on_the_day_or_later_leaks_in(home: Store) -> None:
    add_past(home)
    before = facts(home, LOCAL_ADMIN, DAY)
    add_future(home)
    assert facts(home, LOCAL_ADMIN, DAY) == before


def test_a_cancellation_is_unknown_until_the_day_after_it(home: Store) -> None:
    with home.write() as session:
        session.add(Subscription(account_id=1, mrr=100, starts_at=day(100), cancelled_at=DAY))
    today, tomorrow = facts(home, LOCAL_ADMIN, DAY)[0], facts(home, LOCAL_ADMIN, day(-1))[0]
    assert (today.running, today.mrr, today.cancelled_at) == (True, 100.0, None)
    assert (tomorrow.running, tomorrow.mrr, tomorrow.cancelled_at) == (False, 0.0, DAY)


def test_facts_and_outcomes_are_under_the_row_rule(home: Store) -> None:
    with home.write() as session:
        for account_id in (1, 2):
            session.add(Subscription(account_id=account_id, starts_at=day(100), cancelled_at=DAY))
    ada = UserView(1, "Ada", "agent", team_id=1)
    assert [fact.account_id for fact in facts(home, ada, DAY)] == [1]
    assert outcomes(home, ada, DAY, day(-1)) == {1: DAY}
    assert outcomes(home, LOCAL_ADMIN, DAY, day(-1)) == {1: DAY, 2: DAY}


@pytest.mark.parametrize(
    ("subscriptions", "left"),
    [
        ([(day(50), day(1))], None),
        ([(day(50), DAY)], DAY),
        ([(day(50), day(-29))], day(-29)),
        ([(day(50), day(-30))], None),
        ([(day(50), DAY), (day(90), None)], None),
        ([(day(50), DAY), (day(90), day(-9))], day(-9)),
        ([(day(50), DAY), (day(90), day(-40))], None),
        ([(day(50), DAY), (day(-60), None)], DAY),
    ],
)
def test_an_account_leaves_when_its_last_subscription_is_cancelled_within_the_window(
    home: Store, subscriptions: list[tuple[date, date | None]], left: date | None
) -> None:
    with home.write() as session:
        for starts_at, cancelled_at in subscriptions:
            session.add(Subscription(account_id=1, starts_at=starts_at, cancelled_at=cancelled_at))
    assert outcomes(home, LOCAL_ADMIN, DAY, day(-30)) == ({} if left is None else {1: left})
