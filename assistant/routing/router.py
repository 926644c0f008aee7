"""Rank the tools for a text by the examples that the tools give of themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.routing.seeking import other, seeking
from assistant.routing.voice import Voice
from assistant.search.customers.scan import folded
from assistant.tool import Tool
from assistant.views import NameMatch

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

PLACEHOLDER = "{account}"
STAND_IN = "Acme"  # what every masked name is called, in examples as in requests
PRONOUN = re.compile(r"\b(it|them|they|this account|that account|this customer|that customer)\b", re.IGNORECASE)
QUESTION, CUSTOMER, SEEK = "answer_question", "read_message", "find_customers"
UNMISTAKABLE = 0.85  # cosine to an example above which no question about the records is tried first
ADDRESSED = 0.78  # cosine above which a tool that answers is meant, once the question parser has declined
CHATTING = 0.70  # the same for a tool that only talks or declines
NEARLY = 0.35  # the same for finding customers, for words that do not say whom they seek
NAMED = 0.9  # similarity of a name that is said as a whole: "schools" in it tells of no trade
BRUSHED_OFF = 0.45  # the same for one that only talks or declines
SURELY_CUSTOMER, PERHAPS_CUSTOMER = 0.95, 0.30  # probability of a customer's voice


@dataclass(frozen=True, slots=True)
class Route:
    """A tool that a text may be for."""

    tool: str
    similarity: float  # cosine to the nearest example, or probability of a customer's voice; 0 to 1


class Router:
    """Nearest example over all tools, with a look at whose voice it is."""

    def __init__(self, tools: Mapping[str, Tool], encode: Encode, voice: Voice, *, problem: str = "") -> None:
        self.problem = problem  # why it goes by words alone, in one sentence; empty while all is well
        pairs = [(tool.name, example) for tool in tools.values() for example in tool.examples]
        self._names = np.array([name for name, _ in pairs])
        self._vectors = encode([example.replace(PLACEHOLDER, STAND_IN) for _, example in pairs])  # (examples, 384)
        self._answers = {tool.name: tool.answers for tool in tools.values()}
        self._encode = encode
        self._voice = voice

    def routes(self, text: str, mentions: Sequence[NameMatch], *, subject: bool = False) -> list[Route]:
        """The tools to try, in order, until one does not decline.

        Args:
            text: The person's words.
            mentions: Names in it; they are masked, so that no name decides.
            subject: Whether the conversation is about an account, so that "them" may mean it.

        Returns:
            At least one route. A request near-verbatim to an example goes to its tool, one for customers by what
            they said or by their trade to `find_customers`, a text surely in a customer's voice to `read_message`;
            otherwise the strict question parser comes first.
        """
        hidden = masked(text, mentions)
        vector = self._encode([PRONOUN.sub(STAND_IN, hidden) if subject else hidden])  # (1, 384)
        customer = float(self._voice.customer_probability(vector)[0])
        nearest = self._nearest((vector @ self._vectors.T)[0])
        answers = self._answers[nearest.tool]
        if nearest.similarity >= (UNMISTAKABLE if answers else CHATTING) and nearest.tool != QUESTION:
            return [nearest]
        plain = masked(text, [match for match in mentions if match.similarity >= NAMED])
        sought = seeking(plain)
        if sought == "surely":
            return [Route(SEEK, 1.0), Route(QUESTION, 1.0)]
        if customer >= SURELY_CUSTOMER and not sought:
            return [Route(CUSTOMER, customer)]
        bar = ADDRESSED if answers else BRUSHED_OFF
        routes = [Route(QUESTION, 1.0)]
        if nearest.similarity >= bar and nearest.tool not in (QUESTION, CUSTOMER, SEEK):
            routes.append(nearest)
        elif sought or (customer < PERHAPS_CUSTOMER and _nearly(plain, nearest)):
            routes.append(Route(SEEK, 1.0))
        elif customer >= PERHAPS_CUSTOMER:
            routes.append(Route(CUSTOMER, customer))
        return routes

    def _nearest(self, similarities: NDArray[np.float32]) -> Route:
        best = int(np.argmax(similarities))  # similarities: (examples,)
        return Route(str(self._names[best]), min(1.0, max(0.0, float(similarities[best]))))


def _nearly(text: str, nearest: Route) -> bool:
    """Whether a text that does not say whom it seeks is nearest to requests for customers."""
    return nearest.tool == SEEK and nearest.similarity >= NEARLY and not other(folded(text).strip())


def masked(text: str, mentions: Sequence[NameMatch]) -> str:
    """The text with each name replaced by one and the same stand-in."""
    for match in sorted(mentions, key=lambda match: match.start, reverse=True):
        text = text[: match.start] + STAND_IN + text[match.end :]
    return text
