"""A small company of two teams, for tests of the reads behind pages and tools."""

from datetime import UTC, datetime
from typing import Any

from assistant.records.schema import (
    Account,
    Activity,
    Contact,
    Deal,
    KbArticle,
    Message,
    Order,
    OrderItem,
    Product,
    Ticket,
    Triage,
    User,
)
from assistant.views import (
    UserView,
)

ADA = UserView(1, "Ada", "agent", team_id=1)
BEN = UserView(2, "Ben", "agent", team_id=2)


def at(day: int) -> datetime:
    return datetime(2024, 3, day, 12, tzinfo=UTC)


def rows() -> list[list[Any]]:
    """What is loaded, in the order of its references."""
    return [
        [
            User(id=3, name="Cleo", role="manager", region="West", source_id="u3"),
            Product(id=1, name="GTX Pro", series="GTX"),
            Product(id=2, name="MG Special", series="MG"),
            Account(
                id=1,
                name="Acme",
                source_id="A1",
                owner_id=1,
                industry="retail",
                country="Kenya",
                employees=40,
                lifecycle_stage="at_risk",
            ),
            Account(id=2, name="Birch 100% GmbH", owner_id=2, domain="birch.de"),
            KbArticle(id=1, title="Refunds", body="We refund within 30 days.", source_id="kb-1"),
        ],
        [
            User(id=4, name="Dora", manager_id=3),
            Account(id=3, name="acme Labs", owner_id=1, parent_id=1),
            Contact(id=1, account_id=1, first_name="Ann", last_name="Lee", email="Ann@Acme.com", title="CFO"),
            Contact(id=2, account_id=1, last_name="Zed", is_primary=True),
            Contact(id=3, account_id=2, email="bo@birch.de"),
            Deal(
                id=1,
                account_id=1,
                name="D1",
                stage="Won",
                is_closed=True,
                is_won=True,
                amount=100.5,
                currency="USD",
                product_id=1,
            ),
            Deal(id=2, account_id=1, name="D2", stage="Lost", is_closed=True, amount=70),
            Deal(id=3, account_id=1, stage="Engaging", source_id="D-3"),
            Deal(id=4, account_id=1, stage="Engaging", owner_id=2),
            Order(id=1, account_id=1, total=20, number="O-1", currency="USD"),
        ],
        [
            OrderItem(order_id=1, product_id=2),
            Activity(kind="call", account_id=1, done_at=at(9)),
            Ticket(
                id=1,
                account_id=1,
                contact_id=1,
                subject="Where is my order?",
                status="open",
                assignee_id=1,
                created_at=at(1),
            ),
            Ticket(
                id=2,
                account_id=1,
                subject="Thanks",
                status="solved",
                number="T-2",
                created_at=at(2),
                description="All fine",
            ),
            Ticket(id=3, account_id=2, contact_id=3, subject="Invoice wrong", status="new", created_at=at(3)),
            Ticket(id=4, subject="No date", status="open"),
        ],
        [
            Message(id=1, ticket_id=1, direction="in", body_text="It is late", sent_at=at(1)),
            Message(id=2, ticket_id=1, direction="out", body_text="On its way", sent_at=at(2), author_id=1),
            Message(id=3, ticket_id=1, direction="in", body_text="Still late!", sent_at=at(4)),
            Message(id=4, ticket_id=3, direction="in", body_text="Too much", sent_at=at(3)),
        ],
        [
            triage(1, "track_order", "neutral", version="v1"),
            triage(3, "cancel_order", "negative", version="v1"),
            triage(3, "complaint", "very_negative", version="v2"),
            triage(4, "check_invoice", "negative", version="v1"),
        ],
    ]


def triage(message_id: int, intent: str, sentiment: str, *, version: str) -> Triage:
    return Triage(
        message_id=message_id,
        intent=intent,
        intent_confidence=0.9,
        intent_band="high",
        sentiment=sentiment,
        sentiment_confidence=0.6,
        sentiment_band="low",
        urgency="normal",
        supported=True,
        language="en",
        model_version=version,
    )
