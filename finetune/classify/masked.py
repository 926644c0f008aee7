"""Task-adaptive masked-language training on texts without labels."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own habit

from finetune import adapter
from finetune.classify.batches import cut_ids
from finetune.classify.losses import autocast
from finetune.classify.network import Classifier
from finetune.classify.settings import Settings
from finetune.loop import Stage, run_stage
from indexes.encoder import pad

MASK, FIRST_WORD = 103, 999  # of BERT's uncased vocabulary: the mask, the first token that is no marker
SHARE = 0.15  # of a text's tokens to be told (Devlin et al. 2019)


@dataclass(frozen=True, slots=True)
class Masked:
    """One step's input."""

    ids: Tensor  # int64, (n, tokens), some replaced
    mask: Tensor  # int64, (n, tokens)
    wanted: Tensor  # int64, (n, tokens): the token that was there, or -100


class Guesser(nn.Module):
    """The adapted encoder with a fresh transform before the frozen word vectors, which tell the masked tokens."""

    def __init__(self, network: Classifier) -> None:
        super().__init__()
        self.encoder = network.encoder
        vectors = self.encoder.get_input_embeddings().weight  # (vocabulary, width)
        width = vectors.shape[1]
        self.transform = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(len(vectors)))

    def cost(self, batch: Masked) -> Tensor:
        """Cross-entropy of the masked tokens, a scalar."""
        told = batch.wanted >= 0  # (n, tokens)
        with autocast():
            states = self.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
            words = self.transform(states[told])  # (masked, width)
            scores = words @ self.encoder.get_input_embeddings().weight.T + self.bias  # (masked, vocabulary)
        return F.cross_entropy(scores.float(), batch.wanted[told])

    def trainable(self) -> dict[str, Tensor]:
        """The parameters that training moves, by their names."""
        return adapter.trainable(self)

    def load_trainable(self, tensors: dict[str, Tensor]) -> None:
        """Put saved values into the parameters that training moves."""
        adapter.load_trainable(self, tensors)


def masked_stage(
    network: Classifier,
    texts: Sequence[str],
    tokenizer: Tokenizer,
    settings: Settings,
    note: dict[str, Any],
    folder: Path,
) -> None:
    """Let the adapter learn the texts' language by guessing masked tokens (Gururangan et al. 2020)."""
    guesser = Guesser(network)

    def backward(batch: Masked) -> float:
        cost = guesser.cost(batch)
        cost.backward()  # type: ignore[no-untyped-call]
        return float(cost.detach())

    stage: Stage[Masked] = Stage(
        "masked",
        settings.masked_epochs,
        -(-len(texts) // settings.batch),
        lambda epoch: masked_batches(texts, tokenizer, settings, epoch=epoch),
        backward,
        seed=settings.seed,
    )
    groups = [{"params": list(guesser.trainable().values()), "full": settings.learning_rate}]
    run_stage(stage, guesser, torch.optim.AdamW(groups, weight_decay=settings.weight_decay), note, folder)


def masked_batches(texts: Sequence[str], tokenizer: Tokenizer, settings: Settings, *, epoch: int) -> Iterator[Masked]:
    """One epoch of texts with some tokens masked, in an order that depends on seed and epoch alone."""
    dice = random.Random(settings.seed * 1000 + epoch + 900)
    order = list(range(len(texts)))
    dice.shuffle(order)
    for start in range(0, len(order), settings.batch):
        chosen = [texts[at] for at in order[start : start + settings.batch]]
        rows = [cut_ids(encoding.ids, settings.max_tokens) for encoding in tokenizer.encode_batch(chosen)]
        pairs = [masked(row, dice) for row in rows]
        ids, mask = pad([shown for shown, _ in pairs])
        wanted, _ = pad([told for _, told in pairs], -100)
        yield Masked(ids, mask, wanted)


def masked(ids: Sequence[int], dice: random.Random) -> tuple[list[int], list[int]]:
    """The ids with some masked, with what was there (-100 elsewhere); at least one word of a text that has words."""
    words = [at for at, token in enumerate(ids) if token >= FIRST_WORD]
    chosen = set(dice.sample(words, max(1, round(SHARE * len(words))))) if words else set[int]()
    shown = [MASK if at in chosen and dice.random() < 0.9 else token for at, token in enumerate(ids)]
    return shown, [token if at in chosen else -100 for at, token in enumerate(ids)]
