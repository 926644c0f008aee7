"""The kinds of expected failures: by who can mend them."""

from __future__ import annotations


class AssistantError(Exception):
    """An expected failure: `str(error)` is for the developer, `reply` is one sentence safe to show to anyone."""

    def __init__(self, detail: str, *, reply: str | None = None) -> None:
        super().__init__(detail)
        self.reply = reply or detail


class UserFixable(AssistantError):
    """The person asking can mend it: by asking otherwise, or with another file."""


class OperatorFixable(AssistantError):
    """Whoever runs the assistant can mend it: a command, a permission, a port."""
