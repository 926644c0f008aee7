"""Other ways to read messages, trained on the same messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

from assistant.intents.customer_service import CUSTOMER_SERVICE
from finetune.examples import Example
from indexes.encoder import MiniLM


@dataclass(frozen=True, slots=True)
class Read:
    """One way's labels for every test message, as places in their lists."""

    intent: NDArray[np.int64]
    sentiment: NDArray[np.int64]
    urgency: NDArray[np.int64]
    frustrated: NDArray[np.int64]


def labels_of(examples: Sequence[Example]) -> Read:
    """The labels people gave."""
    return Read(
        np.array([CUSTOMER_SERVICE.names.index(str(example.intent)) for example in examples]),
        np.array([example.sentiment_levels[0] for example in examples]),
        np.array([example.urgency for example in examples]),
        np.array([int(bool(example.frustrated)) for example in examples]),
    )


def peers(train: Sequence[Example], test: Sequence[Example]) -> dict[str, Read]:
    """What each peer reads in the test messages."""
    texts, tests = [row.text for row in train], [row.text for row in test]
    labels = labels_of(train)
    encoder = MiniLM()
    return {
        "constant": _fitted(DummyClassifier(), np.zeros((len(train), 1)), np.zeros((len(test), 1)), labels),
        "TF-IDF + SVC": _on_words(LinearSVC(C=0.5), texts, tests, labels),
        "frozen MiniLM + LR": _fitted(
            LogisticRegression(C=10, max_iter=300), encoder.encode(texts), encoder.encode(tests), labels
        ),
    }


def _on_words(model: object, texts: list[str], tests: list[str], labels: Read) -> Read:
    """Words with pairs of words, beside letters with their neighbours."""
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
    letters = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 4), min_df=3, max_features=60_000)
    features = FeatureUnion([("words", words), ("letters", letters)])
    return _fitted(model, features.fit_transform(texts), features.transform(tests), labels)


def _fitted(model: object, train: object, test: object, labels: Read) -> Read:
    """One classifier a label."""

    def one(target: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(Pipeline([("model", model)]).fit(train, target).predict(test), dtype=np.int64)

    return Read(one(labels.intent), one(labels.sentiment), one(labels.urgency), one(labels.frustrated))
