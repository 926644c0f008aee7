"""Temperatures, bands and thresholds from messages by writers the model never saw."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.calibration import Bands, Calibration, probabilities, probability
from assistant.understanding.outputs import Floats, Outputs
from assistant.understanding.verdicts import OUT_OF_SCOPE, ranking
from finetune.evaluate import acceptable
from finetune.examples import Example

Z = 1.96  # two-sided 95 %
HIGH_PRECISION, MEDIUM_PRECISION = 0.95, 0.80
LOG_RANGE = (-3.0, 3.0)  # temperatures from 0.05 to 20
IN_SCOPE_REJECTED = 0.01  # share of messages for us that may be called out of scope for their score alone


@dataclass(frozen=True, slots=True)
class Report:
    """What the bands are worth on the calibration messages."""

    n: int
    intent_accuracy: float
    high_coverage: float
    high_precision: float
    medium_coverage: float
    medium_precision: float
    calibration_error: float  # 15 equal-mass bins
    brier: float  # of "the chosen intent is right"
    out_of_scope_recall: float
    sentiment_high_coverage: float
    sentiment_high_precision: float


def calibrate(outputs: Outputs, examples: Sequence[Example]) -> tuple[Calibration, Report]:
    """Fit everything that turns logits into labels.

    Args:
        outputs: Logits of the messages, each from a model that saw no message of its writer.
        examples: The messages, in the same order, fully labelled.
    """
    names = CUSTOMER_SERVICE.names
    intents = np.array([names.index(str(example.intent)) for example in examples])
    levels = np.array([example.sentiment_levels[0] for example in examples])
    upset = np.array([bool(example.frustrated) for example in examples])
    intent_t = temperature(outputs.intent, intents)
    sentiment_t = temperature(outputs.sentiment, levels)
    shares = probabilities(outputs.intent, intent_t)
    outside = outside_threshold(shares[:, names.index(OUT_OF_SCOPE)], intents != names.index(OUT_OF_SCOPE))
    chosen = ranking(shares, names, outside)[:, 0]
    right = acceptable(chosen, examples)
    confidence = np.take_along_axis(shares, chosen[:, None], 1)[:, 0]
    feelings = probabilities(outputs.sentiment, sentiment_t)
    felt, felt_right = feelings.max(-1), feelings.argmax(-1) == levels
    frustrated_t = binary_temperature(outputs.frustrated, upset)
    settings = Calibration(
        intent_t,
        bands(confidence, right),
        sentiment_t,
        bands(felt, felt_right),
        temperature(outputs.urgency, np.array([example.urgency for example in examples])),
        frustrated_t,
        best_cut(probability(outputs.frustrated, frustrated_t), upset),
        outside,
    )
    return settings, _report(settings, confidence, right, chosen, intents, felt, felt_right)


def temperature(logits: Floats, labels: NDArray[np.int64]) -> float:
    """The temperature with the least negative log-likelihood (Guo et al. 2017)."""

    def cost(log_temperature: float) -> float:
        shares = probabilities(logits, float(np.exp(log_temperature)))
        return float(-np.log(shares[np.arange(len(labels)), labels] + 1e-12).mean())

    low, high = LOG_RANGE
    while high - low > 1e-4:  # the cost has one minimum: ternary search
        third = (high - low) / 3
        low, high = (low, high - third) if cost(low + third) < cost(high - third) else (low + third, high)
    return float(np.exp((low + high) / 2))


def binary_temperature(logits: Floats, labels: NDArray[np.bool_]) -> float:
    """The same for one logit a text."""
    return temperature(np.stack([np.zeros_like(logits), logits], -1), labels.astype(np.int64))


def bands(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> Bands:
    """The lowest cut-offs from which on precision is, with 95 % certainty, 95 % (high); for the rest, 80 % (medium)."""
    high = lowest_cut(confidence, right, HIGH_PRECISION)
    rest = confidence < high
    return Bands(high, min(high, lowest_cut(confidence[rest], right[rest], MEDIUM_PRECISION)))


def lowest_cut(confidence: NDArray[np.float64], right: NDArray[np.bool_], precision: float) -> float:
    """The lowest confidence whose cumulative precision has a Wilson lower bound of `precision` or more; 2 if none."""
    order = np.argsort(-confidence, kind="stable")
    hits, n = right[order].cumsum(), np.arange(1, len(order) + 1)
    reached = np.flatnonzero(wilson_lower(hits, n) >= precision)
    return float(confidence[order][reached[-1]]) if len(reached) else 2.0


def wilson_lower(hits: NDArray[np.int64], n: NDArray[np.int64]) -> NDArray[np.float64]:
    """Lower end of the 95 % Wilson interval of a share (Wilson 1927)."""
    share = hits / n
    spread = Z * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    lower: NDArray[np.float64] = (share + Z**2 / (2 * n) - spread) / (1 + Z**2 / n)
    return lower


def best_cut(chance: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """The threshold with the best F1, from a grid of hundredths."""
    grid = np.arange(0.2, 0.8, 0.01)
    return float(grid[int(np.argmax([f1_score(labels, chance >= cut) for cut in grid]))])


def outside_threshold(chance: NDArray[np.float64], inside: NDArray[np.bool_]) -> float:
    """The lowest out-of-scope probability that at most one in a hundred messages for us reaches."""
    return float(np.quantile(chance[inside], 1 - IN_SCOPE_REJECTED, method="higher"))


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Mean gap between confidence and precision over 15 bins of equal mass."""
    parts = np.array_split(np.argsort(confidence), 15)
    gaps = [len(part) * abs(confidence[part].mean() - right[part].mean()) for part in parts if len(part)]
    return float(sum(gaps) / len(confidence))


def _report(
    settings: Calibration,
    confidence: NDArray[np.float64],
    right: NDArray[np.bool_],
    chosen: NDArray[np.int64],
    intents: NDArray[np.int64],
    felt: NDArray[np.float64],
    felt_right: NDArray[np.bool_],
) -> Report:
    high = confidence >= settings.intent_bands.high
    medium = (confidence >= settings.intent_bands.medium) & ~high
    sure = felt >= settings.sentiment_bands.high
    outside = intents == CUSTOMER_SERVICE.names.index(OUT_OF_SCOPE)
    return Report(
        len(right),
        float(right.mean()),
        float(high.mean()),
        _share(right[high]),
        float(medium.mean()),
        _share(right[medium]),
        calibration_error(confidence, right),
        float(((confidence - right) ** 2).mean()),
        _share(chosen[outside] == intents[outside]),
        float(sure.mean()),
        _share(felt_right[sure]),
    )


def _share(hits: NDArray[np.bool_]) -> float:
    """Their mean; 0 of none."""
    return float(hits.mean()) if len(hits) else 0.0


def as_json(settings: Calibration, report: Report) -> str:
    """The text of `calibration.json`."""
    return json.dumps({"settings": asdict(settings), "report": asdict(report)}, indent=1)
