"""The shape of an intent taxonomy, read from its JSON file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing a customer can want."""

    name: str
    group: str
    description: str
    needs_reply: bool  # whether a message of this intent usually waits for an answer
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A closed set of intents; their order is the order of a model's outputs."""

    name: str
    title: str
    intents: tuple[Intent, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The intents' names, in order."""
        return tuple(intent.name for intent in self.intents)

    def intent(self, name: str) -> Intent:
        """The intent of this name.

        Raises:
            KeyError: The taxonomy has none.
        """
        for intent in self.intents:
            if intent.name == name:
                return intent
        raise KeyError(f"no intent {name!r} in the taxonomy {self.name!r}")


def read_taxonomy(path: Path) -> Taxonomy:
    """Read one taxonomy file.

    Raises:
        ValueError: Two intents share a name.
    """
    document = json.loads(path.read_text(encoding="utf-8"))
    intents = tuple(Intent(**{**row, "examples": tuple(row["examples"])}) for row in document["intents"])
    if len({intent.name for intent in intents}) != len(intents):
        raise ValueError(f"{path.name}: two intents share a name")
    return Taxonomy(document["name"], document["title"], intents)
