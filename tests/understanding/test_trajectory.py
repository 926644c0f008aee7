from datetime import UTC, datetime, timedelta

import pytest

from assistant.messages import Band, Label, Reading
from assistant.understanding.labels import SENTIMENTS
from assistant.understanding.trajectory import Alert, Mood, Trajectory, trajectory

START = datetime(2025, 3, 3, 10, tzinfo=UTC)


def reading(level: int, band: Band = "high") -> Reading:
    label = Label(SENTIMENTS[level + 2], 0.9, band)
    return Reading("en", True, Label("complaint", 0.9, "high"), (), label, level, level < 0, "normal", True, (), "v1")


def of(*levels: int, band: Band = "high") -> Trajectory:
    return trajectory((START + timedelta(hours=place), reading(level, band)) for place, level in enumerate(levels))


FALLS = {
    (0, -2): 1,
    (1, -1): 1,
    (1, 0, -1): 2,
    (0, -1, -2): 2,
    (2, 2, 0): 2,
    (0, 1, 1, -1): 3,
    (-1, -1, 0, -2): 3,
}
CALM = ((), (-2,), (0,), (-1, -1, -2), (1, 0, 0, -1), (-2, 0, 1), (0, -1), (-1, 0, -1), (0, -2, 0), (1, 1, 1))


@pytest.mark.parametrize("levels", FALLS)
def test_two_levels_down_within_three_messages_raise_an_alert(levels: tuple[int, ...]) -> None:
    alert = of(*levels, band="medium").alert
    assert alert is not None
    assert (alert.message, alert.at) == (FALLS[levels], START + timedelta(hours=FALLS[levels]))


@pytest.mark.parametrize("levels", CALM)
def test_a_bad_start_or_a_slow_fall_raises_none_and_calm_ends_one(levels: tuple[int, ...]) -> None:
    assert of(*levels).alert is None


def test_twice_very_negative_counts_at_high_confidence_only() -> None:
    assert of(-2, -2).alert == Alert(
        "Very negative twice, both times with high confidence.", START + timedelta(hours=1), 1
    )
    assert of(-2, -1, -1, -1, -2).alert is not None
    assert of(-2, -2, band="medium").alert is None


def test_an_alert_says_what_happened() -> None:
    alert = of(1, 0, -2).alert
    assert alert is not None
    assert alert.why == "Sentiment fell from positive to very negative within 3 messages."


def test_messages_are_taken_in_the_order_of_their_times() -> None:
    newest_first = [(START + timedelta(hours=1), reading(-2)), (START, reading(0))]
    assert trajectory(newest_first) == of(0, -2)


def test_unread_messages_and_other_languages_are_left_out() -> None:
    german = Reading("de", False, None, (), None, None, None, None, None, (), "v1")
    found = trajectory([(START, reading(1)), (None, german), (START, None)])
    assert found == Trajectory((Mood(START, 1, sure=True),), "steady", None)


def test_the_way_it_goes_is_told() -> None:
    assert [of(*levels).direction for levels in ((1, -1), (-1, 0), (0, 0), ())] == [
        "falling",
        "rising",
        "steady",
        "steady",
    ]
