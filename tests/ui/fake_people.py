"""People and their conversations in memory, for tests of the pages."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from assistant.errors import NotFound
from assistant.views import (
    ConversationRow,
    TurnView,
    UserView,
)
from tests.ui.fake_company import ADA, BEN, NOW


@dataclass
class FakePeople:
    users: dict[int, UserView] = field(default_factory=lambda: {1: ADA, 2: BEN})
    hashes: dict[int, str] = field(default_factory=dict)
    sessions: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=lambda: {"welcome-ada": 1})
    tokens: dict[str, int] = field(default_factory=lambda: {"token-ada": 1})

    def create_session(self, user_id: int, ttl: timedelta) -> str:
        token = secrets.token_urlsafe(16)
        self.sessions[token] = user_id
        return token

    def user_of_session(self, token: str) -> UserView | None:
        return self.users.get(self.sessions.get(token, 0))

    def revoke_session(self, token: str) -> None:
        self.sessions.pop(token, None)

    def redeem_welcome(self, token: str) -> UserView | None:
        return self.users.get(self.links.pop(token, 0))

    def user_of_api_token(self, token: str) -> UserView | None:
        return self.users.get(self.tokens.get(token, 0))

    def password_hash(self, name: str) -> tuple[int, str] | None:
        for user in self.users.values():
            if user.name.casefold() == name.casefold() and user.id in self.hashes:
                return user.id, self.hashes[user.id]
        return None

    def set_password_hash(self, user_id: int, password_hash: str) -> None:
        self.hashes[user_id] = password_hash


@dataclass
class Kept:
    user_id: int
    title: str
    turns: list[TurnView] = field(default_factory=list)
    state: Mapping[str, object] = field(default_factory=dict)
    archived: bool = False


@dataclass
class FakeConversations:
    kept: dict[int, Kept] = field(default_factory=dict)
    thumbs: list[tuple[int, int, bool, str]] = field(default_factory=list)

    def _mine(self, user_id: int, conversation_id: int) -> Kept:
        found = self.kept.get(conversation_id)
        if found is None or found.user_id != user_id:
            raise NotFound("conversation", str(conversation_id))
        return found

    def create(self, user_id: int, title: str) -> int:
        self.kept[len(self.kept) + 1] = Kept(user_id, title)
        return len(self.kept)

    def list(self, user_id: int, *, limit: int = 50) -> Sequence[ConversationRow]:
        rows = [
            ConversationRow(i, k.title, NOW) for i, k in self.kept.items() if k.user_id == user_id and not k.archived
        ]
        return rows[::-1][:limit]

    def turns(self, user_id: int, conversation_id: int) -> Sequence[TurnView]:
        return tuple(self._mine(user_id, conversation_id).turns)

    def turn(self, user_id: int, turn_id: int) -> TurnView:
        for kept in self.kept.values():
            for turn in kept.turns:
                if turn.id == turn_id and kept.user_id == user_id:
                    return turn
        raise NotFound("turn", str(turn_id))

    def append(
        self, user_id: int, conversation_id: int, text: str, reply: Mapping[str, object], state: Mapping[str, object]
    ) -> int:
        kept = self._mine(user_id, conversation_id)
        turn_id = sum(len(other.turns) for other in self.kept.values()) + 1
        kept.turns.append(TurnView(turn_id, text, reply, NOW))
        kept.state = state
        return turn_id

    def state(self, user_id: int, conversation_id: int) -> Mapping[str, object]:
        return self._mine(user_id, conversation_id).state

    def rename(self, user_id: int, conversation_id: int, title: str) -> None:
        self._mine(user_id, conversation_id).title = title

    def archive(self, user_id: int, conversation_id: int) -> None:
        self._mine(user_id, conversation_id).archived = True

    def feedback(self, user_id: int, turn_id: int, *, liked: bool, reason: str = "") -> None:
        self.thumbs.append((user_id, turn_id, liked, reason))
