"""What a batch's mistakes cost, by each of the settings."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own habit

from finetune.classify.batches import Batch
from finetune.classify.network import Classifier
from finetune.classify.settings import Settings
from indexes.encoder import fastest_dtype


def backward(network: Classifier, batch: Batch, settings: Settings) -> float:
    """Add a batch's gradients to the parameters', giving its loss."""
    words = network.words(batch.ids)  # (n, tokens, width)
    if settings.adversarial:
        words = words.detach().requires_grad_()
    cost = loss(network, words, batch, settings)
    cost.backward()  # type: ignore[no-untyped-call]
    if settings.adversarial:
        assert words.grad is not None
        shifted = words.detach() + adversarial_step(words.grad, settings.adversarial)
        loss(network, shifted, batch, settings).backward()  # type: ignore[no-untyped-call]
    return float(cost.detach())


def loss(network: Classifier, words: Tensor, batch: Batch, settings: Settings) -> Tensor:
    """The main loss of a batch with whatever the settings add, a scalar."""
    vectors = _vectors(network, words, batch.mask)  # (n, width)
    logits = network.scores(vectors)  # (n, labels)
    cost = F.cross_entropy(logits, batch.labels, label_smoothing=settings.smoothing)
    if settings.consistency:
        again = network.scores(_vectors(network, words, batch.mask))
        other = F.cross_entropy(again, batch.labels, label_smoothing=settings.smoothing)
        cost = (cost + other) / 2 + settings.consistency * divergence(logits, again)
    if settings.contrastive:
        cost = cost + settings.contrastive * contrastive(vectors, batch.labels, settings.contrastive_temperature)
    return cost


def contrastive_backward(network: Classifier, batch: Batch, settings: Settings) -> float:
    """The same as `backward` for the contrastive loss alone."""
    vectors = _vectors(network, network.words(batch.ids), batch.mask)
    cost = contrastive(vectors, batch.labels, settings.contrastive_temperature)
    cost.backward()  # type: ignore[no-untyped-call]
    return float(cost.detach())


def contrastive(vectors: Tensor, labels: Tensor, temperature: float) -> Tensor:
    """Supervised contrastive loss (Khosla et al. 2020, equation 2), a scalar; 0 where no two texts share a label.

    Args:
        vectors: (n, width), of any length.
        labels: int64, (n,).
        temperature: By which cosine similarities are divided.
    """
    unit = F.normalize(vectors, dim=-1)
    similar = unit @ unit.T / temperature  # (n, n)
    self_pair = torch.eye(len(labels), dtype=torch.bool)
    chances = F.log_softmax(similar.masked_fill(self_pair, -1e9), -1)  # (n, n)
    same = (labels.unsqueeze(0) == labels.unsqueeze(1)) & ~self_pair
    counts = same.sum(-1)  # (n,)
    each = -(chances * same).sum(-1) / counts.clamp(min=1)
    return each.sum() / (counts > 0).sum().clamp(min=1)


def divergence(one: Tensor, other: Tensor) -> Tensor:
    """Mean of both Kullback-Leibler divergences between two passes' labels (R-Drop, Liang et al. 2021), a scalar."""
    left, right = F.log_softmax(one, -1), F.log_softmax(other, -1)
    there = F.kl_div(left, right, log_target=True, reduction="batchmean")
    back = F.kl_div(right, left, log_target=True, reduction="batchmean")
    return (there + back) / 2


def adversarial_step(gradient: Tensor, length: float) -> Tensor:
    """The step along each text's gradient, of a given length in its word vectors (FGM, Miyato et al. 2017)."""
    norms = gradient.flatten(1).norm(dim=1).clamp(min=1e-12)  # (n,)
    step: Tensor = length * gradient / norms.view(-1, 1, 1)
    return step


def _vectors(network: Classifier, words: Tensor, mask: Tensor) -> Tensor:
    with autocast():
        return network.vectors(words, mask)


def autocast() -> torch.autocast:
    """bfloat16 arithmetic where the CPU multiplies it natively."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=fastest_dtype() == torch.bfloat16)


Backward = Callable[[Classifier, Batch, Settings], float]
