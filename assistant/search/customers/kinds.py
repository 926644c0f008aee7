"""What a company does, as people say it: the home's industries, with narrower trades that descriptions name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.records.facets import Condition, HomeWords
from assistant.search.customers.scan import folded
from assistant.search.customers.wordlists import word_list

_ENDINGS = ("eries", "ers", "ies", "ing", "ery", "er", "es", "ors", "s", "y")
SHORTEST = 4  # letters of a stem that is looked for in descriptions
_GLUE = frozenset({"and", "or", "of", "the", "services", "service", "company", "companies", "sector", "industry"})


class Kinds:
    """Conditions by the folded words that say them."""

    def __init__(self, home: HomeWords) -> None:
        self._said: dict[str, Condition] = {}
        self._industries = home.industries
        data = word_list("kinds")
        for row in data["kinds"]:
            condition = Condition("described", row["words"][0], values=tuple(row["stems"]))
            for word in row["words"]:
                self._add(word, condition)
        by_concept: dict[str, list[str]] = {}
        for industry in home.industries:
            for word in re.findall(r"[\w-]+", folded(industry)):
                if word not in _GLUE:
                    by_concept.setdefault(word, []).append(industry)
        for concept, words in data["industries"].items():
            industries = tuple(value for value in home.industries if concept in folded(value))
            if industries:
                for word in words:
                    self._add(word, _industries(industries))
        for word, values in by_concept.items():
            self._add(word, _industries(tuple(values)))
            if len(stem(word)) >= SHORTEST:
                self._add(f"{stem(word)}er", _industries(tuple(values)))
        for industry in home.industries:
            condition = _industries((industry,))
            for said in (folded(industry), folded(industry).replace("&", "and")):
                self._add(said, condition)

    def whole(self, stems: Sequence[str]) -> Condition | None:
        """The industry that several trades stand for when they are named together; None for other lists."""
        trades = {row["words"][0] for row in word_list("kinds")["kinds"] if set(row["stems"]) <= set(stems)}
        for concept, of in word_list("kinds")["core"].items():
            industries = tuple(value for value in self._industries if concept in folded(value))
            if len(trades) > 1 and trades <= set(of) and industries:
                return _industries(industries)
        return None

    @property
    def names(self) -> list[str]:
        """Every word, folded."""
        return list(self._said)

    def get(self, said: str) -> Condition | None:
        """What folded words stand for."""
        return self._said.get(said)

    def _add(self, word: str, condition: Condition) -> None:
        for form in (word, plural(word)):
            self._said[form] = condition


@cache
def trades() -> frozenset[str]:
    """Words for kinds of companies as people say them of several: "hospitals", "retailers"."""
    data = word_list("kinds")
    narrow = (word for row in data["kinds"] for word in row["words"])
    wide = (word for words in data["industries"].values() for word in words if word.endswith(("er", "or", "y", "ist")))
    return frozenset(plural(word) for word in (*narrow, *wide) if " " not in word)


def plural(word: str) -> str:
    """The usual plural of a word."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def stem(word: str) -> str:
    """A word without its ending, at least four letters long where it was: "breweries" and "brewer" share theirs."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


def _industries(values: tuple[str, ...]) -> Condition:
    return Condition("industry", " or ".join(values), values=values)
