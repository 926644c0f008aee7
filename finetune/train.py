"""Training of the reader of customers' messages."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from finetune import checkpoint
from finetune.batches import Batch, epoch_batches, steps_per_epoch
from finetune.evaluate import figures_of, outputs_of
from finetune.examples import Example
from finetune.loop import Stage, run_stage
from finetune.losses import loss
from finetune.network import Network
from finetune.recipe import Recipe
from indexes.encoder import fastest_dtype, load_base

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trained:
    """What a run leaves: the network at its best epoch, with what is needed to read texts with it."""

    network: Network
    tokenizer: Tokenizer
    base_fingerprint: str
    best_epoch: int


def train(
    examples: Sequence[Example],
    validation: Sequence[Example],
    recipe: Recipe,
    folder: Path,
    *,
    start: Path | None = None,
) -> Trained:
    """Train an adapter and heads; a run that was killed in this folder goes on after its last whole epoch.

    Args:
        examples: What is trained on.
        validation: Messages by writers that `examples` lacks, which choose the epoch; empty: the last epoch is kept.
        recipe: The settings.
        folder: Where checkpoints go.
        start: Folder of a finished run whose best parameters this one starts from; None: from the bare base.
    """
    torch.manual_seed(recipe.seed)
    base = load_base()
    base.model.set_attn_implementation("eager")  # its backward pass is faster on a CPU than the fused one
    network = Network(base.model, recipe)
    if start is not None:
        checkpoint.load_best(start, network)
    _to_training(network, recipe)
    stage: Stage[Batch] = Stage(
        "messages",
        recipe.epochs,
        steps_per_epoch(examples, recipe),
        lambda epoch: epoch_batches(examples, base.tokenizer, recipe, epoch=epoch),
        lambda batch: _backward(network, batch, recipe),
        (lambda: _judged(network, validation, base.tokenizer, recipe)) if validation else None,
        recipe.patience,
        recipe.warmup,
        recipe.seed,
    )
    done = run_stage(stage, network, _optimizer(network, recipe), asdict(recipe), folder)
    network.train(False)
    return Trained(network, base.tokenizer, base.fingerprint, done.best_epoch)


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW, with a rate of their own for the heads."""
    named = network.trainable()
    heads = [tensor for name, tensor in named.items() if name.startswith("heads.")]
    adapter = [tensor for name, tensor in named.items() if not name.startswith("heads.")]
    groups = [{"params": adapter, "full": recipe.learning_rate}, {"params": heads, "full": recipe.head_learning_rate}]
    return torch.optim.AdamW(groups, weight_decay=recipe.weight_decay)


def _backward(network: Network, batch: Batch, recipe: Recipe) -> float:
    """Add a batch's gradients, giving its loss; bfloat16 where the CPU multiplies it natively."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fastest_dtype() == torch.bfloat16):
        logits = network(batch.ids, batch.mask)
    cost = loss(logits, batch.targets, recipe)
    cost.backward()  # type: ignore[no-untyped-call]
    return float(cost.detach())


def _judged(network: Network, validation: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe) -> float:
    """The figure that chooses an epoch."""
    figures = figures_of(outputs_of(network, validation, tokenizer, recipe), validation)
    log.info("%s overall %.4f", figures, figures.overall)
    _to_training(network, recipe)
    return figures.overall


def _to_training(network: Network, recipe: Recipe) -> None:
    network.train()
    network.encoder.train(recipe.adapter_dropout > 0)  # the frozen base's own dropout only slows the adapter down
