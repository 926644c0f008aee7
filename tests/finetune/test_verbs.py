import sys
from pathlib import Path

import pytest

from finetune import __main__ as verbs
from finetune.messages import VOICES, _read


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *given: str) -> tuple[int, str]:
    """Exit code with what went to the error stream."""
    monkeypatch.setattr(sys, "argv", ["finetune", *given])
    try:
        code = verbs.main()
    except SystemExit as exit:  # typer leaves so once a verb is done
        code = int(exit.code or 0)
    return code, capsys.readouterr().err


@pytest.mark.parametrize("verb", [["messages"], []])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "it cannot be opened (No such file or directory)"),
        ("{", "one of its lines is not as it should be"),
        ('{"text": "a", "language": "en"}', "one of its messages has no 'also'"),
    ],
)
def test_a_file_that_cannot_be_learnt_from_is_one_line_with_or_without_the_verb(
    verb: list[str],
    content: str | None,
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "mine.jsonl"
    if content is not None:
        path.write_text(content)
    code, error = said(monkeypatch, capsys, *verb, "--messages", str(path), "--no-voices")
    assert code == 1
    assert error.startswith(f"I can't train on {path}: {why}")
    assert error.count("\n") == 1


def test_nothing_to_learn_from_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, error = said(monkeypatch, capsys, "messages", "--no-voices")
    assert (code, error) == (
        1,
        "I can't train on messages: there are none: name a file with --messages, or leave out --no-voices.\n",
    )


def test_the_package_s_own_voices_are_messages_that_can_be_read() -> None:
    from_voices = [row for file in sorted(VOICES.glob("*.jsonl")) for row in _read(file)]
    assert len(from_voices) > 1000
    assert all(row.writer and row.intent and row.sentiment_levels and row.urgency is not None for row in from_voices)
