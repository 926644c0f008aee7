"""The exchange rates of a home."""

from __future__ import annotations

from sqlalchemy import select

from assistant.records.schema import ExchangeRate
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN


def rated_currencies(store: Store) -> tuple[str, ...]:
    """The currencies that have an exchange rate, sorted."""
    with store.read(LOCAL_ADMIN) as session:
        return tuple(session.scalars(select(ExchangeRate.currency).distinct().order_by(ExchangeRate.currency)))
