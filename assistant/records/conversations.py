"""Stored chats: a user reaches the own ones alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.records.schema import Conversation, Feedback, Turn
from assistant.records.signin import Clock, utc_now
from assistant.records.store import Store
from assistant.views import ConversationRow, TurnView

LONGEST_TITLE = 80  # characters


class Conversations:
    """Chats with their turns; one of somebody else is answered like one that does not exist."""

    def __init__(self, store: Store, clock: Clock = utc_now) -> None:
        self._store = store
        self._clock = clock

    def create(self, user_id: int, title: str) -> int:
        """Start a conversation; returns its id."""
        now = self._clock()
        with self._store.write() as session:
            row = Conversation(user_id=user_id, title=_title(title), state={}, created_at=now, updated_at=now)
            session.add(row)
            session.flush()
            return row.id

    def list(self, user_id: int, *, limit: int = 50) -> Sequence[ConversationRow]:
        """The user's conversations, last used first, archived ones left out."""
        statement = (
            select(Conversation.id, Conversation.title, Conversation.updated_at)
            .where(Conversation.user_id == user_id, Conversation.archived_at.is_(None))
            .order_by(Conversation.updated_at.desc(), Conversation.id.desc())
            .limit(limit)
        )
        with self._store.trusted() as session:
            return [ConversationRow(*row) for row in session.execute(statement)]

    def turns(self, user_id: int, conversation_id: int) -> Sequence[TurnView]:
        """Its turns, oldest first.

        Raises:
            NotFound: The conversation is not the user's.
        """
        with self._store.trusted() as session:
            _own(session, user_id, conversation_id)
            rows = session.scalars(select(Turn).where(Turn.conversation_id == conversation_id).order_by(Turn.id))
            return [_view(row) for row in rows]

    def turn(self, user_id: int, turn_id: int) -> TurnView:
        """One turn.

        Raises:
            NotFound: It is not in a conversation of the user.
        """
        with self._store.trusted() as session:
            return _view(_own_turn(session, user_id, turn_id))

    def append(
        self, user_id: int, conversation_id: int, text: str, reply: Mapping[str, object], state: Mapping[str, object]
    ) -> int:
        """Add a turn, with what the next one may refer to; returns the turn's id.

        Args:
            user_id: Whose conversation it is.
            conversation_id: To which conversation.
            text: What the user wrote.
            reply: The Reply as JSON.
            state: The Topic as JSON.

        Raises:
            NotFound: The conversation is not the user's.
        """
        now = self._clock()
        with self._store.write() as session:
            conversation = _own(session, user_id, conversation_id)
            conversation.state, conversation.updated_at = dict(state), now
            row = Turn(conversation_id=conversation_id, asked_at=now, text=_storable(text), reply=dict(reply))
            session.add(row)
            session.flush()
            return row.id

    def state(self, user_id: int, conversation_id: int) -> Mapping[str, object]:
        """What a follow-up refers to: the Topic as JSON, empty at first.

        Raises:
            NotFound: The conversation is not the user's.
        """
        with self._store.trusted() as session:
            return _own(session, user_id, conversation_id).state

    def rename(self, user_id: int, conversation_id: int, title: str) -> None:
        """Give it another title.

        Raises:
            NotFound: The conversation is not the user's.
        """
        with self._store.write() as session:
            _own(session, user_id, conversation_id).title = _title(title)

    def archive(self, user_id: int, conversation_id: int) -> None:
        """Take it off the list.

        Raises:
            NotFound: The conversation is not the user's.
        """
        with self._store.write() as session:
            _own(session, user_id, conversation_id).archived_at = self._clock()

    def feedback(self, user_id: int, turn_id: int, *, liked: bool, reason: str = "") -> None:
        """Store a thumb; a second one on the same turn takes the place of the first.

        Raises:
            NotFound: The turn is not in a conversation of the user.
        """
        earlier = select(Feedback).where(Feedback.turn_id == turn_id, Feedback.user_id == user_id)
        with self._store.write() as session:
            _own_turn(session, user_id, turn_id)
            row = session.scalar(earlier) or Feedback(turn_id=turn_id, user_id=user_id)
            row.liked, row.reason, row.at = liked, reason, self._clock()
            session.add(row)


def _own(session: Session, user_id: int, conversation_id: int) -> Conversation:
    found = session.get(Conversation, conversation_id)
    if found is None or found.user_id != user_id:
        raise NotFound("conversation", str(conversation_id))
    return found


def _own_turn(session: Session, user_id: int, turn_id: int) -> Turn:
    statement: Select[Turn] = select(Turn).join(Conversation, Conversation.id == Turn.conversation_id)
    found = session.scalar(statement.where(Turn.id == turn_id, Conversation.user_id == user_id))
    if found is None:
        raise NotFound("turn", str(turn_id))
    return found


def _view(turn: Turn) -> TurnView:
    reply: Mapping[str, Any] = turn.reply
    return TurnView(turn.id, turn.text, reply, turn.asked_at)


def _storable(text: str) -> str:
    """The text with half characters (lone surrogates) as question marks, without NULs: what every database holds."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _title(text: str) -> str:
    words = " ".join(_storable(text).split())
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rstrip() + "…"
