"""Texts as bags of words, for routing while the encoder cannot be used."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIM = 384


def bag_of_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors, float32 of shape (len(texts), 384), whose cosine is the overlap of words."""
    vectors = np.zeros((len(texts), DIM), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in re.findall(r"[\w']+", text.lower()):
            vectors[row, zlib.crc32(word.encode()) % DIM] += 1.0
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)  # (n, 1)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
