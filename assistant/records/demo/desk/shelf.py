"""The hand-written texts, taken off the shelf one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from string import Formatter
from typing import Any

from numpy.random import Generator

TEXTS = Path(__file__).parent.parent / "texts"
Weight = Callable[["Text"], float]
"""How well a text fits, 0 for not at all."""


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
        """The text with its slots replaced; amounts are in the writer's own currency.

        Raises:
            KeyError: A slot has no value.
        """
        return signed(self.text, values).format_map(values)


def signed(text: str, values: Mapping[str, str]) -> str:
    """A text whose dollar sign before an amount has become the sign of the writer's currency."""
    return text.replace("${amount}", values.get("sign", "$") + "{amount}")


OPENINGS, REPLIES, FOLLOW_UPS, NOTES, RATINGS = "inbound_*", "replies* answers_*", "follow_ups*", "notes*", "csat*"
"""Patterns of file names, without ending, in `texts/`: a new file is found by its name."""


@cache
def read(patterns: str) -> tuple[Text, ...]:
    """All texts of the files whose names match one of some patterns with spaces between them."""
    return tuple(_parsed(line) for line in lines(patterns))


def lines(patterns: str) -> list[dict[str, Any]]:
    """The same as they stand in the files, in order of file name."""
    return [
        json.loads(line)
        for pattern in patterns.split()
        for path in sorted(TEXTS.glob(f"{pattern}.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _parsed(line: dict[str, Any]) -> Text:
    known = {key: value for key, value in line.items() if key in Text.__dataclass_fields__}
    return Text(**{**known, "suits": tuple(line.get("suits", ())), "industries": tuple(line.get("industries", ()))})


class Shelf:
    """A stock of texts of which the less used are taken rather.

    A text stands in one drawer for each text it suits, or in that of its topic.
    """

    def __init__(self, texts: Iterable[Text]) -> None:
        self._drawers: dict[tuple[str, str, str], list[Text]] = {}
        self._used: dict[str, int] = {}
        for text in texts:
            self._used[text.id] = 0
            for subject in text.suits or (text.topic,):
                self._drawers.setdefault((text.stage, text.language, subject), []).append(text)

    def take(
        self, stage: str, language: str, subjects: Iterable[str], available: Set[str], rng: Generator, *, weight: Weight
    ) -> Text | None:
        """A text out of the drawers of some subjects, drawn by weight over the square of its uses.

        Returns:
            None when no text has a weight with all of its slots available.
        """
        found = [text for subject in subjects for text in self._drawers.get((stage, language, subject), ())]
        weights = [
            weight(text) / (1 + self._used[text.id]) ** 2 if text.slots <= available else 0.0 for text in found
        ]  # fmt: skip
        shares = list(accumulate(weights))
        if not shares or not shares[-1]:
            return None
        luck = rng.random() * shares[-1]
        chosen = next(text for text, share in zip(found, shares, strict=True) if luck < share)
        self._used[chosen.id] += 1
        return chosen
