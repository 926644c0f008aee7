"""The training loop."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from finetune import checkpoint
from finetune.batches import Batch, epoch_batches, steps_per_epoch
from finetune.checkpoint import Progress
from finetune.evaluate import figures_of, outputs_of
from finetune.examples import Example
from finetune.loop import rate_share
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
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    base = load_base()
    base.model.set_attn_implementation("eager")  # its backward pass is faster on a CPU than the fused one
    network = Network(base.model, recipe)
    steps = steps_per_epoch(examples, recipe)
    if start is not None:
        checkpoint.load_best(start, network)
    optimizer = _optimizer(network, recipe)
    done = checkpoint.load(folder, network, optimizer, recipe)
    clock = time.monotonic()
    for epoch in range(done.epoch, recipe.epochs):
        torch.manual_seed(recipe.seed * 1000 + epoch)
        batches = epoch_batches(examples, base.tokenizer, recipe, epoch=epoch)
        mean_loss = _one_epoch(network, optimizer, enumerate(batches, start=epoch * steps), recipe, steps)
        done = _after_epoch(network, validation, base.tokenizer, recipe, folder, done)
        checkpoint.save(folder, network, optimizer, recipe, done)
        seconds, clock = time.monotonic() - clock, time.monotonic()
        left = (recipe.epochs - done.epoch) * seconds / 60
        log.info(
            "epoch %d of %d: loss %.3f, %.0f s, about %.0f min left",
            done.epoch,
            recipe.epochs,
            mean_loss,
            seconds,
            left,
        )
        if done.epoch - done.best_epoch >= recipe.patience:
            break
    checkpoint.load_best(folder, network)
    network.train(False)
    return Trained(network, base.tokenizer, base.fingerprint, done.best_epoch)


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW, with a rate of their own for the heads."""
    named = network.trainable()
    heads = [tensor for name, tensor in named.items() if name.startswith("heads.")]
    adapter = [tensor for name, tensor in named.items() if not name.startswith("heads.")]
    groups = [{"params": adapter, "full": recipe.learning_rate}, {"params": heads, "full": recipe.head_learning_rate}]
    return torch.optim.AdamW(groups, weight_decay=recipe.weight_decay)


def _one_epoch(
    network: Network,
    optimizer: torch.optim.Optimizer,
    numbered: Iterable[tuple[int, Batch]],
    recipe: Recipe,
    steps: int,
) -> float:
    """Go once over the batches, giving the mean loss; bfloat16 where the CPU multiplies it natively."""
    network.train()
    network.encoder.train(recipe.adapter_dropout > 0)  # the frozen base's own dropout only slows the adapter down
    losses = []
    for step, batch in numbered:
        for group in optimizer.param_groups:
            group["lr"] = group["full"] * rate_share(step, steps * recipe.epochs, recipe.warmup)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fastest_dtype() == torch.bfloat16):
            logits = network(batch.ids, batch.mask)
        cost = loss(logits, batch.targets, recipe)
        optimizer.zero_grad()
        cost.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.trainable().values(), 1.0)
        optimizer.step()
        losses.append(float(cost.detach()))
    return sum(losses) / len(losses)


def _after_epoch(
    network: Network,
    validation: Sequence[Example],
    tokenizer: Tokenizer,
    recipe: Recipe,
    folder: Path,
    done: Progress,
) -> Progress:
    """Validate; keep the parameters when they are the best so far, or when nothing can be validated."""
    epoch = done.epoch + 1
    if not validation:
        checkpoint.save_best(folder, network)
        return Progress(epoch, 0.0, epoch)
    figures = figures_of(outputs_of(network, validation, tokenizer, recipe), validation)
    log.info("%s overall %.4f", figures, figures.overall)
    if figures.overall <= done.best:
        return Progress(epoch, done.best, done.best_epoch)
    checkpoint.save_best(folder, network)
    return Progress(epoch, figures.overall, epoch)
