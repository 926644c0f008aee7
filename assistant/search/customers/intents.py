"""How near a request is to each thing that customers can want, as the reader of messages labels them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import numpy as np

from assistant.intents.customer_service import CUSTOMER_SERVICE
from indexes.types import Encoder, Vectors

FLOOR, SPAN = 0.25, 0.35  # cosine from which an intent counts at all; how far above it counts in full
LIKELY = 0.12  # cosine behind the nearest intent at which another one no longer counts


class Intents:
    """The descriptions with the examples of the taxonomy as vectors, made when first needed."""

    def __init__(self) -> None:
        self._vectors: Vectors | None = None
        self._fingerprint = ""
        self._lock = threading.Lock()
        texts = [
            (intent.name, text)
            for intent in CUSTOMER_SERVICE.intents
            for text in (intent.description, *intent.examples)
        ]
        self._names: Sequence[str] = [name for name, _ in texts]
        self._texts: Sequence[str] = [text for _, text in texts]

    def affinity(self, query: Vectors, load: Callable[[], Encoder | None]) -> dict[str, float]:
        """How far a request may be about each intent, 0 to 1; intents that are not near are left out.

        Args:
            query: float32, shape (1, dim), unit length.
            load: Gives the encoder that made the query.
        """
        vectors = self._ready(load())
        if vectors is None:
            return {}
        similarities = (vectors @ query[0]).astype(float)  # (texts,)
        best: dict[str, float] = {}
        for name, similarity in zip(self._names, similarities, strict=True):
            best[name] = max(best.get(name, -1.0), float(similarity))
        top = max(best.values())
        strength = float(np.clip((top - FLOOR) / SPAN, 0, 1))
        near = {name: 1 - (top - similarity) / LIKELY for name, similarity in best.items()}
        return {name: strength * share for name, share in near.items() if share > 0 and strength > 0}

    def _ready(self, encoder: Encoder | None) -> Vectors | None:
        if encoder is None:
            return None
        with self._lock:
            if self._vectors is None or self._fingerprint != encoder.fingerprint:
                self._vectors, self._fingerprint = encoder.encode(self._texts), encoder.fingerprint
            return self._vectors
