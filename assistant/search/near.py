"""Strings within a few edits of a given one, found through shared letter pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

KEPT = 48  # candidates whose distance is computed, those sharing most letter pairs


@dataclass(frozen=True, slots=True)
class Near:
    """A string close to the one asked for."""

    position: int  # in the indexed list
    edits: int  # insertions, deletions, substitutions, swaps of neighbours
    likeness: float  # 1 - edits / longer length, 0 to 1


class NearIndex:
    """A fixed list of strings, searchable by edit distance."""

    def __init__(self, strings: Sequence[str]) -> None:
        """Index the strings; they should differ from each other."""
        self._strings = list(strings)
        self._lengths = np.array([len(string) for string in strings], dtype=np.int32)
        postings: dict[str, list[int]] = {}
        for position, string in enumerate(strings):
            for pair in _pairs(string):
                postings.setdefault(pair, []).append(position)
        self._postings = {pair: np.array(rows, dtype=np.int32) for pair, rows in postings.items()}

    def within(self, string: str, edits: int) -> list[Near]:
        """Indexed strings at most `edits` edits away, nearest first.

        Only the 48 that share most letter pairs are compared, so far ones may be missed in a large index.
        """
        candidates = self._candidates(string, edits)
        if not len(candidates):
            return []
        choices = [self._strings[row] for row in candidates]
        hits = process.extract(string, choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
        return [
            Near(int(candidates[place]), int(distance), 1 - distance / max(len(string), len(choice), 1))
            for choice, distance, place in hits
        ]

    def _candidates(self, string: str, edits: int) -> NDArray[np.intp]:
        pairs = _pairs(string)
        rows = [self._postings[pair] for pair in pairs if pair in self._postings]
        if not rows:
            return np.empty(0, dtype=np.intp)
        shared = np.bincount(np.concatenate(rows), minlength=len(self._strings))  # (strings,)
        needed = max(2, len(pairs) - 3 * edits)  # a swap of neighbours breaks three pairs
        found = np.flatnonzero(shared >= needed)
        found = found[np.abs(self._lengths[found] - len(string)) <= edits]
        if len(found) > KEPT:
            alike = shared[found] / (self._lengths[found] + len(pairs))
            found = found[np.argpartition(-alike, KEPT)[:KEPT]]
        return found


def _pairs(string: str) -> set[str]:
    padded = f"^{string}$"
    return {padded[place : place + 2] for place in range(len(padded) - 1)}
