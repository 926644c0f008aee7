"""The parts of the chat page, in their places."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.screens.frame import top

NEWS_SECONDS = 2.0
REASONS = ("Like", "Dislike", "Wrong figures", "Not what I asked", "Hard to understand", "Out of date")
WELCOME = (
    "## What would you like to know?\n\nAsk about your accounts, deals and tickets, or paste a customer's message. "
    "Every figure comes with its rows and its query."
)


class ChatLayout:
    """Lays the page out; what its parts do is elsewhere."""

    def __init__(self) -> None:
        top("Chat")
        self.conversation: Any = gr.State(None)
        self._sidebar()
        self.timer = gr.Timer(NEWS_SECONDS)
        self.notices = gr.Markdown(visible=False, elem_id="notices", container=False)
        with gr.Row(elem_id="stage", equal_height=True):
            with gr.Column(scale=3, elem_id="talk"):
                self._title_row()
                self._talk()
            with gr.Column(scale=2, min_width=320, visible=False, elem_id="panel") as self.panel:
                self._panel()

    @property
    def composer(self) -> list[Any]:
        """Where a message is written, sent, stopped."""
        return [self.msg, self.send, self.stop]

    @property
    def shown(self) -> list[Any]:
        """What a conversation's view may change."""
        return [
            self.conversation,
            self.chatbot,
            *self.composer,
            self.titlebar,
            self.title,
            self.renaming,
            self.past,
            self.none_yet,
            self.panel,
            self.panel_title,
            self.rows,
        ]

    @property
    def loaded(self) -> list[Any]:
        """What opening the page may change."""
        return [self.chatbot, self.notices, self.timer, self.msg, self.past, self.none_yet]

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
