"""Our values as Gradio's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.messages import Table
from ui.bubbles import Bubble
from ui.cells import heading, shown_rows

ROWS_MEASURED = 50
NARROWEST, WIDEST, PER_LETTER, PADDING = 70, 240, 7, 28  # pixels


def chat_messages(bubbles: Sequence[Bubble]) -> list[Any]:
    """Messages for `gr.Chatbot`."""
    return [_message(bubble) for bubble in bubbles]


def grid(table: Table) -> dict[str, Any]:
    """A value for `gr.Dataframe`; cells are text, which it does not render."""
    return {
        "headers": [heading(column) for column in table.columns],
        "data": shown_rows(table),
    }


def widths(table: Table) -> list[str | int]:
    """Column widths in pixels that fit the longest of a column's first cells."""
    rows = [[heading(column) for column in table.columns], *shown_rows(table, ROWS_MEASURED)]
    return [
        min(WIDEST, max(NARROWEST, PER_LETTER * max(map(len, column)) + PADDING)) for column in zip(*rows, strict=True)
    ]


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
