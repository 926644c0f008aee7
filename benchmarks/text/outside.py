"""Scores of how little a text fits any label, with a threshold from validation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from assistant.understanding.calibration import probabilities
from finetune.classify.stored import Reading

Scores = NDArray[np.float64]
REJECTED = 0.035  # of validation's in-scope texts that the threshold rejects: below the 4 % allowed on test
NEIGHBOURS = 5
COVERAGES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5)


@dataclass(frozen=True, slots=True)
class Known:
    """What the scores need to know about the training texts."""

    means: Scores  # (labels, width)
    precision: Scores  # (width, width), inverse of the covariance all labels share
    vectors: NDArray[np.float32]  # (n, width), unit length


def known_of(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> Known:
    """Class means, shared covariance, and the vectors themselves."""
    means = np.stack([vectors[labels == label].mean(0) for label in range(labels.max() + 1)]).astype(np.float64)
    centred = vectors - means[labels]
    covariance = centred.T @ centred / len(vectors) + 1e-6 * np.eye(vectors.shape[1])
    precision = np.asarray(np.linalg.inv(covariance), np.float64)
    return Known(means, precision, _unit(vectors))


def scores_of(reading: Reading, temperature: float, known: Known) -> dict[str, Scores]:
    """Each score, (n,): the higher, the less a text fits.

    Returns:
        One less the highest probability (Hendrycks & Gimpel 2017); energy (Liu et al. 2020); the least Mahalanobis
        distance to a label's mean (Lee et al. 2018); cosine distance to the fifth nearest training text (Sun et al.
        2022).
    """
    logits = reading.logits.astype(np.float64)
    highest = logits.max(-1)
    energy = -(highest + np.log(np.exp(logits - highest[:, None]).sum(-1)))
    nearest = -np.sort(-(_unit(reading.vectors) @ known.vectors.T), axis=1)[:, NEIGHBOURS - 1]  # (n,)
    return {
        "highest probability": 1 - probabilities(reading.logits, temperature).max(-1),
        "energy": energy,
        "Mahalanobis": _mahalanobis(reading.vectors.astype(np.float64), known),
        "neighbours": (1 - nearest).astype(np.float64),
    }


def with_sum(scores: dict[str, Scores], reference: dict[str, Scores]) -> dict[str, Scores]:
    """The scores with the sum of all but the first, each in standard deviations of the reference's texts."""
    parts = [(scores[name] - reference[name].mean()) / reference[name].std() for name in list(scores)[1:]]
    return {**scores, "sum": np.sum(parts, axis=0)}


def auroc(inside: Scores, outside: Scores) -> float:
    """Chance that a text of no label scores above one of a label."""
    truth = np.concatenate([np.zeros(len(inside)), np.ones(len(outside))])
    return float(roc_auc_score(truth, np.concatenate([inside, outside])))


def threshold(inside: Scores) -> float:
    """The score above which the stated share of validation's in-scope texts lies."""
    return float(np.quantile(inside, 1 - REJECTED, method="higher"))


def risk_coverage(sure: Scores, right: NDArray[np.bool_]) -> dict[float, float]:
    """Share of mistakes among the surest texts, by the share of texts that is answered."""
    order = np.argsort(-sure, kind="stable")
    return {share: float(1 - right[order][: max(1, round(share * len(order)))].mean()) for share in COVERAGES}


def _mahalanobis(vectors: Scores, known: Known) -> Scores:
    projected = vectors @ known.precision  # (n, width)
    own = (projected * vectors).sum(-1)  # (n,)
    means = (known.means @ known.precision * known.means).sum(-1)  # (labels,)
    least: Scores = (own[:, None] - 2 * projected @ known.means.T + means).min(-1)
    return least


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
