"""Choose the tool for a text by the examples that the tools give of themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.routing.voice import Voice
from assistant.tool import Tool
from assistant.views import NameMatch

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

PLACEHOLDER = "{account}"
STAND_IN = "Acme"  # what a masked account name is called, in examples as in requests
CUSTOMER_FLOOR = 0.80  # probability above which a text is read as a customer's message
ADDRESSED_FLOOR = 0.62  # cosine to a tool's nearest example above which the tool is meant


@dataclass(frozen=True, slots=True)
class Route:
    """The tool a text is for."""

    tool: str
    similarity: float  # cosine to the nearest example, or probability of a customer's voice; 0 to 1


class Router:
    """Nearest example over all tools, after a look at whose voice it is."""

    def __init__(self, tools: Mapping[str, Tool], encode: Encode, voice: Voice) -> None:
        pairs = [(tool.name, example) for tool in tools.values() for example in tool.examples]
        self._names = [name for name, _ in pairs]
        self._vectors = encode([example.replace(PLACEHOLDER, STAND_IN) for _, example in pairs])  # (examples, 384)
        self._encode = encode
        self._voice = voice

    def route(self, text: str, mentions: Sequence[NameMatch]) -> Route:
        """Find the tool that a text is for.

        Args:
            text: The person's words.
            mentions: Account names in it; they are masked, so that no name decides.

        Returns:
            `read_message` for a customer's voice, else the tool with the nearest example, or
            `answer_question` when nothing is near.
        """
        vector = self._encode([masked(text, mentions)])  # (1, 384)
        similarities = (vector @ self._vectors.T)[0]  # (examples,)
        best = int(np.argmax(similarities))
        nearest = Route(self._names[best], float(similarities[best]))
        customer = float(self._voice.customer_probability(vector)[0])
        if customer >= CUSTOMER_FLOOR and nearest.similarity < ADDRESSED_FLOOR:
            return Route("read_message", customer)
        return nearest if nearest.similarity >= ADDRESSED_FLOOR else Route("answer_question", nearest.similarity)


def masked(text: str, mentions: Sequence[NameMatch]) -> str:
    """The text with each account name replaced by one and the same stand-in."""
    for match in sorted(mentions, key=lambda match: match.start, reverse=True):
        text = text[: match.start] + STAND_IN + text[match.end :]
    return text
