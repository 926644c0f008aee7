"""One stage of training: epochs of steps, with a checkpoint after each."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch

from finetune import checkpoint
from finetune.adapter import Trainable
from finetune.checkpoint import Progress

log = logging.getLogger(__name__)
B = TypeVar("B")
SAY_EVERY = 60.0  # seconds between two lines of progress


@dataclass(frozen=True, slots=True)
class Stage(Generic[B]):
    """What a stage goes over."""

    name: str
    epochs: int
    steps: int  # batches an epoch
    batches: Callable[[int], Iterable[B]]  # of an epoch's number
    backward: Callable[[B], float]  # adds a batch's gradients, gives its loss
    judge: Callable[[], float] | None = None  # the development figure of the parameters as they are, 0 to 1
    patience: int = 3  # epochs without a better figure before stopping
    warmup: float = 0.06  # share of all steps
    seed: int = 0


def run_stage(
    stage: Stage[B], network: Trainable, optimizer: torch.optim.Optimizer, note: dict[str, Any], folder: Path
) -> Progress:
    """Go over a stage's epochs from wherever `folder` says a killed run stood, then take the best epoch's parameters.

    Args:
        stage: What to do.
        network: Its trainable parameters are moved.
        optimizer: Each of its groups has its highest rate under "full".
        note: What the run depends on; a checkpoint with another is refused.
        folder: Where checkpoints lie.

    Raises:
        RunOfAnotherKind: The folder holds a checkpoint of another run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = checkpoint.restore(folder, network, optimizer, note)
    watch = _Watch(stage.name, stage.epochs * stage.steps, done.epoch * stage.steps)
    while done.epoch < stage.epochs and done.epoch - done.best_epoch < max(1, stage.patience):
        torch.manual_seed(stage.seed * 1000 + done.epoch)
        mean_loss = _epoch(stage, network, optimizer, done.epoch, watch)
        done = _judged(stage, network, folder, done)
        checkpoint.keep(folder, network, optimizer, note, done)
        log.info(
            "%s: epoch %d of %d, loss %.3f, figure %.4f", stage.name, done.epoch, stage.epochs, mean_loss, done.last
        )
    checkpoint.load_best(folder, network)
    return done


def rate_share(step: int, total: int, warmup: float) -> float:
    """Share of the full learning rate at a step: a linear warm-up, then a cosine to zero."""
    warm = max(1, int(total * warmup))
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


class _Watch:
    """Says now and then how far a stage is, with the time left."""

    def __init__(self, name: str, total: int, done: int) -> None:
        self._name, self._total, self._first = name, total, done
        self._started = self._said = time.monotonic()

    def tick(self, step: int) -> None:
        """Note that a step is done."""
        now = time.monotonic()
        if now - self._said < SAY_EVERY:
            return
        self._said = now
        left = (now - self._started) / (step + 1 - self._first) * (self._total - step - 1)
        log.info("%s: step %d of %d, at most %.0f min left", self._name, step + 1, self._total, math.ceil(left / 60))


def _epoch(stage: Stage[B], network: Trainable, optimizer: torch.optim.Optimizer, epoch: int, watch: _Watch) -> float:
    losses = []
    for step, batch in enumerate(stage.batches(epoch), start=epoch * stage.steps):
        share = rate_share(step, stage.steps * stage.epochs, stage.warmup)
        for group in optimizer.param_groups:
            group["lr"] = group["full"] * share
        optimizer.zero_grad()
        losses.append(stage.backward(batch))
        torch.nn.utils.clip_grad_norm_(network.trainable().values(), 1.0)
        optimizer.step()
        watch.tick(step)
    return sum(losses) / len(losses)


def _judged(stage: Stage[B], network: Trainable, folder: Path, done: Progress) -> Progress:
    """Keep the parameters when they are the best so far, or when nothing can judge them."""
    epoch = done.epoch + 1
    figure = stage.judge() if stage.judge is not None else 0.0
    if stage.judge is not None and figure <= done.best:
        return Progress(epoch, done.best, done.best_epoch, figure)
    checkpoint.save_best(folder, network)
    return Progress(epoch, figure, epoch, figure)
