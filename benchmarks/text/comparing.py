"""Figures of classified texts, with intervals, beside those of a peer on the same texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.metrics import f1_score

Places = NDArray[np.int64]
DRAWS = 1_000

Metric = Callable[[Places, Places], float]
"""From true and read labels to a figure, 0 to 1."""


def accuracy(labels: Places, read: Places) -> float:
    """Share of texts read rightly."""
    return float((labels == read).mean())


def macro_f1(labels: Places, read: Places) -> float:
    """Mean F1 over the labels."""
    return float(f1_score(labels, read, average="macro", zero_division=0.0))


def macro_recall(labels: Places, read: Places) -> float:
    """Mean over the labels that occur of the share found."""
    counts = np.bincount(labels)
    hits = np.bincount(labels[labels == read], minlength=len(counts))
    return float((hits[counts > 0] / counts[counts > 0]).mean())


METRICS: dict[str, Metric] = {"accuracy": accuracy, "macro_f1": macro_f1, "macro_recall": macro_recall}


def mean_over(metric: Metric, labels: Places, runs: Sequence[Places]) -> float:
    """Mean of a figure over several runs' readings."""
    return float(np.mean([metric(labels, read) for read in runs]))


def interval(metric: Metric, labels: Places, runs: Sequence[Places], peer: Places | None = None) -> tuple[float, float]:
    """95 % percentile bootstrap over texts of the mean over runs, or of its paired difference to a peer.

    Args:
        metric: The figure.
        labels: True labels, (n,).
        runs: What each run read, (n,) each.
        peer: What the peer read, (n,).
    """
    dice, found = np.random.default_rng(0), []
    for _ in range(DRAWS):
        at = dice.integers(0, len(labels), len(labels))
        figure = mean_over(metric, labels[at], [read[at] for read in runs])
        found.append(figure - metric(labels[at], peer[at]) if peer is not None else figure)
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def mcnemar(labels: Places, read: Places, peer: Places) -> float:
    """Probability of so uneven a share of the texts that only one of both reads rightly (exact, McNemar 1947)."""
    own, theirs = read == labels, peer == labels
    only_own, only_theirs = int((own & ~theirs).sum()), int((theirs & ~own).sum())
    return float(binomtest(only_own, only_own + only_theirs).pvalue) if only_own + only_theirs else 1.0
