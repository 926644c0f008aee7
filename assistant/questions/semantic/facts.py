"""The words for support and commerce, read from the table beside this file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.questions.plan import Cond

FACTS = (
    "order_item",
    "message",
    "campaign_member",
    "ticket",
    "order",
    "subscription",
    "invoice",
    "quota",
    "contact",
    "campaign",
)
"""Objects whose rows are read for questions that are not about deals."""

GENERIC = frozenset(
    ("value", "values", "amount", "amounts", "worth", "cost", "costs", "spend", "discount", "discounts", "age")
) | frozenset(("unit price", "unit prices"))
"""Words for figures that do not tell the object by themselves."""

MAIN = {
    "order": "order.total",
    "subscription": "subscription.mrr",
    "invoice": "invoice.amount",
    "campaign": "campaign.cost",
}
"""The figure meant by the size of an object."""

AGGREGATES = {"sum": "total", "avg": "average", "median": "median", "min": "lowest", "max": "highest"}
"""Aggregates as they are called in an answer."""

_TODAY = "today"
_TESTS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "ticket|open": (("ticket.state", "=", ("open",)),),
    "ticket|solved": (("ticket.state", "=", ("solved",)),),
    "ticket|unassigned": (("ticket.assignee", "missing", ()),),
    "ticket|reopened": (("ticket.reopened_count", ">", ("0",)),),
    "ticket|frustrated": (("label.frustrated", "=", ("true",)),),
    "ticket|rated": (("ticket.csat_score", "present", ()),),
    "invoice|unpaid": (("invoice.paid_at", "missing", ()),),
    "invoice|paid": (("invoice.paid_at", "present", ()),),
    "invoice|overdue": (("invoice.paid_at", "missing", ()), ("invoice.due_at", "<", (_TODAY,))),
    "subscription|active": (("subscription.cancelled_at", "missing", ()),),
    "subscription|cancelled": (("subscription.cancelled_at", "present", ()),),
    "contact|opted_out": (("contact.opt_out", "=", ("true",)),),
    "contact|primary": (("contact.is_primary", "=", ("true",)),),
    "campaign_member|responded": (("campaign_member.responded_at", "present", ()),),
    "campaign_member|treated": (("campaign_member.treated", "=", ("true",)),),
    "campaign_member|control": (("campaign_member.treated", "=", ("false",)),),
    "message|inbound": (("message.direction", "=", ("in",)),),
    "message|outbound": (("message.direction", "=", ("out",)),),
    "message|note": (("message.direction", "=", ("note",)),),
}

CATEGORIES = (
    "ticket.status",
    "ticket.priority",
    "ticket.type",
    "ticket.channel",
    "ticket.group",
    "message.channel",
    "label.intent",
    "label.sentiment",
    "label.urgency",
    "label.language",
    "contact.language",
    "contact.title",
    "order.status",
    "subscription.plan",
    "campaign.name",
    "campaign.channel",
    "account.country",
    "account.industry",
    "account.segment",
    "account.lifecycle_stage",
    "account.city",
    "product.series",
    "owner.region",
    "order.currency",
    "invoice.currency",
    "subscription.currency",
)
"""Fields whose values are known as words, the likelier meaning first."""


def conditions(test: str, today: str) -> tuple[Cond, ...]:
    """The conditions that a word such as "overdue" stands for."""
    return tuple(
        Cond(field, op, tuple(today if value == _TODAY else value for value in values))  # type: ignore[arg-type]
        for field, op, values in _TESTS[test]
    )


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """Phrases by kind, then by what they stand for."""
    found: dict[str, dict[str, list[str]]] = json.loads(
        Path(__file__).with_name("facts.json").read_text(encoding="utf-8")
    )
    return found


@cache
def fixed_values() -> dict[str, tuple[str, ...]]:
    """Values that a field may have even where no row does."""
    found: dict[str, Any] = {
        field: tuple(value.replace(" ", "_") for value in values) for field, values in table()["value"].items()
    }
    return {**found, "label.intent": tuple(intent.name for intent in CUSTOMER_SERVICE.intents)}
