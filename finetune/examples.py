"""The texts a model is trained on, each with whichever labels it has."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.understanding.emoji import spoken
from assistant.understanding.labels import SENTIMENTS, URGENCIES
from assistant.understanding.mail import clean


@dataclass(frozen=True, slots=True)
class Example:
    """One text; a label that is unknown is None, or empty."""

    text: str
    source: str  # messages | bitext | tweets | the name of a file or hub set
    writer: str = ""  # who wrote it; texts of one writer never stand on both sides of a split
    intent: str | None = None
    also: tuple[str, ...] = ()  # other intents that are as acceptable
    sentiment_levels: tuple[int, ...] = ()  # 0 (very negative) to 4; several when only the side is known
    urgency: int | None = None  # 0 (low) to 3 (critical)
    frustrated: bool | None = None
    weight: float = 1.0  # of its losses


def read_messages(path: Path) -> list[Example]:
    """Read labelled customer messages, one JSON object a line; rows in other languages than English are left out.

    What is learned from is what the reader reads: the writer's own words, emoji as words.

    Raises:
        KeyError: A row lacks one of the labels.
        ValueError: A row carries an unknown sentiment or urgency.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_example(row) for row in rows if row["language"] == "en"]


def _example(row: dict[str, object]) -> Example:
    also = row["also"]
    assert isinstance(also, list)
    return Example(
        text=spoken(clean(str(row["text"]))),
        source="messages",
        writer=str(row.get("writer", "")),
        intent=str(row["intent"]),
        also=tuple(str(name) for name in also),
        sentiment_levels=(SENTIMENTS.index(str(row["sentiment"])),),
        urgency=URGENCIES.index(str(row["urgency"])),
        frustrated=bool(row["frustrated"]),
    )


def split_by_writer(examples: Iterable[Example], held_out: frozenset[str]) -> tuple[list[Example], list[Example]]:
    """Cut the examples into those of other writers, and those of the writers in `held_out`."""
    rows = list(examples)
    return [row for row in rows if row.writer not in held_out], [row for row in rows if row.writer in held_out]
