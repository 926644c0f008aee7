"""The alarm over labels that stand by themselves: seldom false, soon true."""

import numpy as np
import pytest

from assistant.understanding.memory.drift import FALSE_ALARM, STAKES, is_alarm, wealth


def paths(share: float, streams: int, length: int) -> np.ndarray:
    """The wealth of many bettors side by side, (streams, length), as `wealth` works it out one by one."""
    wrong = np.random.default_rng(1).random((streams, length)) < share
    steps = [np.cumprod(1 + stake * (wrong - 0.05), axis=1) / len(STAKES) for stake in STAKES]
    return np.asarray(np.sum(steps, axis=0))


def test_while_the_share_is_the_allowed_one_the_alarm_is_false_once_in_a_hundred_streams_at_most() -> None:
    alarms = (paths(0.05, 4000, 1000).max(axis=1) >= 1 / FALSE_ALARM).mean()
    assert alarms <= FALSE_ALARM


def test_three_times_the_allowed_share_is_noticed_within_two_hundred_labels_nearly_always() -> None:
    assert (paths(0.15, 1000, 200).max(axis=1) >= 1 / FALSE_ALARM).mean() > 0.7
    assert (paths(0.30, 1000, 60).max(axis=1) >= 1 / FALSE_ALARM).mean() > 0.9


def test_side_by_side_and_one_by_one_are_the_same_bet() -> None:
    wrong = np.random.default_rng(1).random((1, 300)) < 0.1
    assert wealth(wrong[0], allowed=0.05) == pytest.approx(max(1.0, float(paths(0.1, 1, 300).max())))


def test_nothing_watched_is_no_alarm_and_an_alarm_stays_on() -> None:
    assert wealth([], allowed=0.05) == 1.0
    assert is_alarm([True] * 10, allowed=0.05)
    assert is_alarm([True] * 10 + [False] * 500, allowed=0.05)
    assert not is_alarm([False] * 1000, allowed=0.05)
