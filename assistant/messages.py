"""The values of one turn, from the message that comes in to the reply that goes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Status = Literal["answered", "clarify", "declined", "confirm", "chat"]
Band = Literal["high", "medium", "low"]
Cell = str | int | float | bool | None  # dates are ISO text, months "YYYY-MM", quarters "YYYY-Qn", rates fractions


@dataclass(frozen=True, slots=True)
class Message:
    """What a person typed or pasted."""

    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """One label read in a text."""

    name: str
    confidence: float  # calibrated probability, 0 to 1
    band: Band


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of text that names something."""

    kind: str  # order_number | invoice_number | ticket_number | email | phone | amount | date | product | person …
    text: str  # as written; bank details are masked
    start: int  # characters, half-open
    end: int
    value: str = ""  # the same in one notation: "1299.00 USD", "2025-03-12"; empty when it could mean several
    record: str = ""  # what it means in the records: "product:SKU-1"

    def as_json(self) -> dict[str, str | int]:
        """Its fields, those that are empty left out."""
        fields: dict[str, str | int] = {"kind": self.kind, "text": self.text, "start": self.start, "end": self.end}
        return fields | {name: field for name, field in (("value", self.value), ("record", self.record)) if field}


@dataclass(frozen=True, slots=True)
class Taught:
    """Where a label comes from that is not the model's own."""

    field: str  # intent | sentiment | urgency | frustrated
    by: str  # who corrected this very message; empty when corrections of others taught it
    corrections: int  # how many stand behind it; 0 when an intent's own examples do


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one forward pass reads in a customer's message; labels are None in an unsupported language."""

    language: str  # ISO 639-1
    supported: bool
    intent: Label | None
    intent_alternatives: tuple[Label, ...]  # best first, without the intent itself
    sentiment: Label | None
    sentiment_level: int | None  # -2 to 2
    frustrated: bool | None
    urgency: str | None  # low | normal | high | critical
    needs_reply: bool | None
    entities: tuple[Entity, ...]
    model_version: str
    taught: tuple[Taught, ...] = ()  # the labels above that people taught; at most one a field


@dataclass(frozen=True, slots=True)
class Call:
    """A tool chosen for a message, with the arguments it will get."""

    tool: str
    arguments: Mapping[str, object]
    confidence: float = 1.0  # 0 to 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a name for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a table: which columns, drawn how."""

    kind: Literal["bar", "line"]
    x: str
    y: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that the words of a reply mention."""

    name: str
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A record or passage that an answer rests on."""

    kind: str  # account | deal | ticket | kb_article …
    id: str  # the source's own key, else our id
    title: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool found; every number that `text` mentions stands in `table`, `figures` or `reading`."""

    status: Status
    text: str
    table: Table | None = None
    chart: Chart | None = None
    figures: tuple[Figure, ...] = ()
    query: str = ""  # read-only SQL that runs as shown
    reading: str = ""  # how the request was understood, in words
    confidence: float = 1.0  # 0 to 1
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    subject: str = ""  # account the conversation is now about, by its key
    plan: Mapping[str, object] | None = None  # the question's plan as JSON, for a follow-up
    proposal: int | None = None  # id of a pending action


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the assistant did on the way to a reply."""

    title: str
    detail: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person gets: the result, with the steps that led to it."""

    result: Result
    steps: tuple[Step, ...] = ()
    elapsed_ms: float = 0.0
    reference: str = ""  # names a failure in the log


@dataclass(frozen=True, slots=True)
class Topic:
    """What the conversation is about: what "it", "they" and "and for Maureen?" refer to."""

    subject: str = ""  # key of the account last spoken about
    plan: Mapping[str, object] | None = None  # plan of the question last answered
    question: str = ""  # its words


@dataclass(slots=True)
class Session:
    """One person's conversation, the only value of a turn that changes."""

    user_id: int
    as_of: date | None = None
    topic: Topic = field(default_factory=Topic)
