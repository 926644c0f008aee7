"""The hand-written texts, taken off the shelf one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from numpy.random import Generator

TEXTS = Path(__file__).parent / "texts"
MOST_USES = 3  # of a customer's text with slots; one without is used once


@dataclass(frozen=True)
class Text:
    """One text with {slots}; the tags that do not apply to a file are empty."""

    id: str
    topic: str
    text: str
    stage: str = ""  # where in a thread: first | ask | answer | ack | chase | solve | thanks | reopen | again | note
    suits: tuple[str, ...] = ()  # ids of the texts that this one answers
    channel: str = ""  # email | web | chat | phone | social | api
    language: str = "en"  # ISO 639-1
    mood: int = 0  # -2 (furious) to 2 (delighted), as its writer meant it
    subject: str = ""
    industries: tuple[str, ...] = ()  # of companies that could write so; empty: any
    size: str = ""  # small: only a company of that segment could write so

    @cached_property
    def slots(self) -> frozenset[str]:
        """The names in braces, in text or subject."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text + self.subject) if name)

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with its slots replaced.

        Raises:
            KeyError: A slot has no value.
        """
        return self.text.format_map(values)


def read(name: str) -> list[Text]:
    """All texts of one file in `texts/`, without its ending."""
    with (TEXTS / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [_parsed(json.loads(line)) for line in file]


def _parsed(line: dict[str, Any]) -> Text:
    return Text(**{**line, "suits": tuple(line.get("suits", ())), "industries": tuple(line.get("industries", ()))})


class Shelf:
    """A stock of texts in which each can be used a few times only."""

    def __init__(self, texts: list[Text], *, most_uses: int = MOST_USES, most_plain: int = 1) -> None:
        self._texts = texts
        self._most_uses, self._most_plain = most_uses, most_plain  # with slots, without any
        self._used = {text.id: 0 for text in texts}

    def take(self, wanted: Callable[[Text], bool], available: Set[str], rng: Generator) -> Text | None:
        """One of the least used texts that are wanted and whose slots can all be filled.

        Returns:
            None when every such text is used up.
        """
        fitting = [text for text in self._texts if self._left(text) and text.slots <= available and wanted(text)]
        if not fitting:
            return None
        fewest = min(self._used[text.id] for text in fitting)
        fresh = [text for text in fitting if self._used[text.id] == fewest]
        chosen = fresh[int(rng.integers(len(fresh)))]
        self._used[chosen.id] += 1
        return chosen

    def _left(self, text: Text) -> bool:
        return self._used[text.id] < (self._most_uses if text.slots else self._most_plain)
