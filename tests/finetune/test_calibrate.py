import numpy as np
import pytest

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.outputs import Outputs
from finetune.calibrate import (
    bands,
    best_cut,
    calibrate,
    calibration_error,
    lowest_cut,
    outside_threshold,
    temperature,
    wilson_lower,
)
from finetune.examples import Example

DICE = np.random.default_rng(0)


def test_the_wilson_bound_is_the_textbook_s() -> None:
    found = wilson_lower(np.array([81, 10, 0]), np.array([263, 10, 5]))
    np.testing.assert_allclose(found, [0.2553, 0.7225, 0.0], atol=1e-4)


def test_a_cut_is_the_lowest_from_which_precision_is_certain() -> None:
    confidence = np.linspace(1, 0, 400)
    right = np.arange(400) < 200
    cut = lowest_cut(confidence, right, 0.9)
    chosen = confidence >= cut
    assert wilson_lower(right[chosen].sum(), chosen.sum()) >= 0.9
    longer = confidence >= confidence[chosen.sum()]
    assert wilson_lower(right[longer].sum(), longer.sum()) < 0.9


def test_a_cut_that_nothing_reaches_is_above_one() -> None:
    assert lowest_cut(np.array([0.9, 0.8]), np.array([True, True]), 0.95) == 2.0


def test_the_medium_band_is_judged_without_the_high_one() -> None:
    confidence = np.linspace(1, 0, 1000)
    right = np.concatenate([np.ones(400, bool), np.tile([True] * 9 + [False], 40), np.zeros(200, bool)])
    found = bands(confidence, right)
    rest = (confidence < found.high) & (confidence >= found.medium)
    assert rest.sum() > 100
    assert wilson_lower(right[rest].sum(), rest.sum()) >= 0.80
    assert right[rest].mean() < 0.95


@pytest.mark.parametrize("true_temperature", [0.5, 1.0, 3.0])
def test_a_temperature_is_found_again(true_temperature: float) -> None:
    logits = DICE.normal(size=(4000, 5)).astype(np.float32) * 2
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    labels = np.array([DICE.choice(5, p=share / share.sum()) for share in shares.astype(np.float64)])
    assert temperature(logits * true_temperature, labels) == pytest.approx(true_temperature, rel=0.1)


def test_the_frustration_threshold_has_the_best_f1() -> None:
    chance = np.array([0.25, 0.35, 0.45, 0.55, 0.65])
    assert 0.35 < best_cut(chance, np.array([False, False, True, True, True])) <= 0.45


def test_one_message_in_a_hundred_may_be_called_out_of_scope() -> None:
    chance = np.linspace(0, 1, 1001)
    threshold = outside_threshold(chance, np.ones(1001, bool))
    assert int((chance >= threshold).sum()) == 11  # of 1,001


def test_the_calibration_error_is_the_gap_between_confidence_and_precision() -> None:
    confidence = np.full(1500, 0.8)
    assert calibration_error(confidence, np.tile([True] * 4 + [False], 300)) == pytest.approx(0.0, abs=0.02)
    assert calibration_error(confidence, np.zeros(1500, bool)) == pytest.approx(0.8)


def test_everything_a_reader_needs_is_fitted_and_reported() -> None:
    n, names = 800, CUSTOMER_SERVICE.names
    intents = DICE.integers(0, len(names), n)
    levels, urgency, upset = DICE.integers(0, 5, n), DICE.integers(0, 4, n), DICE.random(n) < 0.3
    examples = [
        Example("t", "messages", "a", names[i], (), (int(s),), int(u), bool(f))
        for i, s, u, f in zip(intents, levels, urgency, upset, strict=True)
    ]
    noise = DICE.normal(size=(n, 50)).astype(np.float32)
    outputs = Outputs(
        noise[:, :40] + 6 * np.eye(40, dtype=np.float32)[intents],
        noise[:, 40:45] + 4 * np.eye(5, dtype=np.float32)[levels],
        noise[:, 45:49] + 4 * np.eye(4, dtype=np.float32)[urgency],
        noise[:, 49] + np.where(upset, 3, -3).astype(np.float32),
    )
    settings, report = calibrate(outputs, examples)
    assert report.n == n
    assert report.intent_accuracy > 0.9
    assert report.high_precision >= 0.95
    assert report.high_coverage > 0.5
    assert report.calibration_error < 0.05
    assert 0 < settings.out_of_scope_threshold <= 1
    assert settings.intent_bands.medium <= settings.intent_bands.high
