"""Labels stand by themselves from a confidence on that a team's own judgements allow."""

import numpy as np
import pytest

from assistant.understanding.memory.risk import NEVER, Judged, Threshold, needed, threshold


def judged(*runs: tuple[float, int, int]) -> list[Judged]:
    """Runs of (confidence, right, wrong)."""
    return [Judged(confidence, wrong) for confidence, right, bad in runs for wrong in [False] * right + [True] * bad]


@pytest.mark.parametrize(("most", "fewest"), [(0.05, 19), (0.1, 9), (0.01, 99)])
def test_below_the_number_that_can_guarantee_the_error_nothing_stands(most: float, fewest: int) -> None:
    assert needed(most) == fewest
    assert threshold(judged((0.9, fewest - 1, 0)), most) == Threshold(NEVER, fewest - 1, 0, 0, fewest)
    assert threshold(judged((0.9, fewest, 0)), most) == Threshold(0.9, fewest, fewest, 0, fewest)


def test_the_cut_is_the_lowest_confidence_that_the_judgements_allow() -> None:
    rows = judged((0.99, 60, 1), (0.8, 40, 2), (0.5, 10, 10))
    assert threshold(rows) == Threshold(0.8, 123, 103, 3, 19)


def test_wrong_labels_of_high_confidence_let_nothing_stand() -> None:
    assert threshold(judged((0.99, 18, 2), (0.6, 100, 0))).cut == NEVER


def test_equal_confidences_stand_or_fall_together() -> None:
    assert threshold(judged((0.9, 19, 0), (0.7, 50, 30))).cut == 0.9


def test_what_stands_is_wrong_no_more_often_than_allowed_whatever_confidences_are_worth() -> None:
    dice = np.random.default_rng(0)
    shares = []
    for _ in range(400):
        confidence = dice.random(400)
        wrong = dice.random(400) > 0.4 + 0.6 * confidence**0.3  # far from what the confidences claim
        known, later = slice(0, 200), slice(200, None)
        found = threshold([Judged(float(c), bool(w)) for c, w in zip(confidence[known], wrong[known], strict=True)])
        stands = confidence[later] >= found.cut
        shares.append(float((wrong[later] & stands).sum() / max(1, stands.sum())))
    assert 0.0 < float(np.mean(shares)) <= 0.05
