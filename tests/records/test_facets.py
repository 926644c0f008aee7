"""Accounts listed by conditions: every fact, on both databases, under the row rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, text

from assistant.records.facets import Condition, Mention, MentionFilter, Order, home_words, listing, mentions
from assistant.records.facets.attributes import ATTRIBUTES
from assistant.records.facets.listing import MEASURES
from assistant.records.schema import (
    Account,
    Activity,
    Deal,
    Invoice,
    Message,
    OrderItem,
    Product,
    Review,
    Subscription,
    Ticket,
    Triage,
    UsageEvent,
)
from assistant.records.schema import Order as OrderRow
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

TODAY = date(2026, 6, 30)
NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)
ADA, BEN = UserView(1, "Ada", "agent", team_id=1), UserView(2, "Ben", "agent", team_id=2)


@pytest.fixture
def company(two_teams: Store) -> Store:
    """Alder, Birch belong to Ada's team, Cedar to Ben's."""
    with two_teams.write() as session:
        session.add_all([Product(id=1, name="Heron", series="Birds"), Product(id=2, name="Finch")])
        session.flush()
        session.execute(
            insert(Account),
            [
                {
                    "id": 1,
                    "name": "Alder Brewing",
                    "industry": "Food",
                    "country": "Kenya",
                    "city": "Nairobi",
                    "segment": "Small",
                    "lifecycle_stage": "customer",
                    "employees": 12,
                    "owner_id": 1,
                    "parent_id": None,
                    "founded_year": 1890,
                },
                {
                    "id": 2,
                    "name": "Birch Foods",
                    "industry": "Food",
                    "country": "Norway",
                    "city": "Oslo",
                    "segment": "Large",
                    "lifecycle_stage": "churned",
                    "employees": 900,
                    "owner_id": 1,
                    "parent_id": 1,
                    "founded_year": 1990,
                },
                {
                    "id": 3,
                    "name": "Cedar Clinic",
                    "industry": "Health",
                    "country": "Kenya",
                    "city": "Kisumu",
                    "segment": "Small",
                    "lifecycle_stage": "customer",
                    "employees": 40,
                    "owner_id": 2,
                    "parent_id": None,
                    "founded_year": None,
                },
            ],
        )
        day = timedelta(days=1)
        session.add_all(
            [
                OrderRow(id=1, account_id=1, ordered_at=NOON - 10 * day, total=500, currency="USD"),
                OrderRow(id=2, account_id=3, ordered_at=NOON - 400 * day, total=2000, currency="USD"),
                OrderRow(id=3, account_id=1, ordered_at=NOON - 5 * day, total=9, status="cancelled"),
            ]
        )
        session.flush()
        session.add_all(
            [
                OrderItem(id=1, order_id=1, product_id=1),
                OrderItem(id=2, order_id=2, product_id=2),
                OrderItem(id=3, order_id=3, product_id=2),
                Subscription(id=1, account_id=1, plan="Basic", mrr=50, ends_at=TODAY + 20 * day),
                Subscription(id=2, account_id=2, plan="Team", mrr=90, cancelled_at=TODAY - 30 * day),
                Subscription(id=3, account_id=3, plan="Team", mrr=90, ends_at=TODAY + 200 * day),
                Deal(id=1, account_id=1, stage="Talks", amount=700, close_date=TODAY + 9 * day),
                Deal(id=2, account_id=3, stage="Won", is_closed=True, is_won=True, close_date=TODAY - 9 * day),
                Deal(id=3, account_id=2, stage="Lost", is_closed=True, lost_reason="Price", close_date=TODAY - 9 * day),
                Invoice(id=1, account_id=1, amount=70, issued_at=TODAY - 50 * day, due_at=TODAY - 20 * day),
                Invoice(id=2, account_id=3, amount=70, due_at=TODAY - 20 * day, paid_at=TODAY - 10 * day),
                Review(id=1, account_id=3, product_id=1, rating=1, body="bad", posted_at=NOON - 3 * day),
                UsageEvent(account_id=1, event="login", at=NOON - 100 * day, quantity=100),
                UsageEvent(account_id=1, event="login", at=NOON - 2 * day, quantity=20),
                UsageEvent(account_id=3, event="login", at=NOON - 95 * day, quantity=30),
            ]
        )
        session.add_all(
            [
                Ticket(id=1, number="71", subject="Late", account_id=1, status="open", priority="urgent",
                       created_at=NOON - 2 * day, csat_score=1, assignee_id=1),
                Ticket(id=2, number="72", subject="Fine", account_id=3, status="closed", owner_id=2,
                       created_at=NOON - 60 * day, csat_score=5, reopened_count=1),
            ]
        )  # fmt: skip
        session.flush()
        session.add_all(
            [
                Message(id=1, ticket_id=1, direction="in", body_text="It is late!", sent_at=NOON - 2 * day),
                Message(id=2, ticket_id=2, direction="in", body_text="All fine", sent_at=NOON - 60 * day),
            ]
        )
        session.flush()
        session.add_all(
            [
                Triage(message_id=1, model_version="a", intent="track_order", sentiment_level=-1, frustrated=True,
                       language="en", supported=True),
                Triage(message_id=2, model_version="a", intent="review", sentiment_level=1, frustrated=False,
                       language="fr", supported=True),
            ]
        )  # fmt: skip
    return two_teams


def keys(store: Store, *conditions: Condition, user: UserView = LOCAL_ADMIN, order: Order | None = None) -> list[int]:
    return [account.id for account in listing(store, user, conditions, as_of=TODAY, order=order).accounts]


CASES: list[tuple[Condition, list[int]]] = [
    (Condition("country", "", values=("Kenya",)), [1, 3]),
    (Condition("country", "", values=("Kenya",), negated=True), [2]),
    (Condition("city", "", values=("Oslo",)), [2]),
    (Condition("industry", "", values=("Food",)), [1, 2]),
    (Condition("segment", "", values=("Small",)), [1, 3]),
    (Condition("lifecycle", "", values=("churned",)), [2]),
    (Condition("described", "", values=("brew", "clinic")), [1, 3]),
    (Condition("employees", "", least=10, most=50), [1, 3]),
    (Condition("annual_revenue", "", least=1), []),
    (Condition("founded_year", "", most=1899), [1]),
    (Condition("owner", "", ids=(1,)), [1, 2]),
    (Condition("team", "", ids=(2,)), [3]),
    (Condition("subsidiary", ""), [2]),
    (Condition("bought", "", ids=(1,)), [1]),
    (Condition("bought", "", ids=(2,)), [3]),
    (Condition("bought", "", values=("Team",)), [2, 3]),
    (Condition("spent", "", least=600), [3]),
    (Condition("spent", "", least=400, since=date(2026, 1, 1)), [1]),
    (Condition("billed", "", least=1), [1, 3]),
    (Condition("orders", "", negated=True), [2]),
    (Condition("last_order", "", until=date(2026, 1, 1)), [3]),
    (Condition("monthly_value", "", least=60), [3]),
    (Condition("renewal", "", since=TODAY, until=date(2026, 8, 1)), [1]),
    (Condition("subscribed", "", negated=True), [2]),
    (Condition("cancelled", "", since=date(2026, 5, 1)), [2]),
    (Condition("open_deals", ""), [1]),
    (Condition("open_deals", "", values=("Other",)), []),
    (Condition("open_deals", "", negated=True), [2, 3]),
    (Condition("won_deals", ""), [3]),
    (Condition("lost_deals", "", values=("Price",)), [2]),
    (Condition("deal_amount", "", least=600), [1]),
    (Condition("tickets", "", values=("open", "urgent")), [1]),
    (Condition("tickets", "", values=("reopened",)), [3]),
    (Condition("tickets", "", ids=(1,)), [1]),
    (Condition("tickets", "", negated=True), [2]),
    (Condition("mood", "", values=("negative",)), [1]),
    (Condition("rated", "", values=("4", "5")), [3]),
    (Condition("reviewed", "", values=("1", "2"), ids=(1,)), [3]),
    (Condition("reviewed", "", values=("1", "2"), ids=(2,)), []),
    (Condition("language", "", values=("fr",)), [3]),
    (Condition("late_invoices", ""), [1, 3]),
    (Condition("overdue_invoices", ""), [1]),
    (Condition("usage_fall", "", least=0.5), [1, 3]),
    (Condition("usage_fall", "", least=0.9), [3]),
    (Condition("last_login", "", until=date(2026, 6, 1)), [3]),
    (Condition("last_contact", "", until=date(2026, 6, 1)), [3]),
]


def test_every_fact_keeps_the_accounts_it_is_true_of(company: Store) -> None:
    assert {condition.fact for condition, _ in CASES} == {*ATTRIBUTES, *MEASURES}
    wrong = [(condition, found) for condition, ids in CASES if (found := keys(company, condition)) != ids]
    assert wrong == []


def test_a_meeting_yet_to_come_is_no_contact(company: Store) -> None:
    with company.write() as session:
        session.add(Activity(kind="meeting", account_id=3, done_at=NOON + timedelta(days=1)))
    assert keys(company, Condition("last_contact", "", until=date(2026, 6, 1))) == [3]


def test_conditions_hold_together_with_their_evidence_in_order(company: Store) -> None:
    conditions = (Condition("country", "", values=("Kenya",)), Condition("employees", "", least=1))
    found = listing(company, LOCAL_ADMIN, conditions, as_of=TODAY, order=Order("employees", True, "", place=1))
    assert [(one.key, one.name, one.evidence) for one in found.accounts] == [
        ("3", "Cedar Clinic", ("Kenya", 40)),
        ("1", "Alder Brewing", ("Kenya", 12)),
    ]


def test_the_query_that_is_shown_gives_the_same_accounts_as_shown(company: Store) -> None:
    found = listing(company, ADA, (Condition("tickets", "", values=("open",)),), as_of=TODAY)
    with company.reading.connect() as connection:
        rows = connection.execute(text(found.query.replace(":", "\\:"))).all()
    assert (
        [(row[0], row[2]) for row in rows] == [(one.id, one.name) for one in found.accounts] == [(1, "Alder Brewing")]
    )


def test_another_teams_accounts_with_their_tickets_are_never_listed(company: Store) -> None:
    assert keys(company, Condition("country", "", values=("Kenya",)), user=ADA) == [1]
    assert keys(company, Condition("country", "", values=("Kenya",)), user=BEN) == [3]
    assert keys(company, user=BEN, order=Order("spent", True, "")) == [3]
    assert [one.account for one in mentions(company, BEN, MentionFilter(), tickets=[1, 2])] == ["Cedar Clinic"]
    assert home_words(company, BEN).cities == ("Kisumu",)


def test_tickets_come_with_account_tone_intent(company: Store) -> None:
    wanted = MentionFilter(since=date(2026, 6, 1), marks=("open",), tone="negative", assignees=(1,))
    assert mentions(company, LOCAL_ADMIN, wanted, accounts=[1, 3]) == [
        Mention(
            1, "71", "Late", 1, "1", "Alder Brewing", NOON - timedelta(days=2), "track_order", -1, -1, frustrated=True
        )
    ]
    assert mentions(company, LOCAL_ADMIN, MentionFilter(tone="positive"))[0].number == "72"


def test_a_message_that_was_read_again_sounds_as_in_its_newest_reading(company: Store) -> None:
    with company.write() as session:
        session.add(Triage(message_id=1, model_version="b", intent="complaint", sentiment_level=0, frustrated=False,
                           language="en", supported=True))  # fmt: skip
    (found,) = mentions(company, LOCAL_ADMIN, MentionFilter(), tickets=[1])
    assert (found.sentiment_level, found.highest_level, found.frustrated) == (0, 0, False)
    assert found.intent == "complaint"


def test_the_homes_own_words_are_read(company: Store) -> None:
    words = home_words(company, LOCAL_ADMIN)
    assert (words.countries, words.industries, words.plans) == (
        ("Kenya", "Norway"),
        ("Food", "Health"),
        ("Basic", "Team"),
    )
    assert words.products == ((1, "Heron", "Birds"), (2, "Finch", ""))
    assert words.lost_reasons == ("Price",)
