"""The ways to read texts that are timed beside each other, by name, so that any process can make one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from sentence_transformers import SentenceTransformer
from transformers import pipeline

from assistant.understanding.reader import TransformerReader
from indexes.encoder import minilm_path

Run = Callable[[Sequence[str]], object]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read texts."""

    make: Callable[[], Run]
    texts: int  # read in a round


def _reader() -> Run:
    return TransformerReader.load().read


def _reader_in_float32() -> Run:
    return TransformerReader.load(dtype=torch.float32).read


def _alone() -> Run:
    read = pipeline("feature-extraction", model=str(minilm_path()), device="cpu")
    return lambda texts: [read(text, truncation=True) for text in texts]


def _encode(batch_size: int) -> Run:
    sentences = SentenceTransformer(str(minilm_path()), device="cpu")
    return lambda texts: sentences.encode(list(texts), batch_size=batch_size)


WAYS = {
    "reader": Way(_reader, 2000),
    "reader in float32": Way(_reader_in_float32, 1000),
    "transformers.pipeline": Way(_alone, 100),
    "SentenceTransformer.encode/32": Way(lambda: _encode(32), 1000),
    "SentenceTransformer.encode/128": Way(lambda: _encode(128), 1000),
}
