"""Importing at the command line: answers, mapping, quarantine, watched folders, taking back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, output, error output of one command."""
    code = 0
    try:
        main([str(one) for one in arguments])
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def put(folder: Path, name: str, *lines: str) -> Path:
    """A file of these lines, written long ago."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the records go."""
    return tmp_path / "home"


def test_an_open_question_is_shown_by_a_dry_run_and_answered_by_a_flag(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path, "deal.csv", "id,stage,close_date", "D1,Won,03/04/2026")
    question = "deal.csv, column 'close_date': '03/04/2026' can be read in two ways; say --dates day-first or --dates"
    code, out, _ = run(capsys, "import", path, "--dry-run", "--home", home)
    assert (code, f"open: {question}" in out) == (0, True)
    code, _, err = run(capsys, "import", path, "--home", home)
    assert (code, err.startswith(question), err.count("\n")) == (1, True, 1)
    code, out, _ = run(capsys, "import", path, "--dates", "month-first", "--home", home)
    assert (code, "deal: 1 row in = 1 created" in out) == (0, True)


def test_columns_are_mapped_and_ignored_by_flags(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path, "x.csv", "Firma,Ort,Notiz", "Alpha,Oslo,n")
    code, _, err = run(capsys, "import", path, "--home", home)
    assert (code, "None of these files (x.csv)" in err) == (1, True)
    flags = ("--map", "Firma=account.name", "--map", "Ort=account.city", "--ignore", "Notiz")
    code, out, _ = run(capsys, "import", path, *flags, "--home", home)
    assert (code, "account: 1 row in = 1 created" in out) == (0, True)
    code, _, err = run(capsys, "import", path, "--map", "Firma", "--home", home)
    assert (code, "--map takes HEADER=object.field" in err) == (2, True)
    code, _, err = run(capsys, "import", path, "--map", "Ort=account.town", "--home", home)
    assert (code, err.startswith("There is no field 'account.town' to map a column to.")) == (1, True)


def test_a_suggestion_comes_with_what_to_type(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, "account.csv", "id,name,Anual Revenue", "A1,Alpha,5")
    _, out, _ = run(capsys, "import", path, "--dry-run", "--home", home)
    expected = (
        "account.csv: 'Anual Revenue' may be account.annual_revenue: --map 'Anual Revenue=account.annual_revenue'"
    )
    assert expected in out


def test_the_quarantine_is_listed_mended_exported_dismissed(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ("id,name,employees", "A1,Alpha,many", "A2,Beta,some", "A3,Gamma,few", "A4,Delta,4")
    run(capsys, "import", put(tmp_path, "account.csv", *lines), "--home", home)
    code, out, _ = run(capsys, "quarantine", "list", "--home", home)
    assert (code, "employees: 'many' is no number" in out, out.splitlines()[-1]) == (
        0,
        True,
        "3 rows wait in quarantine.",
    )
    assert run(capsys, "quarantine", "mend", 1, "employees=lots", "--home", home)[:2] == (
        1,
        "Row 1 still waits: employees: 'lots' is no number.\n",
    )
    assert run(capsys, "quarantine", "mend", 1, "employees=12", "--home", home)[:2] == (
        0,
        "Row 1 is imported as batch 3.\n",
    )
    code, out, _ = run(capsys, "quarantine", "export", tmp_path / "aside", "--batch", 1, "--home", home)
    assert (code, out.startswith("Wrote 2 rows to")) == (0, True)
    exported = tmp_path / "aside" / "account.csv"
    exported.write_text(exported.read_text(encoding="utf-8-sig").replace("some", "7"), encoding="utf-8")
    code, out, _ = run(capsys, "import", tmp_path / "aside", "--home", home)
    assert (code, "account: 2 rows in = 1 created + 0 updated + 0 duplicates + 1 quarantined" in out) == (0, True)
    code, out, _ = run(capsys, "quarantine", "rerun", "--home", home)
    assert (code, "account: 1 row in = 0 created + 0 updated + 0 duplicates + 1 quarantined" in out) == (0, True)
    assert run(capsys, "quarantine", "dismiss", "--home", home)[0] == 2
    assert run(capsys, "quarantine", "dismiss", "--all", "--home", home)[:2] == (0, "Dismissed 1 row.\n")
    assert run(capsys, "quarantine", "rerun", "--home", home)[::2] == (1, "No row waits in quarantine.\n")


def test_an_edited_row_stops_a_revert_until_it_may_stay(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "import", put(tmp_path, "account.csv", "id,name", "A1,Alpha", "A2,Beta"), "--home", home)
    run(capsys, "import", put(tmp_path, "contact.csv", "id,account_id,email", "C1,A1,c@x.com"), "--home", home)
    code, _, err = run(capsys, "import", "--revert", 1, "--home", home)
    assert (code, "Later records refer to rows of batch 1 (account “Alpha”): add --keep-touched" in err) == (1, True)
    code, out, _ = run(capsys, "import", "--revert", 1, "--keep-touched", "--home", home)
    assert (code, out) == (
        0,
        "Reverted batch 1: 1 row removed, 0 rows restored. 1 row touched since left alone.\n",
    )


def test_a_folder_is_watched_run_listed_removed(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    put(folder, "account.csv", "id,name", "A1,Alpha")
    assert run(capsys, "watch", "add", folder, "--every", 15, "--home", home)[:2] == (
        0,
        f"Watch 1: {folder}, every 15 minutes while the server runs.\n",
    )
    assert run(capsys, "watch", "run", "--home", home)[:2] == (
        0,
        f"{folder}: Batch 1: 1 file, 1 created, 0 updated.\n",
    )
    put(folder, "deal.csv", "id,stage,close_date", "D1,Won,03/04/2026")
    assert run(capsys, "watch", "run", 1, "--home", home)[0] == 1
    _, out, _ = run(capsys, "watch", "list", "--home", home)
    assert "can be read in two ways" in " ".join(out.replace("│", " ").split())
    assert run(capsys, "watch", "remove", 1, "--home", home)[0] == 0
    assert run(capsys, "watch", "remove", 1, "--home", home)[::2] == (1, "I can't find the watched folder “1”.\n")
