"""Trains the lexical head beside the network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from tokenizers import Tokenizer

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.calibration import probabilities
from assistant.understanding.lexical import LexicalHead, keys_of
from assistant.understanding.outputs import Floats
from finetune.calibrate import temperature
from finetune.examples import Example

MIN_MESSAGES = 2  # that a feature must occur in
PENALTY = 0.5  # the machine's C
FACTORS = np.arange(0.0, 12.5, 0.5)  # tried for the head's weight against the network's logits


def fit_lexical(messages: Sequence[Example], tokenizer: Tokenizer) -> LexicalHead:
    """Fit a linear support vector machine, one against the rest, to the messages' intents.

    Raises:
        ValueError: Not every intent occurs.
    """
    labels = [CUSTOMER_SERVICE.names.index(str(row.intent)) for row in messages]
    if len(set(labels)) < len(CUSTOMER_SERVICE.names):
        raise ValueError("the messages lack some of the intents: the lexical head needs examples of each")
    ids = [encoding.ids for encoding in tokenizer.encode_batch([row.text for row in messages])]
    return fit_words(ids, labels, len(CUSTOMER_SERVICE.names))


def fit_words(token_ids: Sequence[Sequence[int]], labels: Sequence[int], names: int) -> LexicalHead:
    """Fit the machine to texts' labels of any kind.

    Args:
        token_ids: The tokens of each text.
        labels: The place of each text's label.
        names: How many labels there are, at least 2; one that no text has scores as its opposite of nothing, 0.
    """
    words = TfidfVectorizer(analyzer=lambda ids: keys_of(ids).tolist(), sublinear_tf=True, min_df=MIN_MESSAGES)
    features = words.fit_transform(token_ids)
    machine = LinearSVC(C=PENALTY).fit(features, labels)
    keys = np.array(sorted(words.vocabulary_), dtype=np.int64)  # the vectorizer's own order
    rows, bias = machine.coef_, machine.intercept_  # (labels that occur, features)
    if len(machine.classes_) == 2:  # scikit-learn keeps one row for two labels
        rows, bias = np.concatenate([-rows, rows]), np.concatenate([-bias, bias])
    weight, intercept = np.zeros((len(keys), names), np.float32), np.zeros(names, np.float32)
    weight[:, machine.classes_], intercept[machine.classes_] = rows.T, bias
    return LexicalHead(keys, words.idf_.astype(np.float32), weight, intercept)


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
