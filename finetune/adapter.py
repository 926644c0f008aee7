"""Low-rank adapters over a frozen encoder."""

from __future__ import annotations

import warnings
from typing import Protocol, cast

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor, nn
from transformers import BertModel

TARGETS = {"all": ("query", "key", "value", "dense"), "attention": ("query", "key", "value"), "values": ("value",)}
"""The linear layers of BERT that carry an adapter; the pooler, which we do not use, is left out."""


class Trainable(Protocol):
    """A network of which training moves a part."""

    def trainable(self) -> dict[str, Tensor]:
        """The parameters that training moves, by their names."""

    def load_trainable(self, tensors: dict[str, Tensor]) -> None:
        """Put saved values into them."""


def adapted(base: BertModel, *, rank: int, alpha: int, dropout: float, targets: str = "all") -> PeftModel:
    """Freeze an encoder, with adapters of its own kind beside its linear layers (LoRA, Hu et al. 2021).

    Args:
        base: The encoder; changed in place.
        rank: Of each adapter's product.
        alpha: The product is multiplied by `alpha / rank`.
        dropout: On each adapter's input, 0 to 1.
        targets: Which layers, a name of `TARGETS`.
    """
    config = LoraConfig(
        r=rank, lora_alpha=alpha, lora_dropout=dropout, target_modules=list(TARGETS[targets]), bias="none"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # peft asks transformers under a name that will go
        return cast(PeftModel, get_peft_model(base, config))


def trainable(network: nn.Module) -> dict[str, Tensor]:
    """The parameters of a network that training moves, by their names."""
    return {name: tensor for name, tensor in network.named_parameters() if tensor.requires_grad}


def load_trainable(network: nn.Module, tensors: dict[str, Tensor]) -> None:
    """Put saved values into the parameters that training moves.

    Raises:
        ValueError: They are not those of this network.
    """
    own = trainable(network)
    if {name: tensor.shape for name, tensor in own.items()} != {name: one.shape for name, one in tensors.items()}:
        raise ValueError("the saved parameters are not those of this recipe")
    with torch.no_grad():
        for name, tensor in own.items():
            cast(nn.Parameter, tensor).copy_(tensors[name])


def shipped_names(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """An adapter's tensors in half precision, under the names a reader knows.

    Returns:
        "<layer>.A" (rank, in) and "<layer>.B" (out, rank).
    """
    found = {}
    for name, tensor in tensors.items():
        layer, _, part = name.removeprefix("encoder.").removeprefix("base_model.model.").partition(".lora_")
        found[f"{layer}.{part[0]}"] = tensor.detach().to(torch.float16).contiguous()
    return found
