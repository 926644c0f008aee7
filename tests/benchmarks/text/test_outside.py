import numpy as np
import pytest

from assistant.understanding.outputs import Floats
from benchmarks.text.outside import auroc, known_of, risk_coverage, scores_of, threshold, with_sum
from finetune.classify.stored import Reading

DICE = np.random.default_rng(0)
LABELS = np.repeat([0, 1, 2], 60)
CENTRES = np.eye(3, 5, dtype=np.float32) * 4


def reading(vectors: Floats) -> Reading:
    logits = (vectors @ CENTRES.T).astype(np.float32)
    return Reading(logits, logits, vectors)


def around(
    centres: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return (centres + 0.5 * DICE.normal(size=centres.shape)).astype(np.float32)


def test_every_score_tells_texts_that_lie_elsewhere() -> None:
    known = known_of(around(CENTRES[LABELS]), LABELS)
    inside = scores_of(reading(around(CENTRES[LABELS])), 4.0, known)
    elsewhere = np.tile(np.array([[0, 0, 0, 2, 2]], np.float32), (50, 1))
    outside = scores_of(reading(around(elsewhere)), 4.0, known)
    summed = with_sum(inside, inside), with_sum(outside, inside)
    assert list(summed[0]) == ["highest probability", "energy", "Mahalanobis", "neighbours", "sum"]
    for name in summed[0]:
        assert auroc(summed[0][name], summed[1][name]) > 0.95, name


def test_mahalanobis_is_the_least_distance_to_a_mean() -> None:
    vectors = around(CENTRES[LABELS])
    known = known_of(vectors, LABELS)
    (found,) = scores_of(reading(vectors[:1]), 1.0, known)["Mahalanobis"]
    gaps = known.means - vectors[0]
    assert found == pytest.approx(min(gap @ known.precision @ gap for gap in gaps), rel=1e-4)


def test_the_threshold_rejects_no_more_than_said() -> None:
    inside = DICE.normal(size=4000)
    assert 0.03 < (inside > threshold(inside)).mean() <= 0.035


def test_risk_falls_as_fewer_texts_are_answered() -> None:
    sure, right = np.arange(100) / 100, np.arange(100) >= 20
    assert risk_coverage(sure, right) == {
        1.0: pytest.approx(0.2),
        0.95: pytest.approx(15 / 95),
        0.9: pytest.approx(10 / 90),
        0.8: 0.0,
        0.7: 0.0,
        0.6: 0.0,
        0.5: 0.0,
    }
