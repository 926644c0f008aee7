"""Reads everything about one account."""

from assistant.records.portrait.family import family
from assistant.records.portrait.lists import contacts, deals, orders, subscriptions, tickets
from assistant.records.portrait.series import orders_by_month, sentiment_by_month, usage_by_month, won_by_quarter
from assistant.records.portrait.timeline import KINDS, timeline

__all__ = [
    "KINDS",
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
