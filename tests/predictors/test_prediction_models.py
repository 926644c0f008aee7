"""The machinery of yes-or-no models: scaling, fitting, calibration, spread."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from assistant.predictors.models import trained as trained_module
from assistant.predictors.models.arrays import Examples, sigmoid
from assistant.predictors.models.calibration import fit_calibration
from assistant.predictors.models.design import Design, Direction
from assistant.predictors.models.likelihood import most_probable
from assistant.predictors.models.logistic import fit_logistic, folds
from assistant.predictors.models.metrics import Interval
from assistant.predictors.models.packing import pack, unpack
from assistant.predictors.models.scaling import Scaler
from assistant.predictors.models.trained import Minimum, Refusal, Trained, train

TRUE_WEIGHTS = np.array([1.5, -1.0, 0.0])
SURE = Minimum(50, 20)


def simulated(n_rows: int, *, repeats: int = 1, seed: int = 0, pull: float = 1.0) -> Examples:
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n_rows, 3))
    outcomes = rng.random(n_rows) < sigmoid(pull * features @ TRUE_WEIGHTS - 1)
    return Examples(
        np.repeat(features, repeats, axis=0), np.repeat(outcomes, repeats), np.repeat(np.arange(n_rows), repeats)
    )


def expecting(*directions: Direction) -> Design:
    return Design((False,) * len(directions), directions)


NOTHING_EXPECTED = expecting(0, 0, 0)


def trained_on(examples: Examples) -> Trained:
    outcome = train(examples, NOTHING_EXPECTED, SURE, happened="left")
    assert isinstance(outcome, Trained)
    return outcome


@pytest.fixture(scope="module")
def models() -> list[Trained]:
    return [trained_on(simulated(300, seed=seed)) for seed in range(6)]


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
    model = fit_logistic(examples, NOTHING_EXPECTED, seed=0)
    assert model.weights / model.scaler.spread == pytest.approx(TRUE_WEIGHTS, abs=0.15)


def test_no_subject_is_on_both_sides_of_a_fold() -> None:
    examples = simulated(100, repeats=4)
    for seen, unseen in folds(examples, 5, 0):
        assert not set(examples.subjects[seen]) & set(examples.subjects[unseen])


def test_repeating_every_row_makes_the_model_no_surer() -> None:
    once, fourfold = simulated(400), simulated(400, repeats=4)
    asked = np.array([[1.0, 0.0, 0.0], [0.0, 2.0, -1.0]])
    narrow = fit_logistic(once, NOTHING_EXPECTED, seed=0).spread(asked)
    wide = fit_logistic(fourfold, NOTHING_EXPECTED, seed=0).spread(asked)
    assert wide == pytest.approx(narrow, rel=0.25)


def test_without_expectations_the_weights_are_those_of_scikit_learn() -> None:
    examples = simulated(300)
    found = most_probable(examples.features, examples.outcomes, mean=np.zeros(3), variance=0.1)
    peer = LogisticRegression(C=0.1, tol=1e-8).fit(examples.features, examples.outcomes)
    assert [*found.slopes, found.intercept] == pytest.approx([*peer.coef_[0], peer.intercept_[0]], abs=1e-4)


def test_a_firm_expectation_is_kept_a_loose_one_gives_way() -> None:
    examples, mean = simulated(300), np.array([-0.2, 0.2, 0.2])
    firm = most_probable(examples.features, examples.outcomes, mean=mean, variance=1e-6)
    loose = most_probable(examples.features, examples.outcomes, mean=mean, variance=1e6)
    free = most_probable(examples.features, examples.outcomes, mean=np.zeros(3), variance=1e6)
    assert firm.slopes == pytest.approx(mean, abs=1e-3)
    assert loose.slopes == pytest.approx(free.slopes, abs=1e-3)


def test_right_expectations_help_where_there_is_little_to_learn_from() -> None:
    asked = np.random.default_rng(99).normal(size=(500, 3))
    agreement: dict[str, list[float]] = {"expected": [], "nothing": []}
    for seed in range(8):
        examples = simulated(60, seed=seed, pull=0.4)
        for name, design in (("expected", expecting(1, -1, 0)), ("nothing", NOTHING_EXPECTED)):
            log_odds = fit_logistic(examples, design, seed=0).log_odds(asked)
            agreement[name].append(float(np.corrcoef(log_odds, asked @ TRUE_WEIGHTS)[0, 1]))
    assert np.mean(agreement["expected"]) > np.mean(agreement["nothing"]) + 0.05


def test_much_data_overrules_wrong_expectations() -> None:
    model = fit_logistic(simulated(4000), expecting(-1, 1, 0), seed=0)
    assert model.weights / model.scaler.spread == pytest.approx(TRUE_WEIGHTS, abs=0.2)


def test_an_expectation_that_data_cannot_test_is_not_taken_for_knowledge() -> None:
    model = fit_logistic(simulated(60, pull=0.0), expecting(1, 1, 1), seed=0)
    assert model.strength == 0.001
    assert (np.sqrt(np.diag(model.covariance)[:3]) > 0.1).all()


def test_a_column_that_never_varied_gets_no_weight_whatever_is_expected() -> None:
    examples = simulated(100)
    examples.features[:, 2] = 7.0
    assert fit_logistic(examples, expecting(1, -1, 1), seed=0).weights[2] == 0.0


def test_the_interval_holds_the_true_probability_about_as_often_as_it_says(models: list[Trained]) -> None:
    asked = np.random.default_rng(99).normal(size=(200, 3))
    truth = sigmoid(asked @ TRUE_WEIGHTS - 1)
    inside = []
    for model in models:
        low, high = model.interval(asked)
        inside.append(np.mean((low <= truth) & (truth <= high)))
    assert 0.85 <= np.mean(inside) <= 1.0


@pytest.mark.parametrize("n_rows", [2000, 8000])  # Platt below 1,000 outcomes, isotonic above
def test_calibration_mends_log_odds_that_are_twice_too_bold(n_rows: int) -> None:
    rng = np.random.default_rng(1)
    truth = rng.normal(-1, 1, n_rows)
    outcomes = rng.random(n_rows) < sigmoid(truth)
    calibration = fit_calibration(2 * truth, outcomes, np.arange(n_rows))
    assert calibration.method == ("platt" if n_rows == 2000 else "isotonic")
    asked = np.linspace(-3, 1, 9)
    assert calibration.probability(2 * asked) == pytest.approx(sigmoid(asked), abs=0.06)


@pytest.mark.parametrize("n_rows", [2000, 8000])
def test_calibrated_probabilities_rise_with_the_log_odds_within_0_and_1(n_rows: int) -> None:
    examples = simulated(n_rows)
    log_odds = examples.features @ TRUE_WEIGHTS
    calibration = fit_calibration(log_odds, examples.outcomes, examples.subjects)
    probability = calibration.probability(np.linspace(-50, 50, 1001))
    assert (np.diff(probability) >= 0).all()
    assert probability.min() >= 0 and probability.max() <= 1


def test_rows_that_repeat_a_subject_do_not_move_its_calibration() -> None:
    once, fourfold = simulated(60), simulated(60, repeats=4)
    knots = [
        fit_calibration(2 * examples.features @ TRUE_WEIGHTS, examples.outcomes, examples.subjects).knots
        for examples in (once, fourfold)
    ]
    assert knots[0] == pytest.approx(knots[1], abs=1e-4)


def test_few_outcomes_leave_the_slope_near_1() -> None:
    rng = np.random.default_rng(4)
    slopes = [
        fit_calibration(rng.normal(size=100), rng.random(100) < 0.1, np.arange(100)).slope for _ in range(20)
    ]  # log-odds that say nothing at all
    assert 0.2 < np.mean(slopes) < 0.9


def test_a_model_comes_back_from_its_arrays_as_it_was(models: list[Trained]) -> None:
    trained = models[0]
    arrays, settings = pack(trained, ["a", "b", "c"])
    read, columns = unpack(arrays, settings)
    asked = np.random.default_rng(5).normal(size=(20, 3))
    assert columns == ("a", "b", "c")
    assert read.quality == trained.quality
    assert (read.probability(asked) == trained.probability(asked)).all()
    assert (read.interval(asked)[0] == trained.interval(asked)[0]).all()


def test_too_few_accounts_are_refused_with_both_numbers() -> None:
    refused = train(simulated(30), NOTHING_EXPECTED, SURE, happened="left")
    assert isinstance(refused, Refusal)
    assert "I found 30 accounts" in refused.why
    assert "at least 50 accounts and 20 that left" in refused.why


def test_everybody_leaving_is_refused() -> None:
    examples = simulated(100)
    everybody = Examples(examples.features, np.ones(100, dtype=np.bool_), examples.subjects)
    refused = train(everybody, NOTHING_EXPECTED, SURE, happened="left")
    assert isinstance(refused, Refusal)
    assert "nothing to compare with" in refused.why


def test_noise_is_refused_for_want_of_a_pattern() -> None:
    refused = train(simulated(200, pull=0.0), NOTHING_EXPECTED, SURE, happened="left")
    assert isinstance(refused, Refusal)
    assert refused.why.startswith("I see no pattern that holds: on accounts kept out of training, telling apart those")


def test_chances_no_better_than_the_average_are_refused_for_that_reason(
    models: list[Trained], monkeypatch: pytest.MonkeyPatch
) -> None:
    quality = replace(
        models[0].quality, n_subjects=91, n_outcomes=24, base_rate=0.08, auc=Interval(0.74, 0.59, 0.89),
        brier=0.0712, brier_constant=0.0709,
    )  # fmt: skip
    monkeypatch.setattr(trained_module, "fit", lambda examples, design: replace(models[0], quality=quality))
    refused = train(simulated(300), NOTHING_EXPECTED, SURE, happened="left")
    assert isinstance(refused, Refusal)
    assert refused.why == (
        "I see a pattern, but can't put reliable chances on it: on accounts kept out of training, telling apart those "
        "that left worked 74% of the time (59% to 89%; a coin gives 50%), from 91 accounts of which 24 left, yet the "
        "chances come no closer to what happened than always saying the average of 8.0% (Brier score 0.0712 against "
        "0.0709). More accounts that left could change that."
    )


def test_bands_begin_at_the_average_and_at_twice_the_average(models: list[Trained]) -> None:
    trained = models[2]
    rate = trained.quality.base_rate
    assert [trained.band(share * rate) for share in (0.99, 1.0, 1.7)] == ["low", "medium", "medium"]
    assert trained.band(min(2 * rate, (1 + rate) / 2)) == "high"


def test_a_design_of_unequal_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"have \(2, 3\) entries"):
        Design((False, True), (0, 0, 1))


def test_examples_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match=r"have \(3, 2, 3\) rows"):
        Examples(np.zeros((3, 1)), np.zeros(2, dtype=np.bool_), np.arange(3))
