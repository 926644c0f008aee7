"""A conversation as the chat page shows it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from assistant.errors import EmptyMessage, NotFound
from assistant.messages import Reply, Result, Session, Table, Topic
from assistant.views import TurnView
from assistant.wire import reply_from_json, reply_to_json
from ui.backend import Backend
from ui.bubbles import Bubble
from ui.handlers.edge import Failure, attempt
from ui.render import ROWS_IN_CHAT, answered, asked, said, working

NEW_CHAT = "New chat"
LONGEST_TITLE = 60  # characters
TURNS_SHOWN = 50
LONGEST_KEPT = 20_000  # characters of a message; a longer one is declined, so its end is never needed
_TOPIC: TypeAdapter[Topic] = TypeAdapter(Topic)


@dataclass(frozen=True, slots=True)
class Rows:
    """The whole table of an answer, for the side panel."""

    table: Table
    download: str


@dataclass(frozen=True, slots=True)
class ChatView:
    """What the chat page shows."""

    conversation_id: int | None
    title: str
    bubbles: tuple[Bubble, ...]
    rows: Rows | None = None
    busy: bool = False


BLANK = ChatView(None, NEW_CHAT, ())


def opened(backend: Backend, user_id: int, conversation_id: int) -> ChatView:
    """An earlier conversation.

    Raises:
        NotFound: It is not the user's.
    """
    turns = backend.conversations.turns(user_id, conversation_id)
    title = title_of(backend, user_id, conversation_id)
    return ChatView(conversation_id, title, _bubbles(turns), _rows(turns[-1]) if turns else None)


def title_of(backend: Backend, user_id: int, conversation_id: int) -> str:
    """The conversation's title.

    Raises:
        NotFound: It is not the user's, or archived.
    """
    for row in backend.conversations.list(user_id):
        if row.id == conversation_id:
            return row.title
    raise NotFound("conversation", str(conversation_id))


def sent(backend: Backend, user_id: int, conversation_id: int | None, text: str) -> Generator[ChatView, None, None]:
    """Answer one message, showing the work on the way; nothing escapes.

    The turn is stored after the last busy view: whoever stops before it leaves no trace.
    """
    start = attempt(lambda: opened(backend, user_id, conversation_id) if conversation_id is not None else BLANK)
    if isinstance(start, Failure):
        yield ChatView(None, NEW_CHAT, (said(start.text, reference=start.reference),))
        return
    if not text.strip():
        yield ChatView(start.conversation_id, start.title, (*start.bubbles, said(EmptyMessage().reply)), start.rows)
        return
    before = (*start.bubbles, asked(text[:LONGEST_KEPT]))
    title = start.title if conversation_id is not None else _title(text)
    yield ChatView(conversation_id, title, (*before, working("Reading your message")), start.rows, busy=True)
    session = attempt(lambda: _session(backend, user_id, conversation_id))
    reply = attempt(lambda: _reply(backend, text, session))
    yield ChatView(conversation_id, title, (*before, working("Writing the answer")), start.rows, busy=True)
    kept = attempt(lambda: _keep(backend, user_id, conversation_id, text, reply, session))
    if isinstance(kept, Failure):
        yield ChatView(conversation_id, title, (*before, said(kept.text, reference=kept.reference)), start.rows)
    else:
        yield kept


def stopped(backend: Backend, user_id: int, conversation_id: int | None) -> ChatView:
    """The conversation after the person stopped an answer."""
    start = opened(backend, user_id, conversation_id) if conversation_id is not None else BLANK
    return ChatView(
        start.conversation_id, start.title, (*start.bubbles, said("Stopped. Nothing was stored.")), start.rows
    )


def text_at(backend: Backend, user_id: int, conversation_id: int, index: int) -> str:
    """The words of the turn that the chat's message at `index` belongs to.

    Raises:
        NotFound: There is no such message, or the conversation is not the user's.
    """
    return _turn_at(backend, user_id, conversation_id, index).text


def rated(backend: Backend, user_id: int, conversation_id: int, index: int, *, liked: bool, reason: str = "") -> None:
    """Store a thumb on the reply at `index`.

    Raises:
        NotFound: There is no such message, or the conversation is not the user's.
    """
    turn = _turn_at(backend, user_id, conversation_id, index)
    backend.conversations.feedback(user_id, turn.id, liked=liked, reason=reason)


def renamed(backend: Backend, user_id: int, conversation_id: int, title: str) -> str:
    """Give a conversation another title, which comes back as stored."""
    kept = _title(title)
    backend.conversations.rename(user_id, conversation_id, kept)
    return kept


def _turn_at(backend: Backend, user_id: int, conversation_id: int, index: int) -> TurnView:
    last = -1
    for turn in backend.conversations.turns(user_id, conversation_id)[-TURNS_SHOWN:]:
        last += len(_turn_bubbles(turn))
        if index <= last:
            return turn
    raise NotFound("message", str(index))


def _bubbles(turns: Sequence[TurnView]) -> tuple[Bubble, ...]:
    return tuple(bubble for turn in turns[-TURNS_SHOWN:] for bubble in _turn_bubbles(turn))


def _turn_bubbles(turn: TurnView) -> tuple[Bubble, ...]:
    reply = reply_from_json(turn.reply)
    return (asked(turn.text), *answered(reply, download=download_of(turn.id)))


def download_of(turn_id: int) -> str:
    """Where a turn's table is downloaded, without the suffix that names the kind of file."""
    return f"/turns/{turn_id}/table"


def _rows(turn: TurnView) -> Rows | None:
    table = reply_from_json(turn.reply).result.table
    return Rows(table, download_of(turn.id)) if table and len(table.rows) > ROWS_IN_CHAT else None


def _session(backend: Backend, user_id: int, conversation_id: int | None) -> Session:
    state = backend.conversations.state(user_id, conversation_id) if conversation_id is not None else {}
    return Session(user_id, topic=_TOPIC.validate_python(state) if state else Topic())


def _reply(backend: Backend, text: str, session: Session | Failure) -> Reply:
    return _failed(session) if isinstance(session, Failure) else backend.respond(text, session)


def _failed(failure: Failure) -> Reply:
    return Reply(Result("declined", failure.text), reference=failure.reference)


def _keep(
    backend: Backend,
    user_id: int,
    conversation_id: int | None,
    text: str,
    reply: Reply | Failure,
    session: Session | Failure,
) -> ChatView:
    kept = _failed(reply) if isinstance(reply, Failure) else reply
    topic = Topic() if isinstance(session, Failure) else session.topic
    if conversation_id is None:
        conversation_id = backend.conversations.create(user_id, _title(text))
    state = _TOPIC.dump_python(topic, mode="json")
    backend.conversations.append(user_id, conversation_id, text[:LONGEST_KEPT], reply_to_json(kept), state)
    return opened(backend, user_id, conversation_id)


def _title(text: str) -> str:
    line = " ".join(text.split()) or NEW_CHAT
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
