from __future__ import annotations

import logging

import pytest

from tests.ui.fake_assistant import FakeAssistant
from ui.background import start_catching_up


def test_new_records_are_caught_up_with_beside_the_site() -> None:
    assistant = FakeAssistant()
    start_catching_up(assistant).join(5)
    assert assistant.caught_up == 1


def test_a_failure_is_logged_and_ends_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = FakeAssistant()

    def fail(progress: object) -> None:
        raise RuntimeError("a customer's words")

    monkeypatch.setattr(assistant, "catch_up", fail)
    with caplog.at_level(logging.ERROR):
        start_catching_up(assistant).join(5)
    assert "exception=RuntimeError" in caplog.text
    assert "customer's words" not in caplog.text
