"""The verb `demo`, run as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


def test_a_company_of_any_story_or_scale_is_loaded_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "demo", "--seed", 3, "--story", "none", "--scale", 0.05, "--home", tmp_path)
    assert code == 0
    assert out.startswith("Loaded the demo company: 100 accounts, 220 contacts, 200 deals, 400 tickets with ")
    code, out, err = run(capsys, "demo", "--scale", 0.05, "--home", tmp_path)
    assert (code, out) == (1, "")
    assert "The home already holds 100 accounts" in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--scale", "200"], 1, "A demo company cannot be 200 times the usual size: give 0.05 to 20."),
        (["--story", "sad"], 2, "'sad' is not one of 'full'"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    left, _, err = run(capsys, "demo", *arguments, "--home", tmp_path)
    assert left == code
    assert said in " ".join(err.split())
