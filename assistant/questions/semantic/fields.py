"""The fields of every object, with their type, unit and label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.questions.semantic.custom import custom_label, custom_parts
from assistant.questions.semantic.money import RATED

Type = Literal["text", "number", "money", "date", "time", "bool", "rate", "days", "year", "state"]


@dataclass(frozen=True, slots=True)
class Field:
    """One fact about a row; a computed field has no column of its own."""

    name: str  # node.field
    type: Type
    label: str
    column: str = ""  # empty: computed from other columns
    key: str = ""  # of a custom field: its name in the JSON column

    @property
    def node(self) -> str:
        """The node the field belongs to."""
        return self.name.split(".")[0]


def _of(node: str, *rows: tuple[str, Type, str, str]) -> list[Field]:
    return [Field(f"{node}.{name}", kind, label, column) for name, kind, label, column in rows]


def _priced(node: str) -> list[Field]:
    """The currency of a row's amount, with what one unit of it is worth where a question asks."""
    return _of(node, ("currency", "text", "currency", "currency"), ("rate", "number", "exchange rate", ""))


def _account(node: str, title: str) -> list[Field]:
    return _of(
        node,
        ("name", "text", title, "name"),
        ("industry", "text", "sector", "industry"),
        ("employees", "number", "employees", "employees"),
        ("annual_revenue", "money", "annual revenue", "annual_revenue"),
        ("country", "text", "country", "country"),
        ("city", "text", "city", "city"),
        ("segment", "text", "segment", "segment"),
        ("lifecycle_stage", "text", "lifecycle stage", "lifecycle_stage"),
        ("founded_year", "year", "founded", "founded_year"),
        ("domain", "text", "domain", "domain"),
    )


def _user(node: str, title: str) -> list[Field]:
    return _of(
        node,
        ("name", "text", title, "name"),
        ("region", "text", "region", "region"),
        ("email", "text", "email", "email"),
        ("id", "number", f"{title}'s number", "id"),
    )


class Fields(Mapping[str, Field]):
    """The fields by name; a custom field's name says all that there is to know of it, so that any home may have it."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._known = {field.name: field for field in fields}

    def __getitem__(self, name: str) -> Field:
        if name in self._known:
            return self._known[name]
        found = custom_parts(name)
        if found is None:
            raise KeyError(name)
        return Field(name, found.type, custom_label(found.key), "", found.key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


FIELDS = Fields(
    (
        *(field for node in sorted(RATED) for field in _priced(node)),
        *_of(
            "deal",
            ("name", "text", "deal", "name"),
            ("stage", "text", "stage", "stage"),
            ("amount", "money", "amount", "amount"),
            ("opened_at", "date", "opened", "opened_at"),
            ("close_date", "date", "closed", "close_date"),
            ("source", "text", "source", "source"),
            ("type", "text", "type", "type"),
            ("lost_reason", "text", "lost reason", "lost_reason"),
            ("next_step", "text", "next step", "next_step"),
            ("probability", "rate", "probability", "probability"),
            ("state", "state", "state", ""),
            ("account", "text", "account", "account_id"),
            ("owner", "text", "rep", "owner_id"),
            ("age", "days", "age in days", ""),
            ("cycle", "days", "days to close", ""),
            ("gap", "money", "list price less amount", ""),
            ("discount", "rate", "discount", ""),
            ("price_ratio", "rate", "amount over list price", ""),
            ("position", "text", "against list price", ""),
            ("closed_weekday", "text", "weekday of closing", ""),
            ("opened_weekday", "text", "weekday of opening", ""),
        ),
        *_account("account", "account"),
        *_of("account", ("parent", "text", "parent company", "parent_id")),
        *_account("parent", "parent company"),
        *_of("account", ("group", "text", "corporate group", "")),
        *_user("owner", "rep"),
        *_user("manager", "manager"),
        *_user("assignee", "assignee"),
        *_of(
            "product",
            ("name", "text", "product", "name"),
            ("series", "text", "series", "series"),
            ("list_price", "money", "list price", "list_price"),
        ),
        *_of(
            "ticket",
            ("number", "text", "ticket", "number"),
            ("subject", "text", "subject", "subject"),
            ("status", "text", "status", "status"),
            ("priority", "text", "priority", "priority"),
            ("type", "text", "type", "type"),
            ("channel", "text", "channel", "channel"),
            ("created_at", "time", "created", "created_at"),
            ("solved_at", "time", "solved", "solved_at"),
            ("csat_score", "number", "satisfaction", "csat_score"),
            ("group", "text", "group", "group"),
            ("reopened_count", "number", "times reopened", "reopened_count"),
            ("assignee", "text", "assignee", "assignee_id"),
            ("response_hours", "number", "hours to first response", ""),
            ("state", "state", "state", ""),
            ("age", "days", "age in days", ""),
            ("solution_days", "days", "days to solve", ""),
        ),
        *_of(
            "contact",
            ("name", "text", "contact", ""),
            ("email", "text", "email", "email"),
            ("phone", "text", "phone", "phone"),
            ("title", "text", "title", "title"),
            ("language", "text", "language", "language"),
            ("opt_out", "bool", "opted out", "opt_out"),
            ("is_primary", "bool", "primary contact", "is_primary"),
        ),
        *_of(
            "order",
            ("number", "text", "order", "number"),
            ("ordered_at", "time", "ordered", "ordered_at"),
            ("status", "text", "status", "status"),
            ("total", "money", "order value", "total"),
        ),
        *_of(
            "subscription",
            ("plan", "text", "plan", "plan"),
            ("mrr", "money", "monthly revenue", "mrr"),
            ("starts_at", "date", "starts", "starts_at"),
            ("ends_at", "date", "ends", "ends_at"),
            ("cancelled_at", "date", "cancelled", "cancelled_at"),
        ),
        *_of(
            "invoice",
            ("number", "text", "invoice", "number"),
            ("amount", "money", "amount", "amount"),
            ("issued_at", "date", "issued", "issued_at"),
            ("due_at", "date", "due", "due_at"),
            ("paid_at", "date", "paid", "paid_at"),
        ),
        *_of(
            "message",
            ("direction", "text", "direction", "direction"),
            ("channel", "text", "channel", "channel"),
            ("sent_at", "time", "sent", "sent_at"),
        ),
        *_of(
            "label",
            ("intent", "text", "intent", "intent"),
            ("sentiment", "text", "sentiment", "sentiment"),
            ("urgency", "text", "urgency", "urgency"),
            ("language", "text", "language", "language"),
            ("frustrated", "bool", "frustrated", "frustrated"),
        ),
        *_of(
            "order_item",
            ("quantity", "number", "units", "quantity"),
            ("unit_price", "money", "unit price", "unit_price"),
            ("discount", "rate", "discount", "discount"),
        ),
        *_of(
            "campaign",
            ("name", "text", "campaign", "name"),
            ("channel", "text", "channel", "channel"),
            ("starts_at", "date", "started", "starts_at"),
            ("cost", "money", "cost", "cost"),
        ),
        *_of(
            "campaign_member",
            ("treated", "bool", "treated", "treated"),
            ("sent_at", "time", "sent", "sent_at"),
            ("responded_at", "time", "responded", "responded_at"),
            ("converted_value", "money", "converted value", "converted_value"),
        ),
        *_of("team", ("name", "text", "team", "name"), ("id", "number", "team's number", "id")),
        *_of(
            "quota",
            ("period_start", "date", "beginning", "period_start"),
            ("period_end", "date", "ending", "period_end"),
            ("days", "days", "length in days", ""),
            ("amount", "money", "quota", "amount"),
        ),
    )
)
