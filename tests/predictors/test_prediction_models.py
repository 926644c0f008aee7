"""The machinery of yes-or-no models: scaling, fitting, calibration, spread."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.predictors.models.arrays import Examples, sigmoid
from assistant.predictors.models.calibration import fit_calibration
from assistant.predictors.models.logistic import fit_logistic, folds
from assistant.predictors.models.packing import pack, unpack
from assistant.predictors.models.scaling import Scaler
from assistant.predictors.models.trained import Minimum, Refusal, Trained, train

TRUE_WEIGHTS = np.array([1.5, -1.0, 0.0])


def simulated(n_rows: int, *, repeats: int = 1, seed: int = 0, pull: float = 1.0) -> Examples:
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n_rows, 3))
    outcomes = rng.random(n_rows) < sigmoid(pull * features @ TRUE_WEIGHTS - 1)
    return Examples(
        np.repeat(features, repeats, axis=0), np.repeat(outcomes, repeats), np.repeat(np.arange(n_rows), repeats)
    )


def trained_on(examples: Examples) -> Trained:
    outcome = train(examples, [False] * 3, Minimum(50, 20), happened="left")
    assert isinstance(outcome, Trained)
    return outcome


def test_unknown_values_become_the_centre_whatever_the_column() -> None:
    features = np.array([[1.0, np.nan, 0.0], [3.0, np.nan, 0.0], [np.nan, np.nan, 0.0], [5.0, np.nan, 9.0]])
    scaled = Scaler.fit(features, [True, False, True]).transform(features)
    assert not np.isnan(scaled).any()
    assert scaled[2, 0] == 0
    assert (scaled[:, 1] == 0).all()


def test_one_wild_record_is_clipped() -> None:
    features = np.append(np.random.default_rng(0).normal(size=200), 1e9)[:, None]
    assert Scaler.fit(features, [False]).transform(features).max() == 4.0


def test_the_weights_that_made_the_outcomes_are_found() -> None:
    examples = simulated(8000)
    model = fit_logistic(examples, [False] * 3, seed=0)
    assert model.weights / model.scaler.spread == pytest.approx(TRUE_WEIGHTS, abs=0.15)


def test_no_subject_is_on_both_sides_of_a_fold() -> None:
    examples = simulated(100, repeats=4)
    for seen, unseen in folds(examples, 5, 0):
        assert not set(examples.subjects[seen]) & set(examples.subjects[unseen])


def test_repeating_every_row_makes_the_model_no_surer() -> None:
    once, fourfold = simulated(400), simulated(400, repeats=4)
    asked = np.array([[1.0, 0.0, 0.0], [0.0, 2.0, -1.0]])
    narrow = fit_logistic(once, [False] * 3, seed=0).spread(asked)
    wide = fit_logistic(fourfold, [False] * 3, seed=0).spread(asked)
    assert wide == pytest.approx(narrow, rel=0.25)


def test_the_interval_holds_the_true_probability_about_as_often_as_it_says() -> None:
    asked = np.random.default_rng(99).normal(size=(200, 3))
    truth = sigmoid(asked @ TRUE_WEIGHTS - 1)
    inside = []
    for seed in range(6):
        low, high = trained_on(simulated(300, seed=seed)).interval(asked)
        inside.append(np.mean((low <= truth) & (truth <= high)))
    assert 0.85 <= np.mean(inside) <= 1.0


@pytest.mark.parametrize("n_rows", [2000, 8000])  # Platt below 1,000 outcomes, isotonic above
def test_calibration_mends_log_odds_that_are_twice_too_bold(n_rows: int) -> None:
    rng = np.random.default_rng(1)
    truth = rng.normal(-1, 1, n_rows)
    outcomes = rng.random(n_rows) < sigmoid(truth)
    calibration = fit_calibration(2 * truth, outcomes)
    assert calibration.method == ("platt" if n_rows == 2000 else "isotonic")
    asked = np.linspace(-3, 1, 9)
    assert calibration.probability(2 * asked) == pytest.approx(sigmoid(asked), abs=0.06)


@pytest.mark.parametrize("n_rows", [2000, 8000])
def test_calibrated_probabilities_rise_with_the_log_odds_within_0_and_1(n_rows: int) -> None:
    examples = simulated(n_rows)
    log_odds = examples.features @ TRUE_WEIGHTS
    probability = fit_calibration(log_odds, examples.outcomes).probability(np.linspace(-50, 50, 1001))
    assert (np.diff(probability) >= 0).all()
    assert probability.min() >= 0 and probability.max() <= 1


def test_a_model_comes_back_from_its_arrays_as_it_was() -> None:
    trained = trained_on(simulated(300))
    arrays, settings = pack(trained, ["a", "b", "c"])
    read, columns = unpack(arrays, settings)
    asked = np.random.default_rng(5).normal(size=(20, 3))
    assert columns == ("a", "b", "c")
    assert read.quality == trained.quality
    assert (read.probability(asked) == trained.probability(asked)).all()
    assert (read.interval(asked)[0] == trained.interval(asked)[0]).all()


def test_too_few_accounts_are_refused_with_both_numbers() -> None:
    refused = train(simulated(30), [False] * 3, Minimum(50, 20), happened="left")
    assert isinstance(refused, Refusal)
    assert "I found 30 accounts" in refused.why
    assert "at least 50 accounts and 20 that left" in refused.why


def test_everybody_leaving_is_refused() -> None:
    examples = simulated(100)
    everybody = Examples(examples.features, np.ones(100, dtype=np.bool_), examples.subjects)
    refused = train(everybody, [False] * 3, Minimum(50, 20), happened="left")
    assert isinstance(refused, Refusal)
    assert "nothing to compare with" in refused.why


def test_bands_begin_at_the_average_and_at_twice_the_average() -> None:
    trained = trained_on(simulated(400, seed=2))
    rate = trained.quality.base_rate
    assert [trained.band(share * rate) for share in (0.99, 1.0, 1.7)] == ["low", "medium", "medium"]
    assert trained.band(min(2 * rate, (1 + rate) / 2)) == "high"


def test_examples_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match=r"have \(3, 2, 3\) rows"):
        Examples(np.zeros((3, 1)), np.zeros(2, dtype=np.bool_), np.arange(3))
