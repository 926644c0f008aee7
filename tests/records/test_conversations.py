"""Stored chats."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from assistant.errors import NotFound
from assistant.records.conversations import Conversations
from assistant.records.schema import Feedback
from assistant.records.store import Store
from assistant.views import ConversationRow, TurnView

START = datetime(2024, 3, 1, 9, tzinfo=UTC)


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


@pytest.fixture
def chats(two_teams: Store) -> Conversations:
    """Every look at the clock is a minute later."""
    ticks = count()
    return Conversations(two_teams, lambda: minute(next(ticks)))


def test_a_chat_keeps_its_turns_and_what_a_follow_up_refers_to(chats: Conversations) -> None:
    chat = chats.create(1, "  Win rate \n by region ")
    assert chats.state(1, chat) == {}
    first = chats.append(1, chat, "win rate?", {"text": "40 %"}, {"subject": "A1"})
    second = chats.append(1, chat, "and for Maureen?", {"text": "50 %"}, {"subject": "A2"})
    turns = [
        TurnView(first, "win rate?", {"text": "40 %"}, minute(1)),
        TurnView(second, "and for Maureen?", {"text": "50 %"}, minute(2)),
    ]
    assert chats.turns(1, chat) == turns
    assert chats.turn(1, second) == turns[1]
    assert chats.state(1, chat) == {"subject": "A2"}
    assert chats.list(1) == [ConversationRow(chat, "Win rate by region", minute(2))]


def test_the_list_has_the_last_used_first_and_leaves_out_archived_ones(chats: Conversations) -> None:
    old, new, gone = (chats.create(1, title) for title in ("old", "new", "gone"))
    chats.append(1, old, "again", {}, {})
    chats.archive(1, gone)
    chats.rename(1, new, "x" * 100)
    assert [(row.id, row.title) for row in chats.list(1)] == [(old, "old"), (new, "x" * 79 + "…")]
    assert [row.id for row in chats.list(1, limit=1)] == [old]
    assert chats.list(2) == []


@pytest.mark.parametrize(
    "touch",
    [
        lambda chats, chat, turn: chats.turns(2, chat),
        lambda chats, chat, turn: chats.turn(2, turn),
        lambda chats, chat, turn: chats.append(2, chat, "x", {}, {}),
        lambda chats, chat, turn: chats.state(2, chat),
        lambda chats, chat, turn: chats.rename(2, chat, "x"),
        lambda chats, chat, turn: chats.archive(2, chat),
        lambda chats, chat, turn: chats.feedback(2, turn, liked=False),
        lambda chats, chat, turn: chats.turns(1, 99),
        lambda chats, chat, turn: chats.turn(1, 99),
    ],
)
def test_a_chat_of_somebody_else_is_answered_like_one_that_does_not_exist(
    chats: Conversations, touch: Callable[[Conversations, int, int], object]
) -> None:
    chat = chats.create(1, "mine")
    turn = chats.append(1, chat, "hello", {}, {"subject": "A1"})
    with pytest.raises(NotFound):
        touch(chats, chat, turn)
    assert [row.title for row in chats.list(1)] == ["mine"]
    assert len(chats.turns(1, chat)) == 1


def test_a_second_thumb_takes_the_place_of_the_first(chats: Conversations, two_teams: Store) -> None:
    turn = chats.append(1, chats.create(1, "x"), "hello", {}, {})
    chats.feedback(1, turn, liked=True)
    chats.feedback(1, turn, liked=False, reason="wrong quarter")
    with two_teams.trusted() as session:
        rows = session.scalars(select(Feedback)).all()
        assert [(row.turn_id, row.user_id, row.liked, row.reason) for row in rows] == [
            (turn, 1, False, "wrong quarter")
        ]


def test_half_characters_are_stored_as_question_marks_and_nuls_not_at_all(chats: Conversations) -> None:
    chat = chats.create(1, "ha\0lf \ud800")
    turn = chats.append(1, chat, "ha\0lf \ud800", {"text": "ha\0lf"}, {})
    assert chats.list(1)[0].title == "half ?"
    assert chats.turn(1, turn).text == "half ?"
    assert chats.turn(1, turn).reply == {"text": "ha\0lf"}
