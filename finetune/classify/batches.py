"""Labelled texts become padded tensors, texts of like length together."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from finetune.classify.settings import Settings
from finetune.classify.texts import Labelled
from finetune.typos import slip
from indexes.encoder import pad

POOL = 48  # batches whose texts are sorted together: little padding, still a shuffled order
SIBLINGS = 4  # texts of one label in a contrastive batch


@dataclass(frozen=True, slots=True)
class Batch:
    """One step's input."""

    ids: Tensor  # int64, (n, tokens)
    mask: Tensor  # int64, (n, tokens)
    labels: Tensor  # int64, (n,)


def epoch_batches(rows: Labelled, tokenizer: Tokenizer, settings: Settings, *, epoch: int) -> Iterator[Batch]:
    """One epoch in an order that depends on seed and epoch alone."""
    dice = random.Random(settings.seed * 1000 + epoch)
    places = list(range(len(rows)))
    dice.shuffle(places)
    batches = []
    for start in range(0, len(places), settings.batch * POOL):
        pool = sorted(places[start : start + settings.batch * POOL], key=lambda at: len(rows.texts[at]))
        batches += [pool[at : at + settings.batch] for at in range(0, len(pool), settings.batch)]
    dice.shuffle(batches)
    for chosen in batches:
        yield collate(rows.at(chosen), tokenizer, settings, dice=dice)


def steps_per_epoch(rows: Labelled, settings: Settings) -> int:
    """Number of batches that `epoch_batches` gives."""
    full, rest = divmod(len(rows), settings.batch * POOL)
    return full * POOL + -(-rest // settings.batch)


def sibling_batches(rows: Labelled, tokenizer: Tokenizer, settings: Settings, *, epoch: int) -> Iterator[Batch]:
    """As many batches, each of a few labels with several texts of each: what a contrastive loss learns from."""
    dice = random.Random(settings.seed * 1000 + epoch + 500)
    of_label = defaultdict(list)
    for at, label in enumerate(rows.labels):
        of_label[label].append(at)
    wide = max(2, settings.batch // SIBLINGS)
    for _ in range(steps_per_epoch(rows, settings)):
        labels = dice.sample(sorted(of_label), min(wide, len(of_label)))
        chosen = [at for label in labels for at in dice.sample(of_label[label], min(SIBLINGS, len(of_label[label])))]
        yield collate(rows.at(chosen), tokenizer, settings, dice=dice)


def collate(rows: Labelled, tokenizer: Tokenizer, settings: Settings, *, dice: random.Random | None = None) -> Batch:
    """Pad a few texts into tensors; with `dice`, some get slips of the keyboard as the settings say."""
    texts: Sequence[str] = rows.texts
    if dice is not None:
        texts = [slip(text, dice) if dice.random() < settings.typo_share else text for text in texts]
    ids, mask = pad([cut_ids(encoding.ids, settings.max_tokens) for encoding in tokenizer.encode_batch(list(texts))])
    return Batch(ids, mask, torch.tensor(rows.labels))


def cut_ids(ids: list[int], longest: int) -> list[int]:
    """Token ids cut to a length; first and last are the markers."""
    return ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]]
