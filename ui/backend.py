"""What the pages need of the assistant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from assistant.context import Chore, Records
from assistant.desk.duplicates import Duplicates
from assistant.desk.imports import Imports
from assistant.desk.teaching.newintents import NewIntents
from assistant.desk.teaching.standing import Standing
from assistant.desk.teaching.teaching import Teaching
from assistant.messages import Reply, Session
from assistant.records.export import Sheet
from assistant.views import ConversationRow, TurnView, UserView


class People(Protocol):
    """Users, their sessions, their secrets."""

    def create_session(self, user_id: int, ttl: timedelta) -> str:
        """A new session's token; only its hash is stored."""
        ...

    def user_of_session(self, token: str) -> UserView | None:
        """Whose session this is, unless it is unknown, expired or revoked."""
        ...

    def revoke_session(self, token: str) -> None:
        """End a session."""
        ...

    def redeem_welcome(self, token: str) -> UserView | None:
        """Use up a one-time link; None when it is unknown, used or older than 30 minutes."""
        ...

    def user_of_api_token(self, token: str) -> UserView | None:
        """Whose bearer token this is."""
        ...

    def password_hash(self, name: str) -> tuple[int, str] | None:
        """Id and stored hash of the active user with this name or e-mail address."""
        ...

    def set_password_hash(self, user_id: int, password_hash: str) -> None:
        """Store a user's password hash; every other session of theirs ends."""
        ...


class Conversations(Protocol):
    """A user's chats; every method checks that the conversation is the user's.

    Raises:
        NotFound: The conversation or turn is not the user's.
    """

    def create(self, user_id: int, title: str) -> int:
        """Start a conversation."""
        ...

    def list(self, user_id: int, *, limit: int = 50) -> Sequence[ConversationRow]:
        """The user's conversations, newest first, archived ones left out."""
        ...

    def turns(self, user_id: int, conversation_id: int) -> Sequence[TurnView]:
        """Its turns, oldest first."""
        ...

    def turn(self, user_id: int, turn_id: int) -> TurnView:
        """One turn."""
        ...

    def append(
        self, user_id: int, conversation_id: int, text: str, reply: Mapping[str, object], state: Mapping[str, object]
    ) -> int:
        """Add a turn; returns its id."""
        ...

    def state(self, user_id: int, conversation_id: int) -> Mapping[str, object]:
        """What a follow-up refers to."""
        ...

    def rename(self, user_id: int, conversation_id: int, title: str) -> None:
        """Give it another title."""
        ...

    def archive(self, user_id: int, conversation_id: int) -> None:
        """Take it off the list."""
        ...

    def feedback(self, user_id: int, turn_id: int, *, liked: bool, reason: str = "") -> None:
        """Store a thumb."""
        ...


class Backend(Protocol):
    """The assistant behind the pages."""

    @property
    def records(self) -> Records:
        """The customer records."""
        ...

    @property
    def people(self) -> People:
        """Users and their sessions."""
        ...

    @property
    def conversations(self) -> Conversations:
        """Stored chats."""
        ...

    @property
    def duplicates(self) -> Duplicates:
        """Pairs of records that may be one."""
        ...

    @property
    def imports(self) -> Imports:
        """Uploads on their way to records."""
        ...

    @property
    def teaching(self) -> Teaching:
        """Corrections of labels."""
        ...

    @property
    def new_intents(self) -> NewIntents:
        """The home's own intents."""
        ...

    def standing_now(self) -> Standing:
        """From which confidence on intents stand without a person's look, at present."""
        ...

    def settle_standing(self, user: UserView) -> Standing:
        """Work that confidence out anew, from every judgement so far.

        Raises:
            Forbidden: The role may not settle it.
        """
        ...

    @property
    def as_of(self) -> date:
        """What today means."""
        ...

    @property
    def company(self) -> str:
        """Whose records these are."""
        ...

    def respond(self, text: str, session: Session) -> Reply:
        """Answer one message; expected failures are replies."""
        ...

    def user_view(self, user_id: int) -> UserView:
        """The user as they are now."""
        ...

    def status(self) -> tuple[str, ...]:
        """What does not work at present, one sentence each."""
        ...

    def chores(self) -> Sequence[Sequence[Chore]]:
        """What there is to do now and then, in rounds; the chores of one round do not wait for each other."""
        ...

    def conversation_rows(self, user: UserView) -> Sheet:
        """One row a conversation that the user may see: labels, times, rating."""
        ...

    def tag(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Read customers' messages, in the shape of the `tag` verb."""
        ...

    def ask_json(self, text: str, user: UserView) -> dict[str, Any]:
        """Answer one question, in the shape of `ask --json`."""
        ...

    def predict_json(self, name: str, user: UserView, *, account: str | None = None) -> dict[str, Any]:
        """Predict, in the shape of `predict --json`.

        Raises:
            NotFound: No such predictor, or no such account.
        """
        ...
