"""What a request says that customers wrote, with the tone in which they did."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.search.customers.wordlists import pattern_of, word_list

_SAYINGS = word_list("sayings")

TOPICS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern_of(row["ways"], _SAYINGS["pieces"]), row["tone"]) for row in _SAYINGS["topics"]
)
"""Ways to begin what a customer wrote, with the tone; "clause" where a bare relative word begins it."""

MOODS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern_of(row["ways"], _SAYINGS["pieces"]), row["tone"]) for row in _SAYINGS["moods"]
)
"""A tone without anything it is about."""

REPEATED = pattern_of(_SAYINGS["repeated"], {})
THANKS = pattern_of(_SAYINGS["thanks"], {})
"""Words within a topic that make its tone positive."""

BOUNDARY = re.compile(r"(?:,|;|\b(?:and|but|plus|while|who|whose|which|yet|though|although|as well as|or)\b)")
FILLER = frozenset(_SAYINGS["filler"].split())
"""Words that say nothing about which customers are meant."""

EDGES = frozenset(_SAYINGS["edges"].split())
"""Function words."""

_VOICED = {
    **dict.fromkeys(
        ("who", "they", "customers", "accounts", "clients", "companies", "people", "anybody", "anyone"), "we"
    ),
    **dict.fromkeys(("whose", "their", "its"), "our"),
    **dict.fromkeys(("our", "my"), "your"),
    **dict.fromkeys(("us", "we", "i", "me"), "you"),
    "them": "us",
    "theirs": "ours",
    "themselves": "ourselves",
}
VERBS = {"negative": "complained about", "problem": "had trouble with", "positive": "spoke well of"}


@dataclass(frozen=True, slots=True)
class Topic:
    """What was written about."""

    words: str  # to be matched with tickets; empty when the tone is all
    tone: str  # negative | problem | positive, or empty
    repeated: bool = False  # more than once

    @property
    def said(self) -> str:
        """The topic as the reading shows it."""
        often = ", more than once" if self.repeated else ""
        if not self.words:
            return f"sounded {'happy' if self.tone == 'positive' else 'unhappy'} in what they wrote{often}"
        return f"{VERBS.get(self.tone, 'wrote about')} “{self.words}”{often}"


def loose(words: str) -> str:
    """Words without punctuation, with those that say little: the whole of a clause, for its meaning."""
    return " ".join(re.sub(r"[^\w\s'&/+-]", " ", words).split())


def voiced(words: str) -> str:
    """A clause about customers as they would say it themselves: "whose order we lost" is "our order you lost"."""
    return " ".join(_VOICED.get(word, word) for word in words.split())


def content(words: str) -> str:
    """Words without those at either end that do not say which customers are meant; empty when nothing is left."""
    return _stripped(words, FILLER)


def clause(words: str) -> str:
    """Words without the function words at either end; empty when no word in it says anything."""
    return _stripped(words, EDGES) if content(words) else ""


def _stripped(words: str, empty: frozenset[str]) -> str:
    parts = loose(words).split()
    while parts and parts[0].strip("'-") in empty:
        parts.pop(0)
    while parts and parts[-1].strip("'-") in empty:
        parts.pop()
    return " ".join(parts)
