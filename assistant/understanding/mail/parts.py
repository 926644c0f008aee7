"""The values of a mail that was taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "own",  # what the writer says
    "quote",  # mail of somebody else, or of earlier
    "attribution",  # "On Monday Ann wrote:"
    "header",  # From, Sent, To, Subject
    "signature",  # name, title, telephone, sign-off
    "device",  # "Sent from my iPhone"
    "disclaimer",  # confidentiality notice
    "footer",  # unsubscribe links, "delivered by"
    "banner",  # "[EXTERNAL]", "CAUTION: …"
    "marker",  # "reply above this line", "Forwarded message"
    "note",  # "FYI" above forwarded mail
    "unread",  # the middle of a text of endless lines
]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of whole lines, with what it was taken for."""

    kind: Kind
    start: int  # characters of the text as it came, half-open
    end: int
    why: str = ""  # what gave it away; empty for own words


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail taken apart; its parts stand in order, without overlaps."""

    own: str  # the writer's words in one line, subject first; at most `LONGEST` characters and the subject
    subject: str  # as joined: without "Fwd:" or "[EXTERNAL]"; empty when there is none, or it repeats an older mail
    parts: tuple[Part, ...]
    forwarded: bool = False  # the words are those of the mail that was forwarded
    whole: bool = False  # it was nothing but quotes or signature, so that all of it was kept

    def spans(self, kind: Kind) -> tuple[tuple[int, int], ...]:
        """Where the parts of a kind stand."""
        return tuple((part.start, part.end) for part in self.parts if part.kind == kind)
