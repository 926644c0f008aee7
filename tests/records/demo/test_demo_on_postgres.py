"""The demo company in a PostgreSQL database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select

from assistant.records.demo import load
from assistant.records.schema import Account, Message
from assistant.records.store import Store


def test_every_reference_holds_at_once_while_new_rows_get_ids_after_those_of_the_company(
    postgres_store: Store,
) -> None:
    counts = load(postgres_store, scale=0.05)
    with postgres_store.write() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == counts.messages
        company = Account(name="New here", created_at=datetime(2026, 7, 1, tzinfo=UTC))
        session.add(company)
        session.flush()
        assert company.id == counts.accounts + 1
