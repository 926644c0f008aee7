"""What a correction would change, message by message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.messages import Band


@dataclass(frozen=True, slots=True)
class Change:
    """One label of one message, before and after."""

    ticket_id: int
    number: str
    subject: str
    message_id: int
    field: str  # intent | sentiment | urgency | frustrated
    before: str | None
    after: str
    confidence: float  # in `after`, 0 to 1; 1 where a person said so
    band: Band
    supporters: tuple[int, ...]  # ids of the corrections behind it, besides the one at hand
    is_open: bool  # its ticket waits for somebody
    needs_reply: bool | None  # once it has the intent `after`; None for other fields
    said: bool  # a person says so of this very message


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that would change, the message itself first."""

    field: str
    before: str | None
    after: str
    changes: tuple[Change, ...]

    @property
    def open_tickets(self) -> int:
        """How many open tickets would show another label."""
        return len({one.ticket_id for one in self.changes if one.is_open})

    @property
    def sentence(self) -> str:
        """What a person reads before deciding."""
        number = self.open_tickets
        if not number:
            return "Changes this message; no open ticket is like it."
        return f"Changes {number:,} open {'ticket' if number == 1 else 'tickets'}."


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a correction, or of a new intent."""

    id: int  # of the correction, or of the intent
    preview: Preview

    @property
    def sentence(self) -> str:
        """What a person reads afterwards."""
        return self.preview.sentence.replace("Changes", "Changed", 1)


@dataclass(frozen=True, slots=True)
class IntentDraft:
    """An intent that somebody is about to make."""

    title: str
    description: str
    message_ids: Sequence[int] = ()
    texts: Sequence[str] = ()
    needs_reply: bool = True
