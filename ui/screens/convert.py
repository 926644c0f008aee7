"""Our values as Gradio's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.messages import Table
from ui.bubbles import Bubble
from ui.cells import heading, shown


def chat_messages(bubbles: Sequence[Bubble]) -> list[Any]:
    """Messages for `gr.Chatbot`."""
    return [_message(bubble) for bubble in bubbles]


def grid(table: Table) -> dict[str, Any]:
    """A value for `gr.Dataframe`; cells are text, which it does not render."""
    return {
        "headers": [heading(column) for column in table.columns],
        "data": [[shown(cell) for cell in row] for row in table.rows],
    }


def person(request: gr.Request) -> int:
    """The signed-in user's id, as the gate found it."""
    return int(request.username or -1)


def _message(bubble: Bubble) -> gr.ChatMessage:
    content: Any = bubble.text
    if bubble.figure is not None:
        content = [bubble.text, gr.Plot(bubble.figure, show_label=False, container=False)]
    return gr.ChatMessage(
        role=bubble.role,
        content=content,
        metadata=_metadata(bubble),
        options=[{"label": choice.label, "value": choice.text} for choice in bubble.choices],
    )


def _metadata(bubble: Bubble) -> Any:
    if not bubble.title:
        return {}
    timing = {} if bubble.seconds is None else {"duration": bubble.seconds}
    return {"title": bubble.title, "status": bubble.status, **timing}
