"""Tests of encoders from a folder of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Pooling, Transformer
from transformers.models.bert import BertConfig, BertModel

from indexes.encoder import minilm_path
from indexes.errors import EncoderMissing
from indexes.hub import HubEncoder


def tiny_model(folder: Path, seed: int) -> Path:
    """A two-layer BERT with random weights, in the layout of sentence-transformers."""
    torch.manual_seed(seed)
    config = BertConfig(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32)
    bert = folder / "bert"
    BertModel(config).save_pretrained(bert)
    for file in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        shutil.copy(minilm_path() / file, bert)
    body = Transformer(str(bert))
    SentenceTransformer(modules=[body, Pooling(body.get_embedding_dimension())], device="cpu").save(str(folder / "st"))
    return folder / "st"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("tiny"), seed=1)


def test_a_folder_gives_unit_vectors_of_its_own_width(folder: Path) -> None:
    encoder = HubEncoder(str(folder))
    vectors = encoder.encode(["late parcel", "", "late parcel"])
    assert (encoder.dim, vectors.dtype, vectors.shape) == (16, np.dtype(np.float32), (3, 16))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(vectors[0], vectors[2], atol=1e-5)
    assert encoder.encode([]).shape == (0, 16)


def test_the_fingerprint_follows_the_weights(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "elsewhere")
    assert HubEncoder(str(folder)).fingerprint == HubEncoder(str(copy)).fingerprint
    assert HubEncoder(str(tiny_model(tmp_path, seed=2))).fingerprint != HubEncoder(str(folder)).fingerprint


def test_weights_that_are_no_safetensors_are_refused(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "pickled")
    weights = next(copy.glob("**/*.safetensors"))
    weights.rename(weights.with_name("pytorch_model.bin"))
    with pytest.raises(EncoderMissing, match=r"no encoder in .*pickled"):
        HubEncoder(str(copy))
