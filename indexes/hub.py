"""Any sentence encoder, by folder or by its name on the Hugging Face hub."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import numpy as np
from safetensors.torch import save as to_bytes
from sentence_transformers import SentenceTransformer

from indexes.encoder import MAX_CHARACTERS
from indexes.errors import EncoderMissing
from indexes.types import Vectors


class HubEncoder:
    """A sentence-transformers model as an `Encoder`, on CPU; safetensors only, no code from the hub is run."""

    def __init__(self, name: str) -> None:
        """Load a model; a name that is no folder is downloaded once into the Hugging Face cache.

        Args:
            name: A folder, or a name such as "BAAI/bge-small-en-v1.5".

        Raises:
            EncoderMissing: There is no such folder or model, it cannot be reached, or it has no safetensors weights.
        """
        try:
            self._model = SentenceTransformer(
                name, device="cpu", trust_remote_code=False, model_kwargs={"use_safetensors": True}
            )
        except (OSError, ValueError) as error:
            raise EncoderMissing(name, f"a readable model ({str(error).splitlines()[0]})") from error
        self.dim: int = len(self._model.encode(["dimension"], show_progress_bar=False)[0])
        self.fingerprint = _fingerprint(self._model)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, in order, as unit-length float32 rows of shape (len(texts), dim)."""
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        short = [text[:MAX_CHARACTERS] for text in texts]
        vectors = self._model.encode(short, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)  # (len(texts), dim)


def _fingerprint(model: SentenceTransformer) -> str:
    weights = {name: tensor.contiguous().clone() for name, tensor in sorted(model.state_dict().items())}
    config: list[list[object]] = [
        [type(module).__name__, getattr(module, "get_config_dict", dict)()] for module in model
    ]
    content = json.dumps([config, model.max_seq_length], sort_keys=True, default=str).encode()
    return hashlib.sha256(to_bytes(weights) + content).hexdigest()
