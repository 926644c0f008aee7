"""Features of a past day must not change with what was recorded later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from assistant.predictors.churn import CHURN
from assistant.predictors.features.accounts import COLUMNS
from assistant.predictors.features.columns import matrix
from assistant.predictors.models.arrays import FloatArray
from assistant.predictors.records_facts import StoreFacts
from assistant.records.schema import (
    Account,
    Invoice,
    Message,
    Order,
    Record,
    Subscription,
    Ticket,
    Triage,
    UsageEvent,
)
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

DAY = date(2026, 1, 1)


def at(days: int) -> datetime:
    """A moment some days after `DAY`, or before it when negative."""
    return datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC) + timedelta(days=days)


def on(days: int) -> date:
    return at(days).date()


def before() -> Sequence[Record]:
    """One account with a little of everything, dated before `DAY`."""
    return [
        Account(id=1, name="Kan-code", source_id="K", employees=50),
        Subscription(id=1, account_id=1, starts_at=on(-400), mrr=100.0),
        *(UsageEvent(account_id=1, event="login", at=at(-days), quantity=5.0) for days in (2, 40, 120, 150)),
        Ticket(id=1, account_id=1, subject="Broken", status="open", created_at=at(-20)),
        Message(id=1, ticket_id=1, direction="in", body_text="Nothing works", sent_at=at(-20)),
        Invoice(id=1, account_id=1, due_at=on(-30), amount=100.0),
        Order(id=1, account_id=1, ordered_at=at(-10), total=10.0),
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path)
    with opened.write() as session:
        for record in before():
            session.add(record)
            session.flush()
        session.add(Triage(message_id=1, model_version="v1", sentiment="negative", supported=True, entities=[]))
    yield opened
    opened.close()


def features(store: Store) -> FloatArray:
    return matrix(COLUMNS, StoreFacts(store).accounts(LOCAL_ADMIN, DAY))  # (1, n_columns)


def test_the_features_of_the_day_are_those_of_the_records_before_it(store: Store) -> None:
    values = dict(zip([column.name for column in COLUMNS], features(store)[0], strict=True))
    expected = {
        "usage_change": np.log(11 / 11),
        "usage_last_month": np.log(16 / 11),
        "usage_90": 10,
        "days_since_usage": 2,
        "tickets_unsolved": 1,
        "tickets_90": 1,
        "negative_share_180": 1.0,
        "invoices_late_365": 1,
        "invoices_overdue": 1,
        "orders_change": np.log(2),
        "tenure_days": 400,
        "employees": 50,
    }
    assert values == pytest.approx(expected)


def test_nothing_recorded_on_the_day_or_later_changes_a_feature(store: Store) -> None:
    known = features(store)
    with store.write() as session:
        subscription = session.scalars(select(Subscription)).one()
        subscription.cancelled_at, subscription.ends_at, subscription.mrr = on(20), on(50), 0.0
        ticket = session.scalars(select(Ticket)).one()
        ticket.status, ticket.solved_at = "solved", at(3)
        ticket.csat_score, ticket.reopened_count = 1.0, 4
        session.scalars(select(Invoice)).one().paid_at = on(10)
        session.scalars(select(Account)).one().lifecycle_stage = "churned"
        session.add_all(
            [
                UsageEvent(account_id=1, event="login", at=at(0), quantity=1000.0),
                Ticket(id=2, account_id=1, subject="Cancel", status="open", created_at=at(0)),
                Invoice(account_id=1, due_at=on(0), amount=1.0),
                Order(account_id=1, ordered_at=at(5), total=99.0),
                Subscription(account_id=1, starts_at=on(0), mrr=500.0),
                Message(id=2, ticket_id=1, direction="in", body_text="I leave", sent_at=at(1)),
            ]
        )
        session.flush()
        session.add(Triage(message_id=2, model_version="v1", sentiment="very_negative", supported=True, entities=[]))
    assert features(store) == pytest.approx(known, nan_ok=True)


def test_the_newest_snapshot_ends_its_horizon_before_the_day_asked_about(store: Store) -> None:
    with store.write() as session:
        session.scalars(select(Subscription)).one().cancelled_at = DAY
    unseen = CHURN.examples_until(StoreFacts(store), DAY)
    assert not unseen.outcomes.any()
    seen = CHURN.examples_until(StoreFacts(store), DAY + timedelta(days=1))
    assert seen.outcomes.tolist().count(True) > 0
