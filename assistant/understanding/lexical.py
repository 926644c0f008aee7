"""Scores of labels from which word pieces, and pairs of neighbours, a text has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own habit

from assistant.understanding.outputs import Floats

Keys = NDArray[np.int64]
PREFIX = "lexical."
_SHIFT = 1 << 20  # above any token id


class LexicalHead:
    """A linear head over TF-IDF weights (1 + ln tf, smoothed idf, unit length), added to the encoder's own head.

    The encoder knows what words mean, this head remembers which of them tell; on writers neither has seen, their
    sum is right far more often than either.
    """

    def __init__(self, keys: Keys, idf: Floats, weight: Floats, bias: Floats) -> None:
        """Take the features' keys (n,), rising, with idf (n,), weight (n, labels), bias (labels,)."""
        self._keys = keys
        self._idf = idf
        self._weight = torch.from_numpy(weight)
        self._bias = bias

    def scores(self, token_ids: Sequence[Sequence[int]]) -> Floats:
        """Scores of each text, float32, (texts, labels); a text without a known feature gets the bias."""
        places, values, offsets = [], [], []
        start = 0
        for ids in token_ids:
            at, value = self._features(ids)
            places.append(at)
            values.append(value)
            offsets.append(start)
            start += len(at)
        if not start:
            return np.tile(self._bias, (len(token_ids), 1))
        summed = F.embedding_bag(
            torch.from_numpy(np.concatenate(places)),
            self._weight,
            torch.tensor(offsets),
            mode="sum",
            per_sample_weights=torch.from_numpy(np.concatenate(values)),
        )  # (texts, labels)
        scores: Floats = summed.numpy() + self._bias
        return scores

    def _features(self, ids: Sequence[int]) -> tuple[Keys, Floats]:
        """Places of a text's known features with their values, a vector of unit length."""
        keys, counts = np.unique(keys_of(ids), return_counts=True)
        places = np.searchsorted(self._keys, keys)
        known = self._keys[np.minimum(places, len(self._keys) - 1)] == keys
        at = places[known]
        value = (1 + np.log(counts[known])) * self._idf[at]
        return at, (value / max(float(np.linalg.norm(value)), 1e-12)).astype(np.float32)

    def tensors(self) -> dict[str, Tensor]:
        """The head as it is shipped: weights in one byte each, scaled by label."""
        scale = self._weight.abs().amax(0).clamp(min=1e-12) / 127  # (labels,)
        return {
            f"{PREFIX}keys": torch.from_numpy(self._keys),
            f"{PREFIX}idf": torch.from_numpy(self._idf),
            f"{PREFIX}weight": (self._weight / scale).round().to(torch.int8),
            f"{PREFIX}scale": scale,
            f"{PREFIX}bias": torch.from_numpy(self._bias),
        }

    @classmethod
    def of(cls, tensors: dict[str, Tensor]) -> LexicalHead:
        """The head that `tensors` wrote."""
        weight = tensors[f"{PREFIX}weight"].float() * tensors[f"{PREFIX}scale"]
        keys, idf, bias = (tensors[f"{PREFIX}{name}"].numpy() for name in ("keys", "idf", "bias"))
        return cls(keys, idf, weight.numpy(), bias)

    def scaled(self, factors: Floats | float) -> LexicalHead:
        """The same head with its scores multiplied, by one factor or by one a label, (labels,)."""
        each = np.asarray(factors, dtype=np.float32)
        return LexicalHead(self._keys, self._idf, self._weight.numpy() * each, (self._bias * each).astype(np.float32))


def keys_of(ids: Sequence[int]) -> Keys:
    """One number for each token of a text, one for each pair of neighbours; the markers count as tokens."""
    tokens = np.asarray(ids, dtype=np.int64)
    return np.concatenate([tokens, (tokens[:-1] + 1) * _SHIFT + tokens[1:]])
