from __future__ import annotations

import logging

import pytest

from assistant.errors import NotFound
from assistant.messages import Reply, Result, Session, Topic
from tests.ui.fake_assistant import FakeAssistant
from ui.bubbles import Bubble
from ui.handlers import chat
from ui.handlers.chat import BLANK, NEW_CHAT, ChatView


def _ask(assistant: FakeAssistant, text: str, conversation: int | None = None, user_id: int = 1) -> list[ChatView]:
    return list(chat.sent(assistant, user_id, conversation, text))


def test_a_message_shows_work_then_the_stored_answer() -> None:
    assistant = FakeAssistant()
    *busy, last = _ask(assistant, "show rows")
    assert [(view.busy, view.bubbles[-1].status) for view in busy] == [(True, "pending"), (True, "pending")]
    assert (last.busy, last.conversation_id, last.title) == (False, 1, "show rows")
    assert last.bubbles[0] == Bubble("user", "show rows")
    assert last == chat.opened(assistant, 1, 1)
    assert last.rows is not None
    assert (len(last.rows.table.rows), last.rows.download) == (25, "/turns/1/table")


def test_a_second_message_joins_the_conversation() -> None:
    assistant = FakeAssistant()
    _ask(assistant, "one")
    last = _ask(assistant, "two", 1)[-1]
    assert [bubble.text for bubble in last.bubbles if bubble.role == "user"] == ["one", "two"]
    assert [row.title for row in assistant.conversations.list(1)] == ["one"]
    assert last.rows is None


def test_the_topic_is_kept_for_the_next_message(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    topics: list[Topic] = []

    def respond(text: str, session: Session) -> Reply:
        topics.append(session.topic)
        session.topic = Topic(subject="A1", plan={"metric": "count"}, question=text)
        return Reply(Result("answered", "ok"))

    monkeypatch.setattr(assistant, "respond", respond)
    _ask(assistant, "one")
    _ask(assistant, "two", 1)
    assert topics == [Topic(), Topic("A1", {"metric": "count"}, "one")]


def test_whoever_stops_before_the_answer_leaves_no_trace() -> None:
    assistant = FakeAssistant()
    views = chat.sent(assistant, 1, None, "one")
    next(views)
    next(views)
    views.close()
    assert assistant.conversations.kept == {}
    stopped = chat.stopped(assistant, 1, None)
    assert (stopped.busy, stopped.bubbles[-1].text) == (False, r"Stopped\. Nothing was stored\.")


def test_an_empty_message_is_answered_without_a_turn() -> None:
    assistant = FakeAssistant()
    (view,) = _ask(assistant, "  \n ")
    assert view.bubbles[-1].text.startswith("There was no text in that message")
    assert assistant.conversations.kept == {}


def test_a_crash_is_a_sentence_with_a_reference_and_the_log_has_no_words(caplog: pytest.LogCaptureFixture) -> None:
    assistant = FakeAssistant()
    with caplog.at_level(logging.ERROR):
        last = _ask(assistant, "crash please")[-1]
    reference = last.bubbles[-1].text.rsplit("Reference: ", 1)[1].rstrip("*")
    assert last.bubbles[-1].text.startswith("Something went wrong on our side; nothing was changed")
    assert f"reference={reference} exception=RuntimeError" in caplog.text
    assert "crash please" not in caplog.text
    assert not last.busy


def test_a_failing_store_still_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()

    def append(*_: object) -> int:
        raise OSError("disk full")

    monkeypatch.setattr(assistant.conversations, "append", append)
    last = _ask(assistant, "one")[-1]
    assert not last.busy
    assert [bubble.role for bubble in last.bubbles] == ["user", "assistant"]


def test_somebody_elses_conversation_is_out_of_reach() -> None:
    assistant = FakeAssistant()
    _ask(assistant, "a secret", user_id=1)
    (view,) = _ask(assistant, "show me", 1, user_id=2)
    assert view == ChatView(None, NEW_CHAT, view.bubbles)
    assert view.bubbles[-1].text.startswith("I can&#x27;t find the conversation")
    for action in (
        lambda: chat.opened(assistant, 2, 1),
        lambda: chat.stopped(assistant, 2, 1),
        lambda: chat.text_at(assistant, 2, 1, 0),
        lambda: chat.renamed(assistant, 2, 1, "mine"),
        lambda: chat.rated(assistant, 2, 1, 1, liked=True),
        lambda: chat.title_of(assistant, 2, 1),
    ):
        with pytest.raises(NotFound):
            action()


def test_a_thumb_lands_on_the_turn_it_was_given_to() -> None:
    assistant = FakeAssistant()
    first = _ask(assistant, "one")[-1]
    _ask(assistant, "two", 1)
    per_turn = len(first.bubbles)
    chat.rated(assistant, 1, 1, per_turn - 1, liked=True)
    chat.rated(assistant, 1, 1, 2 * per_turn - 1, liked=False, reason="Wrong figures")
    assert assistant.conversations.thumbs == [(1, 1, True, ""), (1, 2, False, "Wrong figures")]
    assert [chat.text_at(assistant, 1, 1, index) for index in (0, per_turn)] == ["one", "two"]
    with pytest.raises(NotFound):
        chat.rated(assistant, 1, 1, 2 * per_turn, liked=True)


def test_titles_are_one_short_line() -> None:
    assistant = FakeAssistant()
    _ask(assistant, "a question\nof two lines " + "x" * 100)
    (row,) = assistant.conversations.list(1)
    assert (row.title[:24], len(row.title), row.title[-1]) == ("a question of two lines ", 60, "…")
    assert chat.renamed(assistant, 1, 1, "  Deals \n of May ") == "Deals of May"
    assert chat.renamed(assistant, 1, 1, "   ") == NEW_CHAT
    assert BLANK.bubbles == ()
