"""The home's own words for places, industries, sizes, products, stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from assistant.records.schema import (
    Account,
    Activity,
    Deal,
    Invoice,
    Order,
    Product,
    Review,
    Subscription,
    Ticket,
    UsageEvent,
)
from assistant.records.store import Store
from assistant.views import UserView

MOST = 5_000  # different values of one field


@dataclass(frozen=True, slots=True)
class HomeWords:
    """Values as they are stored, each list in order of the alphabet."""

    countries: tuple[str, ...]
    cities: tuple[str, ...]
    industries: tuple[str, ...]
    segments: tuple[str, ...]
    lifecycles: tuple[str, ...]
    plans: tuple[str, ...]
    series: tuple[str, ...]
    products: tuple[tuple[int, str, str], ...]  # id, name, series or nothing
    stages: tuple[str, ...]
    lost_reasons: tuple[str, ...]
    holds: frozenset[str]  # objects with rows, by the names of their tables: "ticket", "usage_event"


def home_words(store: Store, user: UserView) -> HomeWords:
    """Read the values that the user may see."""
    with store.read(user) as session:

        def values(column: Any) -> tuple[str, ...]:
            statement = select(column).where(column.is_not(None), column != "").distinct().order_by(column)
            return tuple(session.scalars(statement.limit(MOST)))

        products = session.execute(
            select(Product.id, Product.name, func.coalesce(Product.series, "")).order_by(Product.id).limit(MOST)
        )
        kinds = (Ticket, Order, Subscription, Invoice, UsageEvent, Deal, Review, Activity)
        return HomeWords(
            countries=values(Account.country),
            cities=values(Account.city),
            industries=values(Account.industry),
            segments=values(Account.segment),
            lifecycles=values(Account.lifecycle_stage),
            plans=values(Subscription.plan),
            series=values(Product.series),
            products=tuple((id_, name, series) for id_, name, series in products),
            stages=values(Deal.stage),
            lost_reasons=values(Deal.lost_reason),
            holds=frozenset(
                kind.__tablename__ for kind in kinds if session.scalar(select(kind.id).limit(1)) is not None
            ),
        )
