"""The searchable passages of one kind of record, as they stand at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.search.keywords import KeywordIndex
from indexes.snapshot import Passage, Snapshot
from indexes.types import Vectors
from indexes.vectors import VectorIndex

KEYWORD_WEIGHT = 0.3  # what sharing all words of a query adds to the cosine when hits are ranked
POOL = 64  # nearest passages that are looked at first; more when the row rule hides many


@dataclass(frozen=True, slots=True)
class Found:
    """The best passage of one record."""

    record: int
    part: int  # number of the passage within the record, from 0
    similarity: float  # cosine, -1 to 1; without vectors the share of the query's words, 0 to 1
    rank: float  # what hits are ordered by


class Shelf:
    """Passages with their words, and with vectors unless the search runs degraded; never changed after making."""

    def __init__(self, passages: Iterable[Passage], index: VectorIndex | None) -> None:
        """Take passages over; with an index every passage's key is in it."""
        self.passages = tuple(passages)
        self.index = index
        self._rows = {passage.key: row for row, passage in enumerate(self.passages)}
        self._by_record: dict[int, list[int]] = {}
        for row, passage in enumerate(self.passages):
            self._by_record.setdefault(int(passage.source), []).append(row)
        self._keywords = KeywordIndex(passage.text for passage in self.passages)

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot) -> Shelf:
        """Make a shelf of what was stored."""
        index = VectorIndex(snapshot.vectors.shape[1], high_water_row=snapshot.high_water_row)
        index.add([passage.key for passage in snapshot.passages], snapshot.vectors)
        return cls(snapshot.passages, index)

    @property
    def stamps(self) -> dict[int, str]:
        """The stamp of every record on the shelf, by its id."""
        return {int(passage.source): passage.stamp for passage in self.passages}

    def known(self, text: str) -> float:
        """The share, 0 to 1, of a text's weight in words that occur on the shelf."""
        return self._keywords.known(text)

    def unheard(self, text: str) -> tuple[str, ...]:
        """The words of a text that occur nowhere on the shelf, nor any other word for them."""
        return self._keywords.unheard(text)

    def vector_of(self, record: int) -> Vectors | None:
        """The mean direction of a record's passages, float32, shape (1, dim); None without one."""
        rows = self._by_record.get(record)
        if self.index is None or not rows:
            return None
        mean: Vectors = self.index.vectors([self.passages[row].key for row in rows]).mean(axis=0, keepdims=True)
        return mean  # (1, dim)

    def search(self, text: str, query: Vectors | None, *, pool: int = POOL) -> list[Found]:
        """The records nearest to a query, each with its best passage, best first.

        Args:
            text: The query's words; empty to go by the vector alone.
            query: float32, shape (1, dim); None to go by words alone.
            pool: Passages nearest in meaning, and as many nearest in words, that are considered.
        """
        shares = self._keywords.shares(text)  # (passages,)
        if query is None or self.index is None:
            shares = shares * self._keywords.known(text)  # the share of all words, found anywhere or not
        cosines = self._cosines(query, shares, pool)
        best = self._best(cosines, shares, meaning=query is not None)
        return sorted(best.values(), key=lambda found: (-found.rank, found.record))

    def among(self, records: Iterable[int], text: str, query: Vectors | None) -> dict[int, Found]:
        """How near each of some records is to a query, by its best passage; those not on the shelf are left out."""
        rows = [row for record in records for row in self._by_record.get(record, ())]
        if not rows:
            return {}
        shares = self._keywords.shares(text)  # (passages,)
        if query is None or self.index is None:
            shares = shares * self._keywords.known(text)
            return self._best({row: float(shares[row]) for row in rows}, shares, meaning=False)
        unit = query[0] / np.linalg.norm(query[0])  # (dim,)
        known = self.index.vectors([self.passages[row].key for row in rows]) @ unit  # (rows,)
        return self._best(dict(zip(rows, map(float, known), strict=True)), shares, meaning=True)

    def _best(self, cosines: dict[int, float], shares: NDArray[np.float32], *, meaning: bool) -> dict[int, Found]:
        best: dict[int, Found] = {}
        for row, cosine in cosines.items():
            passage, share = self.passages[row], float(shares[row])
            rank = cosine + KEYWORD_WEIGHT * share if meaning else share
            found = Found(int(passage.source), int(passage.key.rpartition("#")[2]), cosine, rank)
            if found.record not in best or found.rank > best[found.record].rank:
                best[found.record] = found
        return best

    def _cosines(self, query: Vectors | None, shares: NDArray[np.float32], pool: int) -> dict[int, float]:
        in_words = [int(row) for row in _largest(shares, pool) if shares[row] > 0]
        if query is None or self.index is None:
            return {row: float(shares[row]) for row in in_words}
        (hits,) = self.index.search(query, k=pool)
        cosines = {self._rows[hit.key]: hit.similarity for hit in hits}
        more = [row for row in in_words if row not in cosines]
        if more:
            unit = query[0] / np.linalg.norm(query[0])  # (dim,)
            known = self.index.vectors([self.passages[row].key for row in more]) @ unit  # (more,)
            cosines.update(zip(more, map(float, known), strict=True))
        return cosines


def _largest(values: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    if len(values) <= count:
        return np.arange(len(values))
    return np.argpartition(-values, count)[:count]
