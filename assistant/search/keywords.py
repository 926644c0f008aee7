"""Passages ranked by the words they share with a query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from assistant.search.words import STOP, words

K1, B = 1.2, 0.75  # the usual BM25 constants: saturation of repeated words, weight of a passage's length
ENDINGS, SHORTEST = ("ing", "ed", "ies", "es", "s"), 4


class KeywordIndex:
    """BM25 over passages (Robertson & Zaragoza 2009), scaled to the share of a query's weight that a passage holds."""

    def __init__(self, passages: Iterable[str]) -> None:
        postings: dict[str, list[tuple[int, int]]] = {}
        lengths: list[int] = []
        for row, passage in enumerate(passages):
            counts = Counter(terms(passage))
            lengths.append(sum(counts.values()))
            for term, count in counts.items():
                postings.setdefault(term, []).append((row, count))
        self._postings = {term: np.array(rows, dtype=np.int32) for term, rows in postings.items()}
        self._lengths = np.array(lengths, dtype=np.float32)
        self._mean = float(self._lengths.mean()) if lengths else 1.0

    def shares(self, query: str) -> NDArray[np.float32]:
        """How much of a query each passage says.

        Returns:
            float32, shape (passages,), 0 to 1; 1 means every word of the query that occurs anywhere, each often.
        """
        total = np.zeros(len(self._lengths), dtype=np.float32)
        possible = 0.0
        for term in dict.fromkeys(terms(query)):
            rows = self._postings.get(term)
            if rows is not None:
                weight = self._weight(len(rows))
                possible += weight
                count = rows[:, 1].astype(np.float32)
                damping = K1 * (1 - B + B * self._lengths[rows[:, 0]] / self._mean)
                total[rows[:, 0]] += weight * count / (count + damping)
        return total / possible if possible else total

    def known(self, query: str) -> float:
        """The share, 0 to 1, of a query's weight in words that occur anywhere; others count as the rarest ones."""
        found = [len(self._postings.get(term, ())) for term in dict.fromkeys(terms(query))]
        possible = sum(self._weight(count) for count in found)
        return sum(self._weight(count) for count in found if count) / possible if possible else 0.0

    def _weight(self, found: int) -> float:
        return float(np.log1p((len(self._lengths) - found + 0.5) / (found + 0.5)))  # rare words weigh more


def terms(text: str) -> list[str]:
    """Folded words without stop words, by their stems."""
    return [stem(word.form) for word in words(text) if word.form not in STOP]


def stem(form: str) -> str:
    """A folded word without the endings of plural, past, participle: "delivery" is one with "deliveries"."""
    ending = next((one for one in ENDINGS if form.endswith(one) and len(form) - len(one) >= SHORTEST), "")
    bare = form[: len(form) - len(ending)]
    if len(bare) > SHORTEST and bare.endswith(("e", "y")):
        return bare[:-1]
    return bare[:-1] if len(bare) > SHORTEST and bare[-1] == bare[-2] else bare
