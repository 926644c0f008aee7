import numpy as np

from assistant.messages import Label
from assistant.understanding.calibration import Bands, Calibration, probabilities, probability
from assistant.understanding.labels import SENTIMENTS, URGENCIES
from assistant.understanding.outputs import Floats, Outputs
from assistant.understanding.verdicts import Verdict, verdicts
from assistant.understanding.weights import Labels

LABELS = Labels(("track_order", "get_refund", "out_of_scope"), SENTIMENTS, URGENCIES)
SETTINGS = Calibration(2.0, Bands(0.7, 0.4), 1.0, Bands(0.9, 0.5), 1.0, 1.0, 0.4, 0.3)


def logs(*shares: float) -> Floats:
    return np.log(np.array([shares], dtype=np.float32))


def outputs(intent: Floats, frustrated: float = -1.0) -> Outputs:
    return Outputs(
        intent * SETTINGS.intent_temperature,
        logs(0.05, 0.6, 0.25, 0.05, 0.05),
        logs(0.1, 0.2, 0.4, 0.3),
        np.array([frustrated], dtype=np.float32),
    )


def rounded(label: Label) -> tuple[str, float, str]:
    return label.name, round(label.confidence, 4), label.band


def only(found: list[Verdict]) -> Verdict:
    (verdict,) = found
    return verdict


def test_every_label_comes_with_its_calibrated_confidence_and_band() -> None:
    verdict = only(verdicts(outputs(logs(0.75, 0.15, 0.1)), LABELS, SETTINGS))
    assert rounded(verdict.intent) == ("track_order", 0.75, "high")
    assert [rounded(label) for label in verdict.alternatives] == [
        ("get_refund", 0.15, "low"),
        ("out_of_scope", 0.1, "low"),
    ]
    assert rounded(verdict.sentiment) == ("negative", 0.6, "medium")
    assert verdict.sentiment_level == -1
    assert verdict.urgency == "high"
    assert not verdict.frustrated


def test_out_of_scope_leads_from_its_own_threshold_on() -> None:
    assert only(verdicts(outputs(logs(0.6, 0.05, 0.35)), LABELS, SETTINGS)).intent.name == "out_of_scope"
    assert only(verdicts(outputs(logs(0.6, 0.15, 0.25)), LABELS, SETTINGS)).intent.name == "track_order"


def test_frustration_has_its_own_threshold() -> None:
    below, above = (float(np.log(share / (1 - share))) for share in (0.39, 0.41))
    assert not only(verdicts(outputs(logs(0.6, 0.2, 0.2), below), LABELS, SETTINGS)).frustrated
    assert only(verdicts(outputs(logs(0.6, 0.2, 0.2), above), LABELS, SETTINGS)).frustrated


def test_a_temperature_softens_without_changing_the_order() -> None:
    logits = np.array([[3.0, 1.0, -2.0]], dtype=np.float32)
    cold, warm = probabilities(logits, 1.0), probabilities(logits, 4.0)
    np.testing.assert_allclose(cold.sum(), 1.0)
    np.testing.assert_allclose(warm.sum(), 1.0)
    assert cold[0].argsort().tolist() == warm[0].argsort().tolist()
    assert warm[0, 0] < cold[0, 0]


def test_one_logit_is_a_chance() -> None:
    np.testing.assert_allclose(probability(np.array([0.0, 2.0], np.float32), 2.0), [0.5, 1 / (1 + np.exp(-1.0))])


def test_a_confidence_at_a_cut_is_above_it() -> None:
    bands = Bands(0.9, 0.5)
    assert [bands.of(value) for value in (0.9, 0.89, 0.5, 0.49)] == ["high", "medium", "medium", "low"]
