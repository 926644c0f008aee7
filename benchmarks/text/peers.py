"""Other ways to classify texts, trained on the same split."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion
from sklearn.svm import LinearSVC

from finetune.classify.fit import DEV_SHARE, macro_recall
from finetune.classify.texts import Labelled, cut
from indexes.encoder import MiniLM

Places = NDArray[np.int64]
SVM, FROZEN, SETFIT = "TF-IDF + linear SVM", "frozen MiniLM + logistic regression", "SetFit-like"
PENALTIES = {SVM: (0.1, 0.3, 1.0), FROZEN: (1.0, 10.0, 100.0)}
LEAST_DEV = 200  # texts a development part needs to choose a penalty; with fewer the middle one is taken


def tfidf_svm(train: Labelled, dev: Labelled | None, test: Sequence[str]) -> Places:
    """Words, pairs of words, and two to five letters, weighted, under a linear support vector machine."""

    def features() -> FeatureUnion:
        words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
        letters = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5), min_df=2)
        return FeatureUnion([("words", words), ("letters", letters)])

    def fit(penalty: float, rows: Labelled, texts: Sequence[str]) -> Places:
        union = features()
        table = union.fit_transform(rows.texts)
        read: Places = LinearSVC(C=penalty).fit(table, rows.labels).predict(union.transform(texts))
        return read

    return fit(_penalty(SVM, fit, train, dev), train, test)


def frozen_logistic(train: Labelled, dev: Labelled | None, test: Sequence[str]) -> Places:
    """Logistic regression on the untrained encoder's vectors."""
    encode, known = MiniLM().encode, dict[str, int]()
    for text in (*train.texts, *(dev.texts if dev else ()), *test):
        known.setdefault(text, len(known))
    vectors = encode(list(known))  # (texts, width)

    def fit(penalty: float, rows: Labelled, texts: Sequence[str]) -> Places:
        machine = LogisticRegression(C=penalty, max_iter=300)
        machine.fit(vectors[[known[text] for text in rows.texts]], rows.labels)
        read: Places = machine.predict(vectors[[known[text] for text in texts]])
        return read

    return fit(_penalty(FROZEN, fit, train, dev), train, test)


def _penalty(
    name: str, fit: Callable[[float, Labelled, Sequence[str]], Places], train: Labelled, dev: Labelled | None
) -> float:
    """The penalty with the best mean of accuracy and macro-recall on the development part."""
    choices = PENALTIES[name]
    learnt, judged = cut(train, share=DEV_SHARE, seed=0) if dev is None else (train, dev)
    if len(judged) < LEAST_DEV:
        return choices[len(choices) // 2]
    labels = np.array(judged.labels)

    def figure(penalty: float) -> float:
        read = fit(penalty, learnt, judged.texts)
        return float((read == labels).mean()) + macro_recall(labels, read)

    return max(choices, key=figure)
