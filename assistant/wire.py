"""The values of a turn as JSON, for the command line, the HTTP API, the conversation table."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from assistant.messages import Reply

_REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


def reply_to_json(reply: Reply) -> dict[str, Any]:
    """A reply in full, to be stored."""
    return dict(_REPLY.dump_python(reply, mode="json"))


def reply_from_json(stored: object) -> Reply:
    """The reply that `reply_to_json` stored.

    Raises:
        pydantic.ValidationError: It is not one.
    """
    return _REPLY.validate_python(stored)


def answer_json(reply: Reply, *, id: str = "") -> dict[str, Any]:
    """A reply in the shape of `ask --json`."""
    result = reply.result
    return {
        "id": id,
        "status": result.status,
        "text": result.text,
        "columns": list(result.table.columns) if result.table else [],
        "rows": [list(row) for row in result.table.rows] if result.table else [],
        "query": result.query,
        "reading": result.reading,
        "confidence": round(result.confidence, 4),
        "citations": [str(citation) for citation in result.citations],
        "suggestions": list(result.suggestions),
        "elapsed_ms": round(reply.elapsed_ms, 1),
    }
