"""Trains the lexical head beside the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from tokenizers import Tokenizer

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.calibration import probabilities
from assistant.understanding.labels import HEADS
from assistant.understanding.lexical import LexicalHead, keys_of
from assistant.understanding.outputs import Floats
from finetune.calibrate import temperature
from finetune.examples import Example

MIN_MESSAGES = 2  # that a feature must occur in
PENALTY = 0.5  # the machine's C
FACTORS = np.arange(0.0, 12.5, 0.5)  # tried for the head's weight against the network's logits


def fit_lexical(messages: Sequence[Example], tokenizer: Tokenizer) -> LexicalHead:
    """Fit a linear support vector machine, one against the rest, to each label of the messages.

    Returns:
        A head whose columns are the outputs of the network's heads, side by side.

    Raises:
        ValueError: Not every intent occurs.
    """
    labels = labels_of(messages)
    if len(set(labels["intent"])) < HEADS["intent"]:
        raise ValueError("the messages lack some of the intents: the lexical head needs examples of each")
    counted = _Counted.of([encoding.ids for encoding in tokenizer.encode_batch([row.text for row in messages])])
    machines = [counted.machine(labels[head], outputs) for head, outputs in HEADS.items()]
    return counted.head(np.concatenate([one[0] for one in machines], 1), np.concatenate([one[1] for one in machines]))


def fit_words(token_ids: Sequence[Sequence[int]], labels: Sequence[int], names: int) -> LexicalHead:
    """Fit the machine to texts' labels of any kind.

    Args:
        token_ids: The tokens of each text.
        labels: The place of each text's label.
        names: How many labels there are, at least 2; one that no text has scores as its opposite of nothing, 0.
    """
    counted = _Counted.of(token_ids)
    return counted.head(*counted.machine(labels, names))


def labels_of(messages: Sequence[Example]) -> dict[str, list[int]]:
    """The places of fully labelled messages' labels, by head."""
    return {
        "intent": [CUSTOMER_SERVICE.names.index(str(row.intent)) for row in messages],
        "sentiment": [row.sentiment_levels[0] for row in messages],
        "urgency": [int(row.urgency or 0) for row in messages],
        "frustrated": [int(bool(row.frustrated)) for row in messages],
    }


@dataclass(frozen=True, slots=True)
class _Counted:
    """Which word pieces and pairs each text has."""

    words: TfidfVectorizer
    features: Any  # a sparse matrix, (texts, features)

    @classmethod
    def of(cls, token_ids: Sequence[Sequence[int]]) -> _Counted:
        words = TfidfVectorizer(analyzer=lambda ids: keys_of(ids).tolist(), sublinear_tf=True, min_df=MIN_MESSAGES)
        return cls(words, words.fit_transform(token_ids))

    def machine(self, labels: Sequence[int], outputs: int) -> tuple[Floats, Floats]:
        """Weight (features, outputs) and bias (outputs,); zeros where all texts have one label."""
        weight, bias = np.zeros((self.features.shape[1], outputs), np.float32), np.zeros(outputs, np.float32)
        if len(set(labels)) < 2:
            return weight, bias
        machine = LinearSVC(C=PENALTY).fit(self.features, labels)
        rows, intercept = machine.coef_, machine.intercept_  # (labels that occur, features)
        if outputs == 1:
            return rows.T.astype(np.float32), intercept.astype(np.float32)
        if len(machine.classes_) == 2:  # scikit-learn keeps one row for two labels
            rows, intercept = np.concatenate([-rows, rows]), np.concatenate([-intercept, intercept])
        weight[:, machine.classes_], bias[machine.classes_] = rows.T, intercept
        return weight, bias

    def head(self, weight: Floats, bias: Floats) -> LexicalHead:
        """The machine's weights as a head."""
        keys = np.array(sorted(self.words.vocabulary_), dtype=np.int64)  # the vectorizer's own order
        return LexicalHead(keys, self.words.idf_.astype(np.float32), weight, bias)


def best_factor(network: Floats, lexical: Floats, intents: Sequence[int]) -> float:
    """The factor of the lexical scores whose sum with the network's logits has the least negative log-likelihood.

    Args:
        network: Logits (n, intents) of messages by writers never trained on.
        lexical: Scores (n, intents) of the same.
        intents: Their labels.
    """
    places, labels = np.arange(len(intents)), np.asarray(intents)

    def cost(factor: float) -> float:
        logits = network + np.float32(factor) * lexical
        shares = probabilities(logits, temperature(logits, labels))
        return float(-np.log(shares[places, labels] + 1e-12).mean())

    return float(min(FACTORS, key=cost))
