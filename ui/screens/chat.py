"""What the chat page does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.backend import Backend
from ui.background import Caretaker
from ui.escape import markdown_line, plain
from ui.handlers import chat
from ui.handlers.chat import BLANK, ChatView
from ui.handlers.edge import Failure, attempt
from ui.handlers.welcome import examples, needs_password
from ui.render import download_links
from ui.screens.chat_layout import ChatLayout
from ui.screens.convert import chat_messages, grid, person, widths
from ui.screens.frame import notices_markdown
from ui.screens.toast import warn

NO_PASSWORD = "You have no password yet: [choose one](/account), so that you can sign in again after this session."
Updates = dict[Any, Any]


class ChatPage(ChatLayout):
    """Wires the parts to the handlers."""

    def __init__(self, backend: Backend, caretaker: Caretaker) -> None:
        super().__init__()
        self.backend = backend
        self.caretaker = caretaker
        self._wire()

    def _wire(self) -> None:
        shown = self.shown
        asking = [
            gr.on(
                [self.msg.submit, self.send.click],
                self._send,
                [self.msg, self.conversation],
                shown,
                show_progress="hidden",
            ),
            self.chatbot.option_select(self._choose, [self.conversation], shown, show_progress="hidden"),
            self.chatbot.example_select(self._example, [self.conversation], shown, show_progress="hidden"),
            self.chatbot.retry(self._retry, [self.conversation], shown, show_progress="hidden"),
        ]
        for event in asking:
            event.then(self._ready, None, self.composer, show_progress="hidden", queue=False)
        self.stop.click(self._stop, [self.conversation], shown, cancels=asking, show_progress="hidden")
        self.new.click(self._new, None, shown, show_progress="hidden", queue=False)
        self.past.click(self._open, [self.past], shown, show_progress="hidden", queue=False)
        self.chatbot.like(self._like, [self.conversation], None, show_progress="hidden", queue=False)
        self.rename.click(
            self._ask_title, [self.conversation], [self.renaming, self.new_title], show_progress="hidden", queue=False
        )
        self.keep_title.click(lambda: gr.Row(visible=False), None, self.renaming, show_progress="hidden", queue=False)
        gr.on(
            [self.save_title.click, self.new_title.submit],
            self._rename,
            [self.conversation, self.new_title],
            shown,
            show_progress="hidden",
            queue=False,
        )
        self.archive.click(self._archive, [self.conversation], shown, show_progress="hidden", queue=False)
        self.timer.tick(self._news, None, [self.notices, self.timer], show_progress="hidden", queue=False)
        self.close.click(lambda: gr.Column(visible=False), None, self.panel, show_progress="hidden", queue=False)

    def load(self, request: gr.Request) -> Updates:
        """What the page shows when it opens."""
        user_id = person(request)
        offered = attempt(lambda: examples(self.backend, self.backend.user_view(user_id)))
        said: list[Any] = (
            []
            if isinstance(offered, Failure)
            else [{"text": example.text, "display_text": plain(example.label)} for example in offered]
        )
        wanted = request.query_params.get("ask", "")[:500]
        return {
            self.chatbot: gr.Chatbot(examples=said),
            **self._news(request),
            self.msg: gr.Textbox(value=wanted) if wanted else gr.skip(),  # keep what was typed meanwhile
            **self._history(user_id),
        }

    def _news(self, request: gr.Request) -> Updates:
        """What does not work, then what is being done; the timer runs on only while something is."""
        user_id = person(request)
        broken = attempt(self.backend.status)
        lines = notices_markdown((str(broken),) if isinstance(broken, Failure) else broken, self.caretaker.notices)
        if attempt(lambda: needs_password(self.backend, user_id)) is True:
            lines = "\n\n".join(part for part in (NO_PASSWORD, lines) if part)
        return {
            self.notices: gr.Markdown(lines, visible=bool(lines)),
            self.timer: gr.Timer(active=bool(self.caretaker.notices)),
        }

    def _send(self, text: str, conversation: int | None, request: gr.Request) -> Iterator[Updates]:
        user_id = person(request)
        for view in chat.sent(self.backend, user_id, conversation, text or ""):
            changes = self._show(view, user_id)
            if not view.busy:
                for part in self.composer:
                    del changes[part]
            yield changes

    def _ready(self) -> Updates:
        """Take the next message, once Gradio has closed the last one's stream: sooner it could lose it."""
        ready = (gr.Textbox(interactive=True), gr.Button(visible=True), gr.Button(visible=False))
        return dict(zip(self.composer, ready, strict=True))

    def _choose(self, conversation: int | None, event: gr.SelectData, request: gr.Request) -> Iterator[Updates]:
        yield from self._send(str(event.value), conversation, request)

    def _example(self, conversation: int | None, event: gr.SelectData, request: gr.Request) -> Iterator[Updates]:
        yield from self._send(str(event.value["text"]), conversation, request)

    def _retry(self, conversation: int | None, event: gr.RetryData, request: gr.Request) -> Iterator[Updates]:
        user_id = person(request)
        text = attempt(lambda: chat.text_at(self.backend, user_id, conversation or -1, first_index(event.index)))
        if isinstance(text, Failure):
            warn(text)
            yield {self.title: gr.skip()}
        else:
            yield from self._send(text, conversation, request)

    def _stop(self, conversation: int | None, request: gr.Request) -> Updates:
        user_id = person(request)
        return self._outcome(attempt(lambda: chat.stopped(self.backend, user_id, conversation)), user_id)

    def _new(self, request: gr.Request) -> Updates:
        return self._show(BLANK, person(request))

    def _open(self, sample: list[Any], request: gr.Request) -> Updates:
        user_id = person(request)
        return self._outcome(attempt(lambda: chat.opened(self.backend, user_id, int(sample[0]))), user_id)

    def _like(self, conversation: int | None, event: gr.LikeData, request: gr.Request) -> None:
        index = first_index(event.index)
        liked = event.liked is True or event.liked == "Like"
        reason = event.liked if isinstance(event.liked, str) and event.liked not in ("Like", "Dislike") else ""
        user_id = person(request)
        stored = attempt(
            lambda: chat.rated(self.backend, user_id, conversation or -1, index, liked=liked, reason=reason)
        )
        if isinstance(stored, Failure):
            warn(stored)

    def _ask_title(self, conversation: int | None, request: gr.Request) -> Updates:
        user_id = person(request)
        title = attempt(lambda: chat.title_of(self.backend, user_id, conversation or -1))
        if isinstance(title, Failure):
            warn(title)
            return {self.renaming: gr.skip()}  # an empty answer is an error to Gradio
        return {self.renaming: gr.Row(visible=True), self.new_title: gr.Textbox(value=title)}

    def _rename(self, conversation: int | None, title: str, request: gr.Request) -> Updates:
        user_id = person(request)
        kept = attempt(lambda: chat.renamed(self.backend, user_id, conversation or -1, title))
        if isinstance(kept, Failure):
            warn(kept)
            return {self.renaming: gr.skip()}
        return {
            self.title: _heading(kept),
            self.renaming: gr.Row(visible=False),
            **self._history(user_id),
        }

    def _archive(self, conversation: int | None, request: gr.Request) -> Updates:
        user_id = person(request)
        done = attempt(lambda: self.backend.conversations.archive(user_id, conversation or -1))
        if isinstance(done, Failure):
            warn(done)
            return {self.title: gr.skip()}
        return self._show(BLANK, user_id)

    def _outcome(self, outcome: ChatView | Failure, user_id: int) -> Updates:
        if isinstance(outcome, Failure):
            warn(outcome)
            return self._show(BLANK, user_id)
        return self._show(outcome, user_id)

    def _show(self, view: ChatView, user_id: int) -> Updates:
        changes: Updates = {
            self.conversation: view.conversation_id,
            self.chatbot: gr.Chatbot(value=chat_messages(view.bubbles)),
            self.msg: gr.Textbox(value="", interactive=False) if view.busy else gr.Textbox(interactive=True),
            self.send: gr.Button(visible=not view.busy),
            self.stop: gr.Button(visible=view.busy),
            self.titlebar: gr.Row(visible=view.conversation_id is not None),
            self.title: _heading(view.title),
            self.renaming: gr.Row(visible=False),
        }
        if view.busy:
            return changes
        return {**changes, **self._panel_changes(view), **self._history(user_id)}

    def _panel_changes(self, view: ChatView) -> Updates:
        if view.rows is None:
            return {self.panel: gr.Column(visible=False)}
        count = len(view.rows.table.rows)
        return {
            self.panel: gr.Column(visible=True),
            self.panel_title: f"## All {count:,} rows\n\n{download_links(view.rows.download)}",
            self.rows: gr.Dataframe(value=grid(view.rows.table), column_widths=widths(view.rows.table)),
        }

    def _history(self, user_id: int) -> Updates:
        rows = attempt(lambda: self.backend.conversations.list(user_id))
        if isinstance(rows, Failure):
            warn(rows)
            rows = []
        return {
            self.past: gr.Dataset(
                samples=[[str(row.id)] for row in rows],
                sample_labels=[row.title for row in rows],
                visible=bool(rows),
            ),
            self.none_yet: gr.Markdown(visible=not rows),
        }


def first_index(index: int | tuple[int, int]) -> int:
    """Which message an event is about."""
    return index if isinstance(index, int) else index[0]


def _heading(title: str) -> Any:
    return gr.Markdown(f"## {markdown_line(title)}")
