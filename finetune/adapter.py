"""Low-rank adapters over a frozen encoder."""

from __future__ import annotations

import warnings
from typing import Protocol, cast

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor, nn
from transformers import BertModel

from finetune.errors import CannotStart

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


def shipped_name(name: str) -> str:
    """The name a reader knows a network's adapter tensor by: "<layer>.A" (rank, in), "<layer>.B" (out, rank)."""
    layer, _, part = name.removeprefix("encoder.").removeprefix("base_model.model.").partition(".lora_")
    return f"{layer}.{part[0]}"


def shipped_names(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """An adapter's tensors in half precision, under the names a reader knows."""
    return {shipped_name(name): one.detach().to(torch.float16).contiguous() for name, one in tensors.items()}


def start_from(network: nn.Module, shipped: dict[str, Tensor]) -> None:
    """Let an adapter begin as another that was shipped; whatever else the network trains stays as it is.

    Raises:
        CannotStart: The other has another rank, or other layers.
    """
    own = {shipped_name(name): tensor for name, tensor in trainable(network).items() if ".lora_" in name}
    for name, tensor in own.items():
        if name not in shipped or shipped[name].shape != tensor.shape:
            raise CannotStart(name, tuple(tensor.shape))
    with torch.no_grad():
        for name, tensor in own.items():
            cast(nn.Parameter, tensor).copy_(shipped[name].float())
