"""Contrastive fine-tuning of the whole encoder before logistic regression, after SetFit."""

from __future__ import annotations

import logging
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own habit
from transformers import BertModel

from assistant.atomic import replacing_bytes
from finetune.classify.losses import autocast
from finetune.classify.texts import Labelled
from finetune.loop import rate_share
from indexes.encoder import Base, load_base, pad

log = logging.getLogger(__name__)
RATE, BATCH, WARMUP, MAX_TOKENS = 2e-5, 16, 0.1, 96  # of the authors' package; pairs a step
Pair = tuple[str, str, float]  # two texts, 1.0 when their labels are the same


def read_by_setfit(train: Labelled, test: Sequence[str], *, rounds: int, seed: int, folder: Path) -> NDArray[np.int64]:
    """Labels of the test texts by an encoder tuned on pairs (Tunstall et al. 2022); kept in the folder once made.

    Args:
        train: What is learnt from.
        test: What is read.
        rounds: Pairs of each kind, alike and unlike, for each text.
        seed: Of the drawing.
        folder: Where the labels are kept.
    """
    path = folder / f"setfit-{rounds}-{seed}.npy"
    if not path.exists():
        base = _tuned(train, rounds, seed)
        head = LogisticRegression(max_iter=300).fit(_vectors(base, train.texts), train.labels)
        with replacing_bytes(path) as file:
            np.save(file, head.predict(_vectors(base, test)), allow_pickle=False)
    read: NDArray[np.int64] = np.load(path, allow_pickle=False)
    return read


def _tuned(train: Labelled, rounds: int, seed: int) -> Base:
    torch.manual_seed(seed)
    base = load_base()
    base.model.set_attn_implementation("eager")
    chosen = list(pairs(train, rounds, seed))
    random.Random(seed).shuffle(chosen)
    optimizer = torch.optim.AdamW(base.model.parameters(), lr=RATE, weight_decay=0.01)
    steps = -(-len(chosen) // BATCH)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * rate_share(step, steps, WARMUP)
        batch = chosen[step * BATCH : (step + 1) * BATCH]
        left, right = (_pooled(base.model, base.tokenizer, [pair[side] for pair in batch]) for side in (0, 1))  # type: ignore[misc]
        cost = F.mse_loss(F.cosine_similarity(left, right), torch.tensor([pair[2] for pair in batch]))
        optimizer.zero_grad()
        cost.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 100 == 0:
            log.info("SetFit-like: step %d of %d, loss %.3f", step, steps, float(cost.detach()))
    return base


def pairs(train: Labelled, rounds: int, seed: int) -> Iterator[Pair]:
    """For each text, so many others of its label, as many of another."""
    dice, of_label = random.Random(seed), defaultdict(list)
    for at, label in enumerate(train.labels):
        of_label[label].append(at)
    for at, label in enumerate(train.labels):
        for _ in range(rounds):
            yield train.texts[at], train.texts[dice.choice(of_label[label])], 1.0
            other = dice.choice([one for one in of_label if one != label])
            yield train.texts[at], train.texts[dice.choice(of_label[other])], 0.0


def _pooled(model: BertModel, tokenizer: Tokenizer, texts: list[str]) -> Tensor:
    ids, mask = pad([encoding.ids[:MAX_TOKENS] for encoding in tokenizer.encode_batch(texts)])
    with autocast():
        states = model(input_ids=ids, attention_mask=mask).last_hidden_state  # (n, tokens, width)
    weights = mask.unsqueeze(-1).float()  # (n, tokens, 1)
    pooled: Tensor = (states.float() * weights).sum(1) / weights.sum(1)  # (n, width)
    return pooled


@torch.inference_mode()
def _vectors(base: Base, texts: Sequence[str]) -> NDArray[np.float32]:
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    table = np.empty((len(texts), base.model.config.hidden_size), np.float32)
    for start in range(0, len(order), 64):
        places = order[start : start + 64]
        pooled = _pooled(base.model, base.tokenizer, [texts[at] for at in places])
        table[places] = F.normalize(pooled, dim=-1).numpy()
    return table
