"""What a page may send to a handler: plain values, never a file."""

from __future__ import annotations

import json
from typing import Any


def content_of(body: bytes) -> dict[str, Any]:
    """The body's JSON object; empty for anything else, however it is malformed."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def is_plain(data: object) -> bool:
    """Whether the values are text, numbers, nothing, or lists of these.

    Gradio takes an object with a `path` for an uploaded file: it copies whatever file of this machine is named there,
    or fetches it when it is an address. No page of ours sends an object.
    """
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            return False
        if isinstance(value, list):
            waiting.extend(value)
    return True
