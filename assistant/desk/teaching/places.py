"""Where messages lie in the frozen encoder's space, worked out once a message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.errors import DamagedFile
from assistant.records.teachable import Teachable, TeachableMessages
from assistant.understanding.mail import clean
from assistant.understanding.memory.prototypes import Floats, packed, unpacked
from assistant.understanding.reader import BASE_REMEDY
from indexes.errors import IndexesError
from indexes.types import Encoder


@dataclass(frozen=True, slots=True)
class Places:
    """Vectors of messages, stored in the records beside them."""

    messages: TeachableMessages
    load: Callable[[], Encoder]  # the encoder, loaded when it is first needed

    @property
    def encoder_id(self) -> str:
        """Names the encoder whose vectors these are."""
        return self._encoder().fingerprint

    def of_texts(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts as their writers' own words, float32 (n, 384), rounded as stored ones are."""
        if not texts:
            return np.zeros((0, 1), np.float32)
        vectors = self._encoder().encode([clean(text) for text in texts])
        return np.stack([unpacked(packed(one)) for one in vectors])

    def of(self, messages: Sequence[Teachable]) -> Floats:
        """Vectors of messages, float32 (n, 384); those that are missing are worked out, then stored."""
        if not messages:
            return np.zeros((0, 1), np.float32)
        encoder = self._encoder()
        known = self.messages.vectors([one.id for one in messages], encoder.fingerprint)
        missing = [one for one in messages if one.id not in known]
        if missing:
            found = self.of_texts([one.text for one in missing])
            fresh = {one.id: packed(vector) for one, vector in zip(missing, found, strict=True)}
            self.messages.store_vectors(fresh, encoder.fingerprint)
            known |= fresh
        return np.stack([unpacked(known[one.id]) for one in messages])

    def _encoder(self) -> Encoder:
        """The encoder.

        Raises:
            DamagedFile: Its files are missing or damaged.
        """
        try:
            return self.load()
        except IndexesError as error:
            raise DamagedFile("the base encoder", BASE_REMEDY) from error
