from __future__ import annotations

import logging
import os
import sys
import threading
import time

import pytest

from assistant.context import Chore, Progress
from tests.ui.fake_assistant import FakeAssistant
from ui.background import LOW_PRIORITY, Caretaker, Task


def waited(condition: object, *, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if callable(condition) and condition():
            return True
        time.sleep(0.005)
    return False


def test_chores_are_done_at_the_start_then_again_at_every_nudge() -> None:
    assistant = FakeAssistant()
    caretaker = Caretaker(assistant, every_seconds=60)
    caretaker.start()
    assert waited(lambda: assistant.caught_up == 1)
    caretaker.nudge()
    assert waited(lambda: assistant.caught_up == 2)
    caretaker.stop()


def test_chores_come_back_from_time_to_time() -> None:
    assistant = FakeAssistant()
    caretaker = Caretaker(assistant, every_seconds=0.01)
    caretaker.start()
    assert waited(lambda: assistant.caught_up >= 3)
    caretaker.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux alone")
def test_chores_give_way_to_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant, seen = FakeAssistant(), []

    def look(progress: Progress) -> int:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return 0

    monkeypatch.setattr(assistant, "chores", lambda: ((Chore("Looking", look),),))
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    caretaker = Caretaker(assistant)
    caretaker.start()
    assert waited(lambda: bool(seen))
    caretaker.stop()
    assert seen[0] == max(before, LOW_PRIORITY)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


def test_a_failure_is_logged_and_ends_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = FakeAssistant()

    def fail(progress: Progress) -> None:
        raise RuntimeError("a customer's words")

    chores = ((Chore("Failing", fail),), (Chore("Indexing", assistant.index),))
    monkeypatch.setattr(assistant, "chores", lambda: chores)
    caretaker = Caretaker(assistant)
    with caplog.at_level(logging.ERROR):
        caretaker.start()
        assert waited(lambda: assistant.caught_up == 1)
        caretaker.stop()
    assert "exception=RuntimeError" in caplog.text
    assert "customer's words" not in caplog.text


def test_chores_of_one_round_go_on_side_by_side_and_say_how_far_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    both, go_on = threading.Barrier(3), threading.Event()

    def work(progress: Progress) -> None:
        progress(0, 100)
        both.wait(5)
        go_on.wait(5)

    monkeypatch.setattr(assistant, "chores", lambda: ((Chore("Indexing", work), Chore("Reading", work)),))
    caretaker = Caretaker(assistant)
    caretaker.start()
    both.wait(5)
    assert caretaker.notices == ("Indexing: 0 of 100.", "Reading: 0 of 100.")
    go_on.set()
    assert waited(lambda: not caretaker.notices)
    caretaker.stop()


def test_a_chore_is_left_at_its_next_step_when_the_site_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant()
    steps: list[int] = []
    begun = threading.Event()

    def endless(progress: Progress) -> None:
        while True:
            begun.set()
            time.sleep(0.005)
            progress(len(steps), 10**6)
            steps.append(1)

    monkeypatch.setattr(assistant, "chores", lambda: ((Chore("Endless", endless),),))
    caretaker = Caretaker(assistant)
    caretaker.start()
    begun.wait(5)
    caretaker.stop()
    done = len(steps)
    time.sleep(0.05)
    assert len(steps) == done


@pytest.mark.parametrize(
    ("passed", "done", "sentence"),
    [
        (10.0, 100, "Reading: 100 of 1,000, about 2 min left."),
        (60.0, 100, "Reading: 100 of 1,000, about 9 min left."),
        (10.0, 0, "Reading: 0 of 1,000."),
        (10.0, 1000, ""),
        (10.0, 900, ""),
    ],
)
def test_a_task_says_how_long_it_will_take(passed: float, done: int, sentence: str) -> None:
    task = Task("Reading", time.monotonic() - passed, done, 1000)

    assert task.sentence == sentence
