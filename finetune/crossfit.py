"""The folds put together: every message as read by models that never saw its writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.understanding.labels import HEADS
from assistant.understanding.outputs import Floats, Outputs
from finetune.examples import Example
from finetune.lexical import best_factor, labels_of
from finetune.runs import HeldOut


@dataclass(frozen=True, slots=True)
class CrossFit:
    """What calibration works on."""

    examples: tuple[Example, ...]
    outputs: Outputs  # the network's logits, the lexical head's scores added
    factors: Floats  # (50,), by which those scores were multiplied, one a label


def assemble(held: Sequence[HeldOut]) -> CrossFit:
    """Join the folds, with the factors of the lexical scores that suit all of them, one a head."""
    examples = tuple(example for part in held for example in part.examples)
    network = np.concatenate([part.outputs.as_table() for part in held])  # (n, 50)
    lexical = np.concatenate([part.lexical for part in held])  # (n, 50)
    labels = labels_of(examples)
    sizes = list(HEADS.values())
    cuts = np.cumsum(sizes)[:-1]
    parts = zip(labels.values(), np.split(network, cuts, axis=1), np.split(lexical, cuts, axis=1), strict=True)
    best = [best_factor(_both_sides(logits), _both_sides(scores), known) for known, logits, scores in parts]
    factors = np.repeat(np.array(best, dtype=np.float32), sizes)
    return CrossFit(examples, Outputs.of_table(network + factors * lexical, sizes), factors)


def _both_sides(logits: Floats) -> Floats:
    """Logits of a yes-or-no label as those of no and yes; others as they are."""
    return np.concatenate([np.zeros_like(logits), logits], axis=1) if logits.shape[1] == 1 else logits
