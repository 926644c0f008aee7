"""What a batch's mistakes cost, each label where it is known."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own habit

from finetune.network import Logits
from finetune.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Targets:
    """The labels of a batch as tensors; a row of zeros, or -1, is unknown."""

    intent: Tensor  # float32, (n, 40): a distribution, or zeros
    sentiment: Tensor  # float32, (n, 5): 1 at each level that may be meant, or zeros
    urgency: Tensor  # int64, (n,): 0 to 3, or -1
    frustrated: Tensor  # float32, (n,): 0, 1, or -1
    weight: Tensor  # float32, (n,)


def loss(logits: Logits, targets: Targets, recipe: Recipe) -> Tensor:
    """The weighted sum of the heads' losses, a scalar."""
    intent = -(targets.intent * F.log_softmax(logits.intent, -1)).sum(-1)
    sentiment = _levels(logits.sentiment, targets.sentiment, recipe.ordinal_weight)
    known = targets.urgency >= 0
    one_hot = F.one_hot(targets.urgency.clamp(min=0), logits.urgency.shape[-1]).float() * known.unsqueeze(-1)
    urgency = _levels(logits.urgency, one_hot, recipe.ordinal_weight)
    told = targets.frustrated >= 0
    frustrated = F.binary_cross_entropy_with_logits(
        logits.frustrated.squeeze(-1), targets.frustrated.clamp(min=0), reduction="none"
    )
    each = (
        recipe.intent_weight * intent
        + recipe.sentiment_weight * sentiment
        + recipe.urgency_weight * urgency
        + recipe.frustrated_weight * frustrated * told
    )  # (n,)
    return (each * targets.weight).sum() / targets.weight.sum()


def _levels(logits: Tensor, allowed: Tensor, ordinal_weight: float) -> Tensor:
    """Cross-entropy of the allowed levels' sum, and for one known level the ranked probability score (Epstein 1969)."""
    known = allowed.sum(-1) > 0
    log_probabilities = F.log_softmax(logits, -1)
    inside = torch.where(allowed > 0, log_probabilities, torch.full_like(logits, -1e9))
    entropy = -torch.logsumexp(inside, -1)  # (n,)
    gaps = log_probabilities.exp().cumsum(-1) - allowed.cumsum(-1)  # (n, levels)
    ranked = gaps.square().sum(-1) * (allowed.sum(-1) == 1)
    return torch.where(known, entropy + ordinal_weight * ranked, torch.zeros_like(entropy))
