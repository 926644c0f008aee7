"""A topic aimed at a shelf of passages: by words, by meaning, by what the nearest passages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from assistant.search.shelf import KEYWORD_WEIGHT, POOL, Found, Shelf
from indexes.types import Vectors

NEAREST = 3  # records whose mean direction the query is moved towards (Rocchio's pseudo relevance feedback)
WORDS_WEIGHT = 0.7  # what sharing all words adds to the cosine that the order is by
PULL = 0.6  # how far, as a share of the query's own length
FLOOR, NARROW_FLOOR, WORDS_FLOOR = 0.36, 0.24, 0.30
"""Rank below which a passage is about something else: among all, among accounts that meet facts, by words alone."""

SURE, UNKNOWN = 0.40, 0.06
"""What the nearest passage of all must reach for a topic to be there at all: more, the more of its words are new."""


@dataclass(frozen=True, slots=True)
class Near:
    """One record with how near it is."""

    part: int  # number of its best passage
    similarity: float  # cosine to the topic, -1 to 1; by words alone their share, 0 to 1
    plain: float  # what floors are for: the cosine with a small gain for shared words
    rank: float  # what the order is by: the cosine to the moved query with a larger one


@dataclass(frozen=True, slots=True)
class Aim:
    """A topic with its query before, after it was moved towards the nearest records."""

    shelf: Shelf
    words: str
    plain: Vectors | None  # (1, dim), unit length; None where words alone count
    moved: Vectors | None
    known: float  # share of the words' weight that occurs on the shelf, 0 to 1
    top: float  # the highest plain rank of all

    def nearest(self, pool: int) -> Mapping[int, Near]:
        """The records of the nearest passages, by id."""
        found = {hit.record: hit for hit in self.shelf.search(self.words, self.moved, pool=pool)}
        return self._compared(found)

    def among(self, records: Iterable[int]) -> Mapping[int, Near]:
        """Those of the records that are on the shelf, by id."""
        return self._compared(self.shelf.among(records, self.words, self.moved))

    def floor(self, *, narrow: bool) -> float:
        """The plain rank a record must reach; lower where facts have narrowed down whose it may be."""
        if self.plain is None:
            return WORDS_FLOOR
        return NARROW_FLOOR if narrow else FLOOR

    def known_at_all(self) -> bool:
        """Whether anything on the shelf is near enough to be about the topic."""
        return self.top >= (WORDS_FLOOR if self.plain is None else SURE + UNKNOWN * (1 - self.known))

    def _compared(self, found: Mapping[int, Found]) -> dict[int, Near]:
        plain = self.shelf.among(found, self.words, self.plain)
        return {
            record: Near(
                hit.part, plain[record].similarity, self._rank(plain[record]), self._rank(hit, weight=WORDS_WEIGHT)
            )
            for record, hit in found.items()
        }

    def _rank(self, hit: Found, *, weight: float = KEYWORD_WEIGHT) -> float:
        """The cosine with a gain for shared words, which is cut down by the words that nobody used."""
        if self.plain is None:
            return hit.rank
        return hit.similarity + self.known * weight / KEYWORD_WEIGHT * (hit.rank - hit.similarity)


def aimed(shelf: Shelf, words: str, asked: Vectors | None, voiced: Vectors | None) -> Aim:
    """Aim a query: find its nearest records, move it towards them.

    Args:
        shelf: Where to look.
        words: What is sought.
        asked: float32, shape (1, dim), the request as it was put: how near a record is in the end.
        voiced: The same as a customer would say it: what the order is by. Both None to go by words alone.
    """
    known = shelf.known(words)
    if asked is None or voiced is None or shelf.index is None:
        first = shelf.search(words, None)
        return Aim(shelf, words, None, None, known, first[0].rank if first else 0.0)
    plain, unit = asked / np.linalg.norm(asked), voiced / np.linalg.norm(voiced)  # (1, dim) each
    top = max((hit.similarity for hit in shelf.search(words, plain)), default=0.0)
    aim = Aim(shelf, words, plain, unit, known, top)
    nearest = sorted(aim.nearest(POOL).items(), key=lambda one: (-one[1].rank, one[0]))[:NEAREST]
    if not nearest:
        return aim
    vectors = [vector for record, _ in nearest if (vector := shelf.vector_of(record)) is not None]
    moved = unit + PULL * np.mean(vectors, axis=0)  # (1, dim)
    return replace(aim, moved=moved / np.linalg.norm(moved))
