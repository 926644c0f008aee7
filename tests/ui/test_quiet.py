from __future__ import annotations

import logging
import warnings

import pytest
from gradio import queueing

from ui.quiet import quieten_gradio


def test_a_failed_event_is_logged_without_the_words_in_it(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "traceback", vars(queueing)["traceback"])
    with warnings.catch_warnings():
        quieten_gradio()
    with caplog.at_level(logging.ERROR):
        try:
            raise ValueError("Value: Ada owes 4711 is not in the list of choices")
        except ValueError:
            vars(queueing)["traceback"].print_exc()
    assert "exception=ValueError" in caplog.text
    assert "Ada" not in caplog.text + "".join(capfd.readouterr())


def test_a_warning_of_gradio_about_a_value_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queueing, "traceback", vars(queueing)["traceback"])
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        quieten_gradio()
        warnings.warn_explicit("the value was: 'Ada owes 4711'", UserWarning, "helpers.py", 1, module="gradio.helpers")
        warnings.warn_explicit("ours", UserWarning, "home.py", 1, module="assistant.home")
    assert [str(warning.message) for warning in shown] == ["ours"]
