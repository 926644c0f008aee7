"""The optimizer of a classifier, with a learning rate for each depth."""

from __future__ import annotations

import re

import torch
from torch import Tensor

from finetune.classify.network import Classifier
from finetune.classify.settings import Settings

LAYERS = 6  # of MiniLM; deeper bases count from the same top
_LAYER = re.compile(r"\.layer\.(\d+)\.")


def optimizer_for(network: Classifier, settings: Settings, *, share: float = 1.0) -> torch.optim.AdamW:
    """AdamW; each layer of the encoder learns `layer_decay` times as fast as the one above it (Howard & Ruder 2018).

    Args:
        network: Whose trainable parameters are moved.
        settings: The rates, decay, and weight decay.
        share: Of every rate.
    """
    groups: dict[float, list[Tensor]] = {}
    for name, tensor in network.trainable().items():
        groups.setdefault(share * full_rate(name, settings), []).append(tensor)
    return torch.optim.AdamW(
        [{"params": tensors, "full": rate} for rate, tensors in groups.items()], weight_decay=settings.weight_decay
    )


def full_rate(name: str, settings: Settings) -> float:
    """The highest learning rate of a parameter, by its name."""
    found = _LAYER.search(name)
    if found is None:
        return settings.head_learning_rate
    return settings.learning_rate * settings.layer_decay ** (LAYERS - 1 - int(found[1]))
