"""The folder of a trained reader: checked against its manifest, then parsed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors.torch import load as load_safetensors
from torch import Tensor
from transformers.models.bert import BertModel

from assistant.errors import AdapterOfAnotherBase, DamagedFile
from assistant.hashed import read_hashed
from assistant.understanding.calibration import Bands, Calibration
from indexes.encoder import Base

PACKAGED = Path(__file__).with_name("weights")
ADAPTER, LABELS, CALIBRATION, WORDS, CARD, MANIFEST = (
    "adapter.safetensors",
    "labels.json",
    "calibration.json",
    "words.json",
    "card.md",
    "manifest.json",
)
REMEDY = "reinstall crm-assistant, or train again with `python -m finetune`"


@dataclass(frozen=True, slots=True)
class Labels:
    """The names behind each head's outputs, in order."""

    intents: tuple[str, ...]
    sentiments: tuple[str, ...]
    urgencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained reader as it lies on disk."""

    version: str
    base_fingerprint: str  # of the encoder the adapter belongs to
    scaling: float  # factor of the adapter's product: alpha / rank
    tensors: dict[str, Tensor]  # "<layer>.A" (rank, in), "<layer>.B" (out, rank), "head.<name>.weight|bias"
    labels: Labels
    calibration: Calibration
    words: dict[str, int]  # of its training messages, with how often each occurs; empty: no slip is mended


def read_weights(folder: Path = PACKAGED) -> Weights:
    """Read a folder that `python -m finetune` exported; nothing is parsed before its hash is right.

    Raises:
        DamagedFile: A file is missing, its sha256 is not the manifest's, or the manifest lacks a field.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        expected = dict(manifest["files"])
        version, fingerprint = str(manifest["version"]), str(manifest["base_fingerprint"])
        scaling = float(manifest["scaling"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedFile(str(folder / MANIFEST), REMEDY) from error
    names = [ADAPTER, LABELS, CALIBRATION, *([WORDS] if WORDS in expected else [])]  # older weights have no words
    content = {name: read_hashed(folder / name, expected.get(name, ""), remedy=REMEDY) for name in names}
    labels, figures = json.loads(content[LABELS]), json.loads(content[CALIBRATION])["settings"]
    return Weights(
        version,
        fingerprint,
        scaling,
        load_safetensors(content[ADAPTER]),
        Labels(*(tuple(labels[name]) for name in ("intents", "sentiments", "urgencies"))),
        calibration_of(figures),
        json.loads(content.get(WORDS, b"{}")),
    )


def calibration_of(figures: dict[str, Any]) -> Calibration:
    """The settings of `calibration.json` as values."""
    intent, sentiment = Bands(**figures["intent_bands"]), Bands(**figures["sentiment_bands"])
    return Calibration(**{**figures, "intent_bands": intent, "sentiment_bands": sentiment})


def merge(base: Base, weights: Weights) -> BertModel:
    """Add the adapter's products to the base's own layers, in place.

    Raises:
        AdapterOfAnotherBase: The adapter was trained on another base.
    """
    if base.fingerprint != weights.base_fingerprint:
        raise AdapterOfAnotherBase(weights.base_fingerprint, base.fingerprint)
    parameters = dict(base.model.named_parameters())
    for name, down in weights.tensors.items():
        if name.endswith(".A"):
            layer = name.removesuffix(".A")
            product = weights.tensors[f"{layer}.B"].float() @ down.float()  # (out, in)
            parameters[f"{layer}.weight"].data += weights.scaling * product
    return base.model
