"""Labels stand by themselves from a confidence on that the team's own judgements allow."""

import pytest

from assistant.desk.teaching.standing import StandingLabels
from assistant.errors import Forbidden
from assistant.records.settings import HomeSettings
from assistant.records.store import Store
from assistant.understanding.memory.risk import NEVER, Threshold
from tests.desk.teaching.teams import ADA, LEA, add_ticket, read, teaching_over


def judge(store: Store, numbers: range, *, wrong: bool = False) -> None:
    """Tickets that are read at 90 % confidence, then judged by Ada; each says something else."""
    teaching = teaching_over(store)
    for number in numbers:
        add_ticket(store, number, f"word{number}")
        read(store, "how_to", number, confidence=0.9)
        if wrong:
            teaching.apply(ADA, number, "intent", "spam")
        else:
            teaching.confirm(ADA, number, "intent")


def standing(store: Store) -> StandingLabels:
    return StandingLabels(teaching_over(store).corrections, HomeSettings(store))


def test_too_few_judgements_promise_nothing(store: Store) -> None:
    judge(store, range(1, 19))
    found = standing(store).settle(LEA, "v1")
    assert found.threshold == Threshold(NEVER, 18, 0, 0, 19)
    assert found.sentence.startswith("Not enough corrections yet: 18 labels")
    assert standing(store).now("v1").threshold == Threshold(NEVER, 18, 0, 0, 19)


def test_a_threshold_is_settled_watched_and_an_alarm_goes_off_when_labels_turn_wrong(store: Store) -> None:
    judge(store, range(1, 20))
    with pytest.raises(Forbidden):
        standing(store).settle(ADA, "v1")
    assert standing(store).settle(LEA, "v1").threshold == Threshold(0.9, 19, 19, 0, 19)
    judge(store, range(20, 22))
    quiet = standing(store).now("v1")
    assert (quiet.threshold.cut, quiet.since, quiet.wrong_since, quiet.is_drifting) == (0.9, 2, 0, False)
    judge(store, range(22, 28), wrong=True)
    loud = standing(store).now("v1")
    assert (loud.since, loud.wrong_since, loud.is_drifting) == (8, 6, True)
    assert "ALARM: 6 of 8" in loud.sentence


def test_the_first_threshold_settles_itself_and_stays_until_somebody_settles_it_anew(store: Store) -> None:
    judge(store, range(1, 19))
    assert not standing(store).settle_first("v1")
    judge(store, range(19, 20))
    assert standing(store).settle_first("v1")
    judge(store, range(20, 28), wrong=True)
    assert not standing(store).settle_first("v1")
    assert standing(store).now("v1").cut == NEVER
    assert standing(store).settle(LEA, "v1").cut == NEVER
    assert standing(store).now("v1").sentence.startswith("Nothing stands by itself: 27 labels")


def test_one_message_is_one_judgement_however_often_it_is_judged(store: Store) -> None:
    judge(store, range(1, 2))
    teaching = teaching_over(store)
    for _ in range(30):
        teaching.confirm(ADA, 1, "intent")
    assert not standing(store).settle_first("v1")
    assert standing(store).now("v1").threshold.judged == 1


def test_a_threshold_is_tried_when_judgements_have_doubled(store: Store) -> None:
    judge(store, range(1, 10))
    judge(store, range(10, 20), wrong=True)
    assert not standing(store).settle_first("v1")
    judge(store, range(20, 35))
    assert not standing(store).settle_first("v1")


def test_judgements_of_one_model_say_nothing_of_another(store: Store) -> None:
    judge(store, range(1, 20))
    standing(store).settle(LEA, "v1")
    assert standing(store).now("v2").threshold == Threshold(NEVER, 0, 0, 0, 19)


def test_a_judgement_that_was_taken_back_does_not_count(store: Store) -> None:
    judge(store, range(1, 20))
    teaching = teaching_over(store)
    teaching.undo(ADA, teaching.corrections.every()[0].id)
    assert not standing(store).settle(LEA, "v1").threshold.is_known


def test_a_confirmed_label_stands_in_the_way_of_corrections_of_messages_like_it(store: Store) -> None:
    text = "the red lamp blinks and the device beeps"
    for number, ending in ((1, "loudly"), (2, "loudly"), (3, "softly today")):
        add_ticket(store, number, f"{text} {ending}")
    read(store, "how_to", 1, 2, 3)
    teaching = teaching_over(store)
    teaching.confirm(ADA, 2, "intent")
    assert [one.number for one in teaching.preview(ADA, 3, "intent", "spam").changes] == ["T3"]
