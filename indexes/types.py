"""The shape that vectors have, with the protocol of what makes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # (n, dim)


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their similarity."""

    @property
    def dim(self) -> int:
        """Numbers per vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """sha256 over weights and configuration; vectors of different fingerprints cannot be compared."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, in order, as unit-length float32 rows of shape (len(texts), dim)."""
        ...
