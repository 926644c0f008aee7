"""One message of the chat, before Gradio sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go


@dataclass(frozen=True, slots=True)
class Choice:
    """A follow-up that a click sends."""

    label: str  # as text: Gradio does not render it, which a browser test holds
    text: str  # as it will be sent


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message; with a title it is an accordion."""

    role: Literal["user", "assistant"]
    text: str  # Markdown whose untrusted parts are escaped
    title: str = ""  # escaped
    status: Literal["pending", "done"] = "done"
    seconds: float | None = None
    figure: go.Figure | None = None
    choices: tuple[Choice, ...] = ()
