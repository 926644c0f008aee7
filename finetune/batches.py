"""Examples become padded tensors, texts of like length together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.labels import HEADS
from finetune.examples import Example
from finetune.losses import Targets
from finetune.recipe import Recipe
from finetune.typos import slip
from indexes.encoder import pad

POOL = 48  # batches whose examples are sorted together: little padding, still a shuffled order


@dataclass(frozen=True, slots=True)
class Batch:
    """One step's input."""

    ids: Tensor  # int64, (n, tokens)
    mask: Tensor  # int64, (n, tokens)
    targets: Targets


def epoch_batches(examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe, *, epoch: int) -> Iterator[Batch]:
    """One epoch of training batches in an order that depends on seed and epoch alone."""
    dice = random.Random(recipe.seed * 1000 + epoch)
    chosen = [
        replace(example, text=slip(example.text, dice)) if dice.random() < recipe.typo_share else example
        for example in _draw(examples, recipe, dice)
    ]
    dice.shuffle(chosen)
    batches = []
    for start in range(0, len(chosen), recipe.batch * POOL):
        pool = sorted(chosen[start : start + recipe.batch * POOL], key=lambda example: len(example.text))
        batches += [pool[at : at + recipe.batch] for at in range(0, len(pool), recipe.batch)]
    dice.shuffle(batches)
    for batch in batches:
        yield collate(batch, tokenizer, recipe, dice=dice)


def steps_per_epoch(examples: Sequence[Example], recipe: Recipe) -> int:
    """Number of batches that `epoch_batches` gives."""
    return -(-len(_draw(examples, recipe, random.Random(0))) // recipe.batch)


def collate(
    examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe, *, dice: random.Random | None = None
) -> Batch:
    """Pad a few examples into tensors; with `dice`, texts lose tokens as the recipe says."""
    rows = [_cut(encoding.ids, recipe, dice) for encoding in tokenizer.encode_batch([row.text for row in examples])]
    ids, mask = pad(rows)
    return Batch(ids, mask, targets_of(examples, recipe))


def targets_of(examples: Sequence[Example], recipe: Recipe) -> Targets:
    """The labels of a few examples as tensors."""
    n = len(examples)
    intent, sentiment = torch.zeros(n, HEADS["intent"]), torch.zeros(n, HEADS["sentiment"])
    for at, example in enumerate(examples):
        if example.intent is not None:
            also = [name for name in example.also if name in CUSTOMER_SERVICE.names]
            share = recipe.also_share if also else 0.0
            intent[at] = recipe.smoothing / HEADS["intent"]
            intent[at, CUSTOMER_SERVICE.names.index(example.intent)] += (1 - recipe.smoothing) * (1 - share)
            for name in also:
                intent[at, CUSTOMER_SERVICE.names.index(name)] += (1 - recipe.smoothing) * share / len(also)
        for level in example.sentiment_levels:
            sentiment[at, level] = 1.0
    return Targets(
        intent,
        sentiment,
        torch.tensor([-1 if example.urgency is None else example.urgency for example in examples]),
        torch.tensor([-1.0 if example.frustrated is None else float(example.frustrated) for example in examples]),
        torch.tensor([example.weight for example in examples]),
    )


def _draw(examples: Sequence[Example], recipe: Recipe, dice: random.Random) -> list[Example]:
    """Every example of our own, with this epoch's sample of the public ones."""
    limits = {"bitext": recipe.bitext_per_epoch, "tweets": recipe.tweets_per_epoch}
    chosen = [example for example in examples if example.source not in limits]
    for source, limit in limits.items():
        rows = [example for example in examples if example.source == source]
        chosen += dice.sample(rows, min(limit, len(rows)))
    return chosen


def _cut(ids: list[int], recipe: Recipe, dice: random.Random | None) -> list[int]:
    """The token ids without those that training drops, cut to the longest length; first and last are the markers."""
    inside = ids[1:-1][: recipe.max_tokens - 2]
    if dice is not None and len(inside) > 4 and dice.random() < 0.5:
        inside = [token for token in inside if dice.random() >= recipe.token_dropout] or inside
    return [ids[0], *inside, ids[-1]]
