"""One message that people labelled, as the memory keeps it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prototype:
    """A labelled message's place in the frozen encoder's space."""

    vector: Floats  # (384,), unit length
    label: str
    before: str  # what the reader had said of it; empty for an example
    person: int  # whose word it is
    correction: int  # id of the correction; 0 for one that is only being tried, -1 for an intent's example

    @property
    def is_example(self) -> bool:
        """Whether an intent's maker chose it, rather than somebody correcting a message."""
        return self.correction < 0


def packed(vector: Floats) -> bytes:
    """A vector as it is stored: float16, little-endian."""
    return vector.astype("<f2").tobytes()


def unpacked(stored: bytes) -> Floats:
    """The vector that `packed` stored, as float32 of unit length again."""
    vector = np.frombuffer(stored, dtype="<f2").astype(np.float32)
    unit: Floats = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return unit
