"""How well logits match the labels, in the field's figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score, f1_score
from tokenizers import Tokenizer

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.labels import HEADS
from assistant.understanding.outputs import Floats, Outputs
from finetune.batches import collate
from finetune.examples import Example
from finetune.network import Network
from finetune.recipe import Recipe

SIDES = np.array([0, 0, 1, 2, 2])  # negative, neutral, positive of each of the five levels


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one labelled set, each 0 to 1 (kappas -1 to 1)."""

    n: int
    intent_accuracy: float  # one of the acceptable intents
    sentiment_macro_f1: float  # three sides
    sentiment_kappa: float  # five levels, quadratic weights
    urgency_kappa: float  # four levels, quadratic weights
    frustrated_f1: float

    @property
    def overall(self) -> float:
        """The one figure that chooses an epoch: intent counts half, the others share the rest."""
        rest = (self.sentiment_macro_f1, self.sentiment_kappa, self.urgency_kappa, self.frustrated_f1)
        return 0.5 * self.intent_accuracy + 0.5 * sum(rest) / len(rest)


@torch.inference_mode()
def outputs_of(network: Network, examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe) -> Outputs:
    """Run the network over examples, in order."""
    network.train(False)
    order = sorted(range(len(examples)), key=lambda at: len(examples[at].text))
    rows: list[Floats] = []
    for start in range(0, len(order), 64):
        batch = collate([examples[at] for at in order[start : start + 64]], tokenizer, recipe)
        logits = network(batch.ids, batch.mask)
        parts = (logits.intent, logits.sentiment, logits.urgency, logits.frustrated)
        rows.append(torch.cat(parts, -1).numpy())  # (64, 50)
    table = np.empty((len(order), rows[0].shape[1]), np.float32)
    table[order] = np.concatenate(rows)
    intent, sentiment, urgency, frustrated = np.split(table, np.cumsum(list(HEADS.values()))[:-1], axis=1)
    return Outputs(intent, sentiment, urgency, frustrated[:, 0])


def figures_of(outputs: Outputs, examples: Sequence[Example]) -> Figures:
    """Score labelled messages; a writer counts as frustrated from logit 0 on."""
    right = acceptable(outputs.intent.argmax(-1), examples)
    levels = np.array([example.sentiment_levels[0] for example in examples])
    read = outputs.sentiment.argmax(-1)
    urgency = np.array([example.urgency for example in examples])
    frustrated = np.array([example.frustrated for example in examples])
    return Figures(
        len(examples),
        float(right.mean()),
        float(f1_score(SIDES[levels], SIDES[read], average="macro")),
        float(cohen_kappa_score(levels, read, weights="quadratic")),
        float(cohen_kappa_score(urgency, outputs.urgency.argmax(-1), weights="quadratic")),
        float(f1_score(frustrated, outputs.frustrated > 0)),
    )


def acceptable(chosen: NDArray[np.int64], examples: Sequence[Example]) -> NDArray[np.bool_]:
    """Whether each chosen intent is the label or one of those a careful colleague could equally choose."""
    names = [CUSTOMER_SERVICE.names[at] for at in chosen]
    pairs = zip(names, examples, strict=True)
    return np.array([name == example.intent or name in example.also for name, example in pairs])
