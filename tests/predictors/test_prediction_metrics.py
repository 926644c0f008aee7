"""The measures that decide whether a model may speak."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from assistant.predictors.models.metrics import brier, calibration_error, clustered_auc, top_decile_lift

RNG = np.random.default_rng(0)


def test_the_area_is_that_of_scikit_learn_ties_included() -> None:
    outcomes = RNG.random(300) < 0.3
    ranking = np.round(RNG.normal(size=300) + outcomes, 1)
    area = clustered_auc(ranking, outcomes, np.arange(300), confidence=0.95).value
    assert area == pytest.approx(roc_auc_score(outcomes, ranking))


def test_the_interval_is_about_as_wide_as_a_bootstrap_over_subjects_says() -> None:
    subjects = np.repeat(np.arange(80), 4)
    own = RNG.normal(size=80)[subjects]
    outcomes = own + RNG.normal(size=320) > 0.8
    ranking = own + RNG.normal(size=320)
    interval = clustered_auc(ranking, outcomes, subjects, confidence=0.95)
    areas = []
    for _ in range(250):
        rows = np.concatenate([np.flatnonzero(subjects == chosen) for chosen in RNG.integers(80, size=80)])
        areas.append(roc_auc_score(outcomes[rows], ranking[rows]))
    low, high = np.percentile(areas, [2.5, 97.5])
    assert interval.high - interval.low == pytest.approx(high - low, rel=0.15)


def test_rows_repeated_for_the_same_subject_add_no_certainty() -> None:
    outcomes = RNG.random(120) < 0.4
    ranking = RNG.normal(size=120) + outcomes
    once = clustered_auc(ranking, outcomes, np.arange(120), confidence=0.95)
    thrice = clustered_auc(np.tile(ranking, 3), np.tile(outcomes, 3), np.tile(np.arange(120), 3), confidence=0.95)
    assert (thrice.value, thrice.low, thrice.high) == pytest.approx((once.value, once.low, once.high))


def test_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    probability = np.array([0.1, 0.1, 0.9, 0.9])
    outcomes = np.array([False, True, True, True])
    assert calibration_error(probability, outcomes, bins=2) == pytest.approx((0.4 + 0.1) / 2)


def test_brier_score_is_the_mean_squared_distance() -> None:
    assert brier(np.array([0.0, 0.5, 1.0]), np.array([False, True, False])) == pytest.approx((0 + 0.25 + 1) / 3)


def test_lift_compares_the_top_tenth_with_all() -> None:
    outcomes = np.zeros(20, dtype=np.bool_)
    outcomes[[0, 1, 10, 11]] = True
    assert top_decile_lift(np.arange(20, 0, -1) / 20, outcomes) == pytest.approx(1.0 / 0.2)
