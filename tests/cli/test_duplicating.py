"""Records that may be one, decided on at the command line."""

from pathlib import Path

import pytest

from assistant.cli import main


def said(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> str:
    """What a verb prints, which must succeed."""
    try:
        main(["--home", str(home), *words])
    except SystemExit as left:
        assert not left.code, capsys.readouterr().err
    return capsys.readouterr().out


def test_a_pair_is_kept_apart_then_proposed_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "account.csv"
    file.write_text("id,name\nZ1,Zephyr Ltd\nZ2,ZEPHYR\n")
    home = tmp_path / "home"
    said(capsys, home, "import", str(file))
    assert "1 pairs of accounts may be one." in said(capsys, home, "duplicates", "find")
    kept = said(capsys, home, "duplicates", "dismiss", "1")
    assert kept == "Kept apart; `crm-assistant duplicates reconsider 1` proposes them again.\n"
    assert "Zephyr Ltd" in said(capsys, home, "duplicates", "list", "--status", "dismissed")
    said(capsys, home, "duplicates", "reconsider", "1")
    assert "Zephyr Ltd" in said(capsys, home, "duplicates", "list")
    assert said(capsys, home, "duplicates", "list", "--status", "dismissed") == "None.\n"
