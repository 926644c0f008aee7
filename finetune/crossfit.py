"""The folds put together: every message as read by models that never saw its writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.outputs import Outputs
from finetune.examples import Example
from finetune.lexical import best_factor
from finetune.runs import HeldOut


@dataclass(frozen=True, slots=True)
class CrossFit:
    """What calibration works on."""

    examples: tuple[Example, ...]
    outputs: Outputs  # the network's logits, the lexical head's scores added
    factor: float  # by which those scores were multiplied


def assemble(held: Sequence[HeldOut]) -> CrossFit:
    """Join the folds, with the factor of the lexical scores that suits all of them."""
    examples = tuple(example for part in held for example in part.examples)
    network = np.concatenate([part.outputs.intent for part in held])
    lexical = np.concatenate([part.lexical for part in held])
    factor = best_factor(network, lexical, [CUSTOMER_SERVICE.names.index(str(row.intent)) for row in examples])
    outputs = Outputs(
        network + np.float32(factor) * lexical,
        np.concatenate([part.outputs.sentiment for part in held]),
        np.concatenate([part.outputs.urgency for part in held]),
        np.concatenate([part.outputs.frustrated for part in held]),
    )
    return CrossFit(examples, outputs, factor)
