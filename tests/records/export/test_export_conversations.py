"""One row a conversation, and all that is known of one person."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assistant.errors import NotFound
from assistant.records.export import conversations, person
from assistant.records.schema import Account, Contact, Message, Ticket, Triage
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

START = datetime(2024, 3, 1, 9, tzinfo=UTC)
BEN = UserView(2, "Ben", "agent", 2)


@pytest.fixture
def talk(two_teams: Store) -> Store:
    """A ticket of Ada's whose customer grew angry, then was helped."""
    with two_teams.write() as session:
        session.add(Account(id=1, name="Acme", owner_id=1))
        session.flush()
        session.add(Contact(id=1, account_id=1, first_name="Lin", last_name="Oh", email="Lin@Acme.example"))
        session.flush()
        session.add(
            Ticket(
                id=1,
                number="T-1",
                subject="Lost parcel",
                status="solved",
                account_id=1,
                contact_id=1,
                assignee_id=1,
                tags=["vip"],
                created_at=START,
                first_response_at=START + timedelta(minutes=30),
                solved_at=START + timedelta(hours=26),
                csat_score=4,
                csat_comment="ok",
            )
        )
        session.add(Ticket(id=2, number="T-2", subject="Quiet", created_at=START))
        session.flush()
        directions = ("in", "out", "note", "in")
        session.add_all(
            Message(id=n, ticket_id=1, direction=way, body_text=f"text {n}", sent_at=START + timedelta(hours=n))
            for n, way in enumerate(directions, start=1)
        )
        session.flush()
        session.add(_read(1, "track_order", "neutral", 0, urgency="normal", frustrated=False))
        session.add(_read(4, "complaint", "very_negative", -2, urgency="high", frustrated=True))
    return two_teams


def _read(message_id: int, intent: str, sentiment: str, level: int, **more: Any) -> Triage:
    return Triage(
        message_id=message_id, model_version="m", intent=intent, intent_confidence=0.9, intent_band="high",
        sentiment=sentiment, sentiment_level=level, language="en", supported=True, entities=[], **more,
    )  # fmt: skip


def rows(store: Store, user: UserView = LOCAL_ADMIN) -> list[dict[str, object]]:
    sheet = conversations(store, user)
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def test_a_conversation_is_one_row_with_labels_times_rating(talk: Store) -> None:
    first, second = rows(talk)
    assert {key: value for key, value in first.items() if value is not None} == {
        "number": "T-1", "subject": "Lost parcel", "status": "solved", "account": "Acme", "contact": "Lin Oh",
        "contact_email": "Lin@Acme.example", "assignee": "Ada", "tags": "vip",
        "created_at": "2024-03-01T09:00:00+00:00", "first_response_at": "2024-03-01T09:30:00+00:00",
        "solved_at": "2024-03-02T11:00:00+00:00", "first_response_minutes": 30.0, "resolution_hours": 26.0,
        "messages_in": 2, "messages_out": 1, "notes": 1, "intent": "track_order", "intent_confidence": 0.9,
        "intent_band": "high", "sentiment_first": "neutral", "sentiment_last": "very_negative",
        "sentiment_lowest": "very_negative", "sentiment_change": -2, "frustrated": True, "urgency": "high",
        "language": "en", "intent_corrected": False, "csat_score": 4.0, "csat_comment": "ok",
    }  # fmt: skip
    assert (second["messages_in"], second["intent"], second["resolution_hours"]) == (0, None, None)


def test_a_person_s_correction_goes_before_the_model_s_reading(talk: Store) -> None:
    with talk.write() as session:
        reading = session.get(Triage, 1)
        assert reading is not None
        reading.corrected_to = {"intent": "delivery_period", "sentiment": "negative"}
        reading.corrected_by = 1
    first = rows(talk)[0]
    assert (first["intent"], first["intent_corrected"], first["sentiment_first"], first["corrected_by"]) == (
        "delivery_period", True, "negative", "Ada",
    )  # fmt: skip


def test_another_team_s_conversations_are_not_there(talk: Store) -> None:
    assert [row["number"] for row in rows(talk, BEN)] == ["T-2"]


def test_a_person_s_data_holds_what_was_written_with_them_but_no_internal_note(talk: Store) -> None:
    sheets = {sheet.name: [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
              for sheet in person(talk, LOCAL_ADMIN, "lin@acme.EXAMPLE ")}  # fmt: skip
    assert list(sheets) == ["contact", "account", "ticket", "message", "triage"]
    assert [row["body_text"] for row in sheets["message"]] == ["text 1", "text 2", "text 4"]
    assert [row["sentiment"] for row in sheets["triage"]] == ["neutral", "very_negative"]


@pytest.mark.parametrize("user", [LOCAL_ADMIN, BEN])
def test_an_unknown_or_hidden_person_is_not_found(talk: Store, user: UserView) -> None:
    address = "nobody@x.example" if user is LOCAL_ADMIN else "lin@acme.example"
    with pytest.raises(NotFound):
        list(person(talk, user, address))
