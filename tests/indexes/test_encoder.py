"""Tests of the base encoder."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from indexes.encoder import WEIGHTS, Base, MiniLM, load_base, minilm_path
from indexes.errors import EncoderDamaged, EncoderMissing


@pytest.fixture(scope="module")
def base() -> Base:
    return load_base()


@pytest.fixture(scope="module")
def exact(base: Base) -> MiniLM:
    return MiniLM(base, dtype=torch.float32)


def test_vectors_are_unit_length_float32_in_the_order_of_the_texts(exact: MiniLM) -> None:
    texts = ["a much longer text about late deliveries to the warehouse", "hi", "invoice", ""]
    vectors = exact.encode(texts)
    assert (vectors.dtype, vectors.shape) == (np.dtype(np.float32), (4, 384))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    alone = np.concatenate([exact.encode([text]) for text in texts])
    assert np.allclose(vectors, alone, atol=1e-5)


def test_the_vector_of_a_known_sentence_is_the_published_models(exact: MiniLM) -> None:
    vector = exact.encode(["This is an example sentence"])[0]
    assert np.allclose(vector[:4], [0.067657, 0.063496, 0.048713, 0.079305], atol=2e-5)


def test_close_meanings_are_closer_than_far_ones(exact: MiniLM) -> None:
    refund, money_back, weather = exact.encode(["I want a refund", "please give my money back", "it rains in Oslo"])
    assert refund @ money_back > 0.5 > refund @ weather


def test_bfloat16_keeps_the_direction_of_every_vector(base: Base, exact: MiniLM) -> None:
    texts = ["short", "The parcel never arrived, twice now!", "word " * 400]
    cosines = (exact.encode(texts) * MiniLM(base, dtype=torch.bfloat16).encode(texts)).sum(axis=1)
    assert cosines.min() > 0.999


def test_no_texts_give_no_rows(exact: MiniLM) -> None:
    assert exact.encode([]).shape == (0, 384)


def test_text_past_256_tokens_is_not_read(exact: MiniLM) -> None:
    assert np.array_equal(exact.encode(["word " * 254]), exact.encode(["word " * 254 + "refund " * 100_000]))


def test_a_flipped_byte_in_the_weights_is_named_before_parsing(tmp_path: Path) -> None:
    folder = shutil.copytree(minilm_path(), tmp_path / "model")
    content = bytearray((folder / WEIGHTS).read_bytes())
    content[1000] ^= 1
    (folder / WEIGHTS).write_bytes(content)
    with pytest.raises(EncoderDamaged, match=r"model\.safetensors is damaged: sha256 .* instead of 53aa51172d14"):
        load_base(folder)


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match=r"model\.safetensors is missing"):
        load_base(tmp_path)
