import numpy as np
import pytest

from benchmarks.text.comparing import accuracy, interval, macro_f1, macro_recall, mcnemar, mean_over

LABELS = np.array([0, 0, 0, 1])
GOOD, POOR = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 0])


def test_figures_are_those_of_the_field() -> None:
    assert accuracy(LABELS, POOR) == 0.5
    assert macro_recall(LABELS, POOR) == pytest.approx(1 / 3)
    assert macro_f1(LABELS, POOR) == pytest.approx((2 / 3) / 2)
    assert mean_over(accuracy, LABELS, [GOOD, POOR]) == 0.75


def test_a_label_that_never_occurs_has_no_recall() -> None:
    assert macro_recall(np.array([0, 2, 2]), np.array([0, 2, 1])) == 0.75


def test_mcnemar_is_the_exact_sign_test_of_the_texts_that_only_one_reads_rightly() -> None:
    labels = np.zeros(100, np.int64)
    own, peer = np.zeros(100, np.int64), np.r_[np.ones(8, np.int64), np.zeros(92, np.int64)]
    assert mcnemar(labels, own, peer) == pytest.approx(2 / 2**8)
    assert mcnemar(labels, peer, own) == pytest.approx(2 / 2**8)
    assert mcnemar(labels, own, own) == 1.0


def test_intervals_hold_the_figure_with_its_paired_gain() -> None:
    dice = np.random.default_rng(1)
    labels = dice.integers(0, 3, 2000)
    own = np.where(dice.random(2000) < 0.9, labels, (labels + 1) % 3)
    peer = np.where(dice.random(2000) < 0.8, labels, (labels + 1) % 3)
    low, high = interval(accuracy, labels, [own])
    assert low < accuracy(labels, own) < high < low + 0.04
    low, high = interval(accuracy, labels, [own], peer)
    assert 0.06 < low < accuracy(labels, own) - accuracy(labels, peer) < high < 0.15
    assert interval(accuracy, labels, [own, own], own) == (0.0, 0.0)
