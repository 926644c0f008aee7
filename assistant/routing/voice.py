"""Whose voice a text is in: a customer's, or a colleague's who asks the assistant."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from assistant.errors import DamagedFile
from assistant.hashed import read_hashed, sha256

PACKAGED = Path(__file__).parent / "weights"
WEIGHTS, MANIFEST = "voice.safetensors", "manifest.json"
REMEDY = "install crm-assistant again"


@dataclass(frozen=True, slots=True)
class Voice:
    """Logistic regression over sentence vectors."""

    weight: NDArray[np.float32]  # (384,)
    bias: float

    def customer_probability(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Chance that each text was written by a customer.

        Args:
            vectors: float32, shape (n, 384), unit length, of the base encoder.

        Returns:
            float32, shape (n,), 0 to 1.
        """
        logits = vectors @ self.weight + self.bias  # (n,)
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the weights with a manifest of their hash."""
        folder.mkdir(parents=True, exist_ok=True)
        content = save({"weight": self.weight, "bias": np.array([self.bias], dtype=np.float32)})
        (folder / WEIGHTS).write_bytes(content)
        (folder / MANIFEST).write_text(json.dumps({WEIGHTS: sha256(content)}, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path = PACKAGED) -> Voice:
        """Read the weights after checking their hash.

        Raises:
            DamagedFile: A file is missing, or a byte differs from the manifest.
        """
        try:
            expected = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))[WEIGHTS]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedFile(str(folder / MANIFEST), REMEDY) from error
        tensors = load(read_hashed(folder / WEIGHTS, expected, remedy=REMEDY))
        return cls(tensors["weight"], float(tensors["bias"][0]))


NEUTRAL = Voice(np.zeros(384, dtype=np.float32), -20.0)
"""Hears no customer in anything; for routing by words alone."""
