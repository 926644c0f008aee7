"""A FAISS index of named vectors under cosine similarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from indexes.types import Vectors


@dataclass(frozen=True, slots=True)
class Hit:
    """One vector found."""

    key: str
    similarity: float  # cosine, -1 to 1


class VectorIndex:
    """An exact (flat) cosine index; keys are strings, rows are numbered once and never reused."""

    def __init__(self, dim: int, *, high_water_row: int = 0) -> None:
        """Start empty.

        Args:
            dim: Numbers per vector, at least 1.
            high_water_row: First row number to give out.
        """
        if dim < 1:
            raise ValueError(f"dim {dim} is below 1")
        self.dim = dim
        self.high_water_row = high_water_row  # the next vector's row; only grows
        self._faiss = faiss.IndexIDMap2(faiss.IndexFlatIP(dim))
        self._rows: dict[str, int] = {}
        self._keys: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    @property
    def keys(self) -> list[str]:
        """The keys in the order of their rows."""
        return [self._keys[row] for row in sorted(self._keys)]

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Add vectors under new keys.

        Args:
            keys: One per row of `vectors`, none of them in the index yet.
            vectors: float32, shape (len(keys), dim); rows need not be unit length.

        Raises:
            ValueError: A key is there already or twice, `dim` differs, or a row is zero or not finite.
        """
        unit = unit_rows(vectors, self.dim)
        self._check_keys(keys, unit)
        if taken := next((key for key in keys if key in self._rows), None):
            raise ValueError(f"key {taken!r} is in the index already: use update")
        self._append(keys, unit)

    def update(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Set the vectors of keys, new or known; arguments and errors as for `add`."""
        unit = unit_rows(vectors, self.dim)
        self._check_keys(keys, unit)
        self.remove([key for key in keys if key in self._rows])
        self._append(keys, unit)

    def remove(self, keys: Sequence[str]) -> None:
        """Take vectors out.

        Raises:
            ValueError: A key is not in the index; nothing has been removed then.
        """
        if unknown := next((key for key in keys if key not in self._rows), None):
            raise ValueError(f"key {unknown!r} is not in the index")
        rows = [self._rows[key] for key in dict.fromkeys(keys)]
        if rows:
            self._faiss.remove_ids(faiss.IDSelectorBatch(np.array(rows, dtype=np.int64)))
        for row in rows:
            del self._rows[self._keys.pop(row)]

    def search(self, queries: Vectors, *, k: int, floor: float = -1.0) -> list[list[Hit]]:
        """Find the `k` vectors closest to each query.

        Args:
            queries: float32, shape (n_queries, dim); rows need not be unit length.
            k: Most hits per query, at least 1; fewer come back from a small index.
            floor: Drop hits whose cosine similarity is below this (-1 to 1).

        Returns:
            One list per query, in order, each sorted by falling similarity; never padded.

        Raises:
            ValueError: `k` < 1, `dim` differs from the index's, or a row is zero or not finite.
        """
        if k < 1:
            raise ValueError(f"k {k} is below 1")
        unit = unit_rows(queries, self.dim)
        if not len(self) or not len(unit):
            return [[] for _ in unit]
        similarities, rows = self._faiss.search(unit, min(k, len(self)))  # (n_queries, k) each
        return [self._hits(*found, floor) for found in zip(similarities.clip(-1, 1), rows, strict=True)]

    def vectors(self, keys: Sequence[str]) -> Vectors:
        """The unit-length vectors of keys, float32, shape (len(keys), dim).

        Raises:
            ValueError: A key is not in the index.
        """
        if unknown := next((key for key in keys if key not in self._rows), None):
            raise ValueError(f"key {unknown!r} is not in the index")
        stored = np.empty((len(keys), self.dim), dtype=np.float32)
        for place, key in enumerate(keys):
            stored[place] = self._faiss.reconstruct(self._rows[key])
        return stored

    def _check_keys(self, keys: Sequence[str], unit: Vectors) -> None:
        if len(keys) != len(unit):
            raise ValueError(f"{len(keys)} keys for {len(unit)} vectors")
        if len(set(keys)) != len(keys):
            raise ValueError("a key occurs twice in one call")

    def _append(self, keys: Sequence[str], unit: Vectors) -> None:
        if not keys:
            return
        rows = range(self.high_water_row, self.high_water_row + len(keys))
        self._faiss.add_with_ids(unit, np.array(rows, dtype=np.int64))
        self.high_water_row = rows.stop
        self._rows.update(zip(keys, rows, strict=True))
        self._keys.update(zip(rows, keys, strict=True))

    def _hits(self, similarities: NDArray[np.float32], rows: NDArray[np.int64], floor: float) -> list[Hit]:
        order = np.lexsort((rows, -similarities))  # equal similarity: the older row first
        return [
            Hit(self._keys[int(rows[place])], float(similarities[place]))
            for place in order
            if similarities[place] >= floor
        ]


def unit_rows(vectors: Vectors, dim: int) -> Vectors:
    """Scale rows to unit length, as contiguous float32.

    Raises:
        ValueError: The shape is not (n, dim), or a row is zero or not finite.
    """
    if vectors.ndim != 2 or vectors.shape[1] != dim:
        raise ValueError(f"vectors of shape {vectors.shape}, the index holds (n, {dim})")
    exact = vectors.astype(np.float64)  # squares of large float32 overflow
    if not np.isfinite(exact).all():
        raise ValueError("a vector holds NaN or infinity")
    lengths = np.linalg.norm(exact, axis=1, keepdims=True)  # (n, 1)
    if not lengths.all():
        raise ValueError("a vector of length zero has no direction")
    return np.ascontiguousarray(exact / lengths, dtype=np.float32)
