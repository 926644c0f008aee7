"""The same index by brute force in numpy: slow, obviously right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexes.types import Vectors
from indexes.vectors import Hit, unit_rows


class BruteIndex:
    """What `VectorIndex` must agree with; used as its oracle in tests and benchmarks."""

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self._vectors: dict[str, Vectors] = {}

    def __len__(self) -> int:
        return len(self._vectors)

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Add vectors under new keys."""
        self._vectors.update(zip(keys, unit_rows(vectors, self.dim), strict=True))

    def update(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Set the vectors of keys, new or known; they become the youngest."""
        for key in keys:
            self._vectors.pop(key, None)
        self.add(keys, vectors)

    def remove(self, keys: Sequence[str]) -> None:
        """Take vectors out."""
        for key in dict.fromkeys(keys):
            del self._vectors[key]

    def search(self, queries: Vectors, *, k: int, floor: float = -1.0) -> list[list[Hit]]:
        """Find the `k` vectors closest to each query, as `VectorIndex.search` does."""
        unit = unit_rows(queries, self.dim)
        if not self._vectors:
            return [[] for _ in unit]
        similarities = (unit @ np.stack(list(self._vectors.values())).T).clip(-1, 1)  # (n_queries, n)
        keys = list(self._vectors)
        return [
            [
                Hit(keys[place], float(row[place]))
                for place in np.argsort(-row, kind="stable")[:k]
                if row[place] >= floor
            ]
            for row in similarities
        ]
