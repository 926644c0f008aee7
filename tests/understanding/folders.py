"""A small folder of weights, made without training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from assistant.understanding.calibration import Bands, Calibration
from assistant.understanding.labels import HEADS
from assistant.understanding.lexical import LexicalHead
from finetune.calibrate import Report
from finetune.export import export
from finetune.network import Network
from finetune.recipe import Recipe
from finetune.train import Trained
from indexes.encoder import load_base

RECIPE = Recipe(rank=4, alpha=8)
CALIBRATION = Calibration(1.5, Bands(0.9, 0.6), 1.25, Bands(0.8, 0.5), 1.0, 1.0, 0.5, 0.95)
REPORT = Report(100, 0.8, 0.6, 0.96, 0.2, 0.85, 0.02, 0.1, 0.7, 0.5, 0.97)
OUTPUTS = sum(HEADS.values())
SILENT = LexicalHead(
    np.array([2073], np.int64),
    np.ones(1, np.float32),
    np.zeros((1, OUTPUTS), np.float32),
    np.zeros(OUTPUTS, np.float32),
)
"""A lexical head that says nothing."""


def untrained(seed: int = 0) -> Trained:
    """A network whose adapters are random instead of trained, so that they change the outputs."""
    torch.manual_seed(seed)
    base = load_base()
    network = Network(base.model, RECIPE)
    with torch.no_grad():
        for name, tensor in network.trainable().items():
            if "lora_B" in name:
                tensor.normal_(std=0.02)
    network.train(False)
    return Trained(network, base.tokenizer, base.fingerprint, 1)


def write_weights(folder: Path, trained: Trained, *, lexical: LexicalHead | None = None) -> str:
    """Export it with a made-up calibration."""
    return export(folder, trained, lexical or SILENT, RECIPE, CALIBRATION, REPORT, "# card", {"order": 3})
