"""Everything about one account on one page."""

from assistant.records.portrait.family import FamilyMember, family
from assistant.records.portrait.lists import contacts, deals, orders, subscriptions, tickets
from assistant.records.portrait.series import (
    Series,
    orders_by_month,
    sentiment_by_month,
    usage_by_month,
    won_by_quarter,
)
from assistant.records.portrait.timeline import Event, timeline

__all__ = [
    "Event",
    "FamilyMember",
    "Series",
    "contacts",
    "deals",
    "family",
    "orders",
    "orders_by_month",
    "sentiment_by_month",
    "subscriptions",
    "tickets",
    "timeline",
    "usage_by_month",
    "won_by_quarter",
]
