"""Passages ranked by the words they share with a query."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.search.words import STOP, fold, words, written

K1, B = 1.2, 0.75  # the usual BM25 constants: saturation of repeated words, weight of a passage's length
ENDINGS, SHORTEST = ("ing", "ed", "ies", "es", "s"), 4
SYNONYM = 0.6  # what another word for the same thing counts, against the word itself
LIGHT = frozenset(
    {"got", "somebody", "someone", "anybody", "anyone", "something", "anything", "simply", "really", "thing", "ever"}
)
"""Words that carry no topic besides those in `STOP`."""


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
            forms = self._forms(term)
            if forms:
                weight = self._weight(len(forms[0][1]))
                possible += weight
                total += weight * np.max([share * self._said(rows) for share, rows in forms], axis=0)
        return total / possible if possible else total

    def known(self, query: str) -> float:
        """The share, 0 to 1, of a query's weight in words that occur anywhere; others count as the rarest ones."""
        forms = [self._forms(term) for term in dict.fromkeys(terms(query))]
        found = [len(of[0][1]) if of else 0 for of in forms]
        possible = sum(self._weight(count) for count in found)
        return sum(self._weight(count) for count in found if count) / possible if possible else 0.0

    def unheard(self, query: str) -> tuple[str, ...]:
        """The words of a query that occur nowhere, nor any other word for them, as they were said."""
        said = {word.form: query[word.start : word.end] for word in words(query)}
        return tuple(text for form, text in said.items() if (of := terms(form)) and not self._forms(of[0]))

    def _forms(self, term: str) -> list[tuple[float, NDArray[np.int32]]]:
        """The postings of a term, then of other words for it, each with what it counts; those nobody used left out."""
        others = ((SYNONYM, other) for other in sorted(SYNONYMS.get(term, ())))
        return [(share, self._postings[form]) for share, form in ((1.0, term), *others) if form in self._postings]

    def _said(self, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """How often each passage says one term, saturated: float32, shape (passages,), 0 to 1."""
        said = np.zeros(len(self._lengths), dtype=np.float32)
        count = rows[:, 1].astype(np.float32)
        damping = K1 * (1 - B + B * self._lengths[rows[:, 0]] / self._mean)
        said[rows[:, 0]] = count / (count + damping)
        return said

    def _weight(self, found: int) -> float:
        return float(np.log1p((len(self._lengths) - found + 0.5) / (found + 0.5)))  # rare words weigh more


def terms(text: str) -> list[str]:
    """Folded words without stop words, by their stems."""
    return [term for word in written(text) if (term := _term(word))]


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    """The stem of a word as written; nothing for a stop word."""
    form = fold(word)
    root = stem(form)
    return "" if form in STOP or root in STOP or form in LIGHT else root


def stem(form: str) -> str:
    """A folded word without the endings of plural, past, participle: "delivery" is one with "deliveries"."""
    ending = next((one for one in ENDINGS if form.endswith(one) and len(form) - len(one) >= SHORTEST), "")
    bare = form[: len(form) - len(ending)]
    if len(bare) > SHORTEST and bare.endswith(("e", "y")):
        return bare[:-1]
    return bare[:-1] if len(bare) > SHORTEST and bare[-1] == bare[-2] else bare


def _synonyms() -> dict[str, frozenset[str]]:
    """Stems of other words for the same thing, by stem."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in files("assistant.search").joinpath("synonyms.txt").read_text("utf-8").splitlines():
        group = {stem(word) for word in line.split()}
        for one in group:
            found[one] |= group - {one}
    return {one: frozenset(others) for one, others in found.items()}


SYNONYMS = _synonyms()
