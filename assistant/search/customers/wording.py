"""How requests, with what came of them, are told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from assistant.messages import Cell
from assistant.records.facets import Condition, Listed, Order
from assistant.search.customers.request import Request

UNREADABLE = (
    "I can't tell which customers you mean: name a place, an industry, a size, a product, "
    "or what they bought, owe or wrote about."
)
COLUMNS = {
    "country": "country",
    "city": "city",
    "industry": "industry",
    "segment": "segment",
    "lifecycle": "stage",
    "described": "what they do",
    "employees": "employees",
    "annual_revenue": "annual revenue",
    "founded_year": "founded",
    "owner": "owner",
    "team": "team",
    "subsidiary": "parent",
    "bought": "purchases",
    "spent": "spent",
    "billed": "billed",
    "orders": "orders",
    "last_order": "last order",
    "monthly_value": "monthly value",
    "renewal": "ends on",
    "subscribed": "subscriptions",
    "cancelled": "cancelled on",
    "open_deals": "open deals",
    "won_deals": "won deals",
    "lost_deals": "lost deals",
    "deal_amount": "deal amount",
    "tickets": "tickets",
    "mood": "messages",
    "rated": "ratings",
    "reviewed": "reviews",
    "language": "messages in it",
    "late_invoices": "late invoices",
    "overdue_invoices": "overdue invoices",
    "usage_fall": "usage fell by",
    "last_login": "last login",
    "last_contact": "last contact",
}
EARLIEST = {
    "renewal": "end, soonest first",
    "last_order": "last order, longest ago first",
    "last_login": "last login, longest ago first",
    "last_contact": "last contact, longest ago first",
}
MOST = {
    "late_invoices": "late invoices, most first",
    "overdue_invoices": "overdue invoices, most first",
    "usage_fall": "fall of usage, steepest first",
    "mood": "such messages, most first",
    "rated": "such ratings, most first",
    "spent": "what they spent, most first",
    "billed": "what was billed, most first",
    "reviewed": "such reviews, most first",
    "monthly_value": "monthly value, highest first",
    "deal_amount": "deal amount, highest first",
    "cancelled": "day of cancellation, newest first",
    "tickets": "tickets, most first",
    "orders": "orders, most first",
    "employees": "employees, most first",
    "annual_revenue": "annual revenue, highest first",
    "lost_deals": "lost deals, most first",
    "won_deals": "won deals, most first",
    "open_deals": "open deals, most first",
}
"""What a listing goes by when nothing else is asked for, by the first fact that has an order."""


def order_of(request: Request) -> Order | None:
    """What accounts are listed by: what was asked for, else the first fact that has an order of its own."""
    if request.order is not None:
        return request.order
    for fact, said in (*EARLIEST.items(), *MOST.items()):
        for place, condition in enumerate(request.conditions):
            if condition.fact == fact and not condition.negated:
                return Order(condition.fact, fact in MOST, said, place)
    return None


def columns(request: Request) -> tuple[str, ...]:
    """Names of the facts that are shown, one a condition that is not negated."""
    names = [COLUMNS[condition.fact] for condition in request.conditions if not condition.negated]
    if request.order is not None:
        names.append(COLUMNS[request.order.fact])
    return tuple(name if names.index(name) == place else f"{name} ({place + 1})" for place, name in enumerate(names))


def cells(request: Request, account: Listed) -> Iterator[Cell]:
    """The values of the facts that are shown."""
    for condition, value in zip(request.conditions, account.evidence, strict=False):
        if not condition.negated:
            yield cell(value)
    if request.order is not None and len(account.evidence) > len(request.conditions):
        yield cell(account.evidence[-1])


def cell(value: object) -> Cell:
    """A database value as a cell."""
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return value if isinstance(value, str | int | None) else str(value)


def unknown(conditions: Sequence[Condition]) -> str:
    """A sentence when a place is meant where the records hold no account at all; empty otherwise."""
    for condition in conditions:
        if condition.fact in ("country", "city") and not condition.values and not condition.negated:
            return f"The records hold no account {condition.said}."
    return ""


NEEDS: dict[str, tuple[str, ...]] = {
    "bought": ("order", "subscription", "deal"),
    "spent": ("order", "deal"),
    "billed": ("invoice",),
    "orders": ("order",),
    "last_order": ("order",),
    "monthly_value": ("subscription",),
    "renewal": ("subscription",),
    "subscribed": ("subscription",),
    "cancelled": ("subscription",),
    "open_deals": ("deal",),
    "won_deals": ("deal",),
    "lost_deals": ("deal",),
    "deal_amount": ("deal",),
    "tickets": ("ticket",),
    "mood": ("ticket",),
    "rated": ("ticket",),
    "language": ("ticket",),
    "reviewed": ("review",),
    "late_invoices": ("invoice",),
    "overdue_invoices": ("invoice",),
    "usage_fall": ("usage_event",),
    "last_login": ("usage_event",),
    "last_contact": ("ticket", "activity"),
}
"""Objects of which a fact needs rows of at least one."""

ROWS = {"usage_event": "usage", "activity": "activities"}
"""What rows of an object are called where it is not its name with an s."""


def unheld(request: Request, holds: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """That the records hold nothing a part of the request could be told from, with what is left; else nothing."""
    for condition in request.conditions:
        needed = NEEDS.get(condition.fact, ())
        if needed and not any(name in holds for name in needed):
            others = ", ".join(other.said for other in request.conditions if other is not condition)
            sentence = f"I can't tell which accounts have “{condition.said}”: the records hold no {_rows(needed)}."
            return sentence, (f"find customers {others}",) if others else ()
    if request.topic and "ticket" not in holds:
        others = ", ".join(condition.said for condition in request.conditions)
        sentence = f"I can't tell who {request.topic.said}: the records hold no tickets."
        return sentence, (f"find customers {others}",) if others else ()
    return "", ()


def _rows(names: Sequence[str]) -> str:
    return " or ".join(ROWS.get(name, f"{name}s") for name in names)


def emptied(request: Request, left: int, condition: Condition | None) -> tuple[str, tuple[str, ...]]:
    """Why nothing is left, with a way on."""
    asked = ", ".join(condition.said for condition in request.conditions)
    if condition is None:
        return f"No account fits: {asked}.", ()
    others = ", ".join(other.said for other in request.conditions if other is not condition)
    fit = "account fits" if left == 1 else "accounts fit"
    return (
        f"No account fits all of this: {asked}. Without “{condition.said}”, {left:,} {fit}.",
        (f"find customers {others}",),
    )


def unsaid(request: Request, elsewhere: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """That nobody who meets the facts wrote about the topic, with who else did."""
    said = request.topic.said if request.topic else f"is like “{request.kind}”"
    where = f" ({request.when_said})" if request.when_said else ""
    among = ", ".join(condition.said for condition in request.conditions)
    if not elsewhere:
        return f"I found no customer{' ' + among if among else ''} who {said}{where}.", ()
    words = request.topic.words if request.topic else request.kind
    verb = "complained about" if request.topic and request.topic.tone == "negative" else "wrote about"
    sentence = f"No account ({among}) {said}{where}; elsewhere {', '.join(elsewhere)} did."
    return sentence, (f"which customers {verb} {words}",)
