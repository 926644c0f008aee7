"""Everything about one account."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.records import portrait
from assistant.records.schema import (
    Account,
    Contact,
    Deal,
    DealStageHistory,
    Invoice,
    Message,
    Order,
    Subscription,
    Ticket,
    Triage,
    UsageEvent,
)
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

START = datetime(2024, 3, 1, 9, tzinfo=UTC)
TODAY = date(2024, 6, 30)
BEN = UserView(2, "Ben", "agent", 2)


@pytest.fixture
def acme(two_teams: Store) -> Store:
    """Ada's account with a parent, two subsidiaries of it, one record of most kinds."""
    with two_teams.write() as session:
        session.add_all(
            [
                Account(id=1, name="Acme", owner_id=1),
                Account(id=2, name="Acme North", owner_id=1, parent_id=1, country="Norway"),
                Account(id=3, name="Acme East", owner_id=2, parent_id=1),
                Account(id=4, name="Group", owner_id=1),
            ]
        )
        session.flush()
        session.get_one(Account, 1).parent_id = 4
        session.add(Contact(id=1, account_id=1, first_name="Lin", last_name="Oh", is_primary=True))
        session.add(
            Deal(
                id=1,
                account_id=1,
                name="Renewal",
                stage="Won",
                is_closed=True,
                is_won=True,
                amount=1200,
                currency="EUR",
                opened_at=date(2024, 1, 5),
                close_date=date(2024, 2, 6),
            )
        )
        session.add(Order(id=1, account_id=1, number="O-1", ordered_at=START, total=99.5, currency="USD"))
        session.add(Invoice(id=1, account_id=1, number="I-1", due_at=date(2024, 4, 1), paid_at=date(2024, 4, 9)))
        session.add(Subscription(id=1, account_id=1, plan="Team", mrr=10, starts_at=date(2024, 1, 1)))
        session.add(Ticket(id=1, number="T-1", subject="Help", account_id=1, contact_id=1, created_at=START))
        session.flush()
        session.add(DealStageHistory(deal_id=1, from_stage="Open", to_stage="Won", at=START - timedelta(days=24)))
        session.add(Message(id=1, ticket_id=1, direction="in", body_text="x", sent_at=START))
        session.add(UsageEvent(account_id=1, event="login", at=START, quantity=3))
        session.add(UsageEvent(account_id=1, event="view", at=START + timedelta(days=62)))
        session.flush()
        session.add(Triage(message_id=1, model_version="m", supported=True, sentiment="negative", sentiment_level=-1))
    return two_teams


def test_the_timeline_holds_what_happened_newest_first(acme: Store) -> None:
    told = [(event.at.date().isoformat(), event.kind, event.what, event.title, event.detail)
            for event in portrait.timeline(acme, LOCAL_ADMIN, 1)]  # fmt: skip
    assert told == [
        ("2024-04-09", "invoice", "paid late", "I-1", ""),
        ("2024-03-01", "ticket", "opened", "Help", "negative"),
        ("2024-03-01", "order", "placed", "O-1", "99.50 USD"),
        ("2024-02-06", "deal", "moved to", "Renewal", "Won"),
        ("2024-02-06", "deal", "won", "Renewal", "1,200 EUR"),
        ("2024-01-05", "deal", "opened", "Renewal", "1,200 EUR"),
        ("2024-01-01", "subscription", "started", "Team", "10"),
    ]


def test_the_timeline_goes_on_where_a_page_ended_and_can_be_narrowed(acme: Store) -> None:
    whole = portrait.timeline(acme, LOCAL_ADMIN, 1)
    pages = [portrait.timeline(acme, LOCAL_ADMIN, 1, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert tuple(event for page in pages for event in page) == whole
    assert {event.kind for event in portrait.timeline(acme, LOCAL_ADMIN, 1, kinds=("deal",))} == {"deal"}


def test_usage_is_drawn_by_month_with_no_month_left_out(acme: Store) -> None:
    table = portrait.usage_by_month(acme, LOCAL_ADMIN, 1, as_of=TODAY).table
    assert table.columns == ("period", "login", "view")
    assert table.rows == (("2024-03", 3.0, 0.0), ("2024-04", 0, 0), ("2024-05", 0.0, 1.0), ("2024-06", 0, 0))


def test_money_is_drawn_in_its_own_currency_with_the_query_behind_it(acme: Store) -> None:
    won = portrait.won_by_quarter(acme, LOCAL_ADMIN, 1, as_of=TODAY)
    assert (won.table.columns, won.table.rows) == (("period", "won (EUR)"), (("2024-Q1", 1200.0), ("2024-Q2", 0)))
    with acme.read(LOCAL_ADMIN) as session:
        assert [float(row[1]) for row in session.connection().exec_driver_sql(won.query)] == [1200.0]
    assert portrait.orders_by_month(acme, LOCAL_ADMIN, 1, as_of=TODAY).table.rows[0] == ("2024-03", 99.5)


def test_sentiment_is_a_mean_with_its_number_of_messages(acme: Store) -> None:
    table = portrait.sentiment_by_month(acme, LOCAL_ADMIN, 1, as_of=TODAY).table
    assert table.rows[:2] == (("2024-03", -1.0, 1), ("2024-04", None, 0))


def test_the_family_has_parents_above_with_subsidiaries_below(acme: Store) -> None:
    assert [(one.name, one.level) for one in portrait.family(acme, LOCAL_ADMIN, 1)] == [
        ("Group", -1), ("Acme", 0), ("Acme East", 1), ("Acme North", 1),
    ]  # fmt: skip
    assert [one.name for one in portrait.family(acme, LOCAL_ADMIN, 4)] == ["Group", "Acme", "Acme East", "Acme North"]


def test_a_circle_of_parents_ends(acme: Store) -> None:
    with acme.write() as session:
        session.get_one(Account, 4).parent_id = 2
    assert [one.name for one in portrait.family(acme, LOCAL_ADMIN, 1)] == ["Acme North", "Group", "Acme", "Acme East"]


def test_lists_are_tables_of_plain_values(acme: Store) -> None:
    assert portrait.contacts(acme, LOCAL_ADMIN, 1).rows == (("Lin Oh", None, None, None, None, "2024-03-01"),)
    assert portrait.deals(acme, LOCAL_ADMIN, 1).rows == (
        ("1", "Renewal", None, "Won", 1200.0, "EUR", "2024-02-06", None),
    )
    assert portrait.tickets(acme, LOCAL_ADMIN, 1).rows == (
        ("T-1", "Help", "new", None, None, "negative", None, "2024-03-01", None, None),
    )
    assert portrait.orders(acme, LOCAL_ADMIN, 1).rows == (("O-1", "2024-03-01", None, 99.5, "USD", 0),)
    assert portrait.subscriptions(acme, LOCAL_ADMIN, 1).rows == (("Team", None, 10.0, None, "2024-01-01", None, None),)


def test_another_team_sees_nothing_of_it_on_any_part(acme: Store) -> None:
    assert portrait.timeline(acme, BEN, 1) == ()
    assert portrait.family(acme, BEN, 1) == ()
    assert [one.name for one in portrait.family(acme, BEN, 3)] == ["Acme East"]
    lists = (portrait.contacts, portrait.deals, portrait.tickets, portrait.orders, portrait.subscriptions)
    assert [read(acme, BEN, 1).rows for read in lists] == [()] * 5
    drawn = (portrait.usage_by_month, portrait.orders_by_month, portrait.won_by_quarter, portrait.sentiment_by_month)
    assert [read(acme, BEN, 1, as_of=TODAY).table.rows for read in drawn] == [()] * 4
