"""The chat page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.backend import Backend
from ui.escape import markdown_line, plain
from ui.handlers import chat
from ui.handlers.chat import BLANK, ChatView
from ui.handlers.edge import Failure, attempt
from ui.handlers.welcome import examples
from ui.screens.convert import chat_messages, grid, person, widths
from ui.screens.frame import notices_markdown, top
from ui.screens.toast import warn

REASONS = ("Like", "Dislike", "Wrong figures", "Not what I asked", "Hard to understand", "Out of date")
WELCOME = (
    "## What would you like to know?\n\nAsk about your accounts, deals and tickets, or paste a customer's message. "
    "Every figure comes with its rows and its query."
)
Updates = dict[Any, Any]


class ChatPage:
    """Lays the page out, then wires it to the handlers."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        top("Chat")
        self.conversation: Any = gr.State(None)
        self._sidebar()
        self.notices = gr.Markdown(visible=False, elem_id="notices", container=False)
        with gr.Row(elem_id="stage", equal_height=True):
            with gr.Column(scale=3, elem_id="talk"):
                self._title_row()
                self._talk()
            with gr.Column(scale=2, min_width=320, visible=False, elem_id="panel") as self.panel:
                self._panel()
        self._wire()

    def _sidebar(self) -> None:
        with gr.Sidebar(label="Conversations", open=True, width=270, elem_id="history"):
            gr.Markdown("## Conversations", container=False)
            self.new = gr.Button("New chat", variant="secondary", elem_id="new")
            self.none_yet = gr.Markdown("Your conversations appear here.", elem_classes="crm-quiet", container=False)
            self.past = gr.Dataset(
                components=[gr.Textbox(visible=False)],
                samples=[],
                type="values",
                layout="gallery",
                samples_per_page=30,
                show_label=False,
                label="Earlier conversations",
                elem_id="past",
                visible=False,
            )

    def _title_row(self) -> None:
        with gr.Row(elem_id="titlebar", visible=False) as self.titlebar:
            self.title = gr.Markdown("", elem_id="title", container=False)
            self.rename = gr.Button("Rename", size="sm", elem_id="rename", min_width=80)
            self.archive = gr.Button("Archive", size="sm", elem_id="archive", min_width=80)
        with gr.Row(visible=False, elem_id="renaming") as self.renaming:
            self.new_title = gr.Textbox(label="Title", max_length=60, elem_id="new-title", scale=4)
            self.save_title = gr.Button("Save", size="sm", variant="primary", elem_id="save-title", min_width=80)
            self.keep_title = gr.Button("Cancel", size="sm", min_width=80)

    def _talk(self) -> None:
        self.chatbot = gr.Chatbot(
            elem_id="chat",
            label="Conversation",
            show_label=False,
            container=False,
            height=None,
            layout="bubble",
            placeholder=WELCOME,
            latex_delimiters=[],
            allow_tags=False,
            allow_file_downloads=False,
            buttons=["copy"],
            feedback_options=REASONS,
        )
        with gr.Row(elem_id="composer"):
            self.msg = gr.Textbox(
                elem_id="msg",
                label="Your message",
                show_label=False,
                placeholder="Ask about your customers, or paste a message",
                lines=1,
                max_lines=8,
                scale=8,
                container=False,
                autofocus=True,
            )
            self.send = gr.Button("Send", variant="primary", elem_id="send", scale=0, min_width=88)
            self.stop = gr.Button("Stop", variant="stop", elem_id="stop", scale=0, min_width=88, visible=False)

    def _panel(self) -> None:
        with gr.Row(elem_id="panel-head"):
            self.panel_title = gr.Markdown("", container=False)
            self.close = gr.Button("Close", size="sm", elem_id="close-panel", scale=0, min_width=80)
        self.rows = gr.Dataframe(
            interactive=False,
            datatype="str",
            label="All rows",
            show_label=False,
            elem_id="rows",
            max_height=620,
            latex_delimiters=[],
            line_breaks=False,
            max_chars=80,
        )

    def _wire(self) -> None:
        shown = [
            self.conversation,
            self.chatbot,
            self.msg,
            self.send,
            self.stop,
            self.titlebar,
            self.title,
            self.renaming,
            self.past,
            self.none_yet,
            self.panel,
            self.panel_title,
            self.rows,
        ]
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
        self.stop.click(self._stop, [self.conversation], shown, cancels=asking, show_progress="hidden")
        self.new.click(self._new, None, shown, show_progress="hidden")
        self.past.click(self._open, [self.past], shown, show_progress="hidden")
        self.chatbot.like(self._like, [self.conversation], None, show_progress="hidden")
        self.rename.click(self._ask_title, [self.conversation], [self.renaming, self.new_title], show_progress="hidden")
        self.keep_title.click(lambda: gr.Row(visible=False), None, self.renaming, show_progress="hidden")
        gr.on(
            [self.save_title.click, self.new_title.submit],
            self._rename,
            [self.conversation, self.new_title],
            shown,
            show_progress="hidden",
        )
        self.archive.click(self._archive, [self.conversation], shown, show_progress="hidden")
        self.close.click(lambda: gr.Column(visible=False), None, self.panel, show_progress="hidden")

    def load(self, request: gr.Request) -> Updates:
        """What the page shows when it opens."""
        user_id = person(request)
        offered = attempt(lambda: examples(self.backend, self.backend.user_view(user_id)))
        notices = attempt(self.backend.status)
        lines = (str(notices),) if isinstance(notices, Failure) else notices
        said: list[Any] = (
            []
            if isinstance(offered, Failure)
            else [{"text": example.text, "display_text": plain(example.label)} for example in offered]
        )
        wanted = request.query_params.get("ask", "")[:500]
        return {
            self.chatbot: gr.Chatbot(examples=said),
            self.notices: gr.Markdown(notices_markdown(lines), visible=bool(lines)),
            self.msg: gr.Textbox(value=wanted) if wanted else gr.skip(),  # keep what was typed meanwhile
            **self._history(user_id),
        }

    @property
    def loaded(self) -> list[Any]:
        """What `load` may change."""
        return [self.chatbot, self.notices, self.msg, self.past, self.none_yet]

    def _send(self, text: str, conversation: int | None, request: gr.Request) -> Iterator[Updates]:
        user_id = person(request)
        for view in chat.sent(self.backend, user_id, conversation, text or ""):
            yield self._show(view, user_id)

    def _choose(self, conversation: int | None, event: gr.SelectData, request: gr.Request) -> Iterator[Updates]:
        yield from self._send(str(event.value), conversation, request)

    def _example(self, conversation: int | None, event: gr.SelectData, request: gr.Request) -> Iterator[Updates]:
        yield from self._send(str(event.value["text"]), conversation, request)

    def _retry(self, conversation: int | None, event: gr.RetryData, request: gr.Request) -> Iterator[Updates]:
        user_id = person(request)
        text = attempt(lambda: chat.text_at(self.backend, user_id, conversation or -1, first_index(event.index)))
        if isinstance(text, Failure):
            warn(text)
            yield {}
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
            return {}
        return {self.renaming: gr.Row(visible=True), self.new_title: gr.Textbox(value=title)}

    def _rename(self, conversation: int | None, title: str, request: gr.Request) -> Updates:
        user_id = person(request)
        kept = attempt(lambda: chat.renamed(self.backend, user_id, conversation or -1, title))
        if isinstance(kept, Failure):
            warn(kept)
            return {}
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
            return {}
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
            self.panel_title: f"## All {count:,} rows\n\n[Download CSV]({view.rows.download})",
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
