"""A training run on disk, so that a killed one goes on where it stopped."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from finetune.adapter import Trainable
from finetune.errors import RunOfAnotherKind


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands after a whole epoch."""

    epoch: int  # epochs done
    best: float  # best validation figure so far, 0 to 1
    best_epoch: int
    last: float = 0.0  # the last epoch's validation figure


def keep(
    folder: Path, network: Trainable, optimizer: torch.optim.Optimizer, recipe: dict[str, Any], progress: Progress
) -> None:
    """Write a state whose run depends on whatever `recipe` says."""
    tensors = {f"parameter/{name}": tensor.detach().contiguous() for name, tensor in network.trainable().items()}
    for index, state in optimizer.state_dict()["state"].items():
        tensors |= {f"optimizer/{index}/{key}": value.contiguous() for key, value in state.items()}
    note = json.dumps({"recipe": recipe, "progress": asdict(progress)})
    save_file(tensors, folder / "checkpoint.part", metadata={"note": note})
    (folder / "checkpoint.part").replace(folder / "checkpoint.safetensors")


def restore(folder: Path, network: Trainable, optimizer: torch.optim.Optimizer, recipe: dict[str, Any]) -> Progress:
    """Go back to a state that `keep` wrote; a folder without one starts at epoch 0.

    Raises:
        RunOfAnotherKind: The checkpoint was made by another recipe, or from other texts.
    """
    path = folder / "checkpoint.safetensors"
    if not path.exists():
        return Progress(0, 0.0, 0)
    with safe_open(path, framework="pt") as file:
        note = json.loads(file.metadata()["note"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    if note["recipe"] != recipe:
        raise RunOfAnotherKind(str(folder))
    network.load_trainable(_under(tensors, "parameter/"))
    moments: dict[int, dict[str, Tensor]] = {}
    for name, tensor in _under(tensors, "optimizer/").items():
        index, key = name.split("/")
        moments.setdefault(int(index), {})[key] = tensor
    optimizer.load_state_dict({**optimizer.state_dict(), "state": moments})
    return Progress(**note["progress"])


def save_best(folder: Path, network: Trainable) -> None:
    """Write the parameters of the best epoch so far."""
    tensors = {name: tensor.detach().contiguous() for name, tensor in network.trainable().items()}
    save_file(tensors, folder / "best.part")
    (folder / "best.part").replace(folder / "best.safetensors")


def load_best(folder: Path, network: Trainable) -> None:
    """Put the best epoch's parameters into the network."""
    with safe_open(folder / "best.safetensors", framework="pt") as file:
        network.load_trainable({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
