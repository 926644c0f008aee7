"""A chat assistant over a company's own customer records."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.app import open_assistant as open_assistant
    from assistant.app import tag_file as tag_file
    from assistant.assistant import Assistant as Assistant
    from assistant.messages import Session as Session

_HOMES = {
    "Assistant": "assistant.assistant",
    "open_assistant": "assistant.app",
    "tag_file": "assistant.app",
    "Session": "assistant.messages",
}

__all__ = ["Assistant", "Session", "open_assistant", "tag_file"]


def __getattr__(name: str) -> object:
    """Load the composition root, with its heavy libraries, only when somebody asks for it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
