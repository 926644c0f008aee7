"""The verbs, run as a person runs them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.cli import main
from assistant.cli.root import home_first
from assistant.context import Progress
from assistant.errors import SearchUnavailable
from assistant.search.search import RecordSearch
from assistant.views import UserView

ACCOUNTS = "id,name,country\nA1,Boreal Foods,Norway\nA2,Zest Labs,Kenya\nA3,,Peru\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A home with two accounts."""
    (tmp_path / "account.csv").write_text(ACCOUNTS)
    code, out, _ = run(capsys, "--home", tmp_path / "home", "import", tmp_path / "account.csv", "--as-of", "2026-06-30")
    assert code == 0
    assert "3 rows in = 2 created + 0 updated + 0 duplicates + 1 quarantined" in out
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["ask", "x", "--home", "h"], ["--home", "h", "ask", "x"]),
        (["--home=h", "ask", "x"], ["--home=h", "ask", "x"]),
        (["ask", "--", "--home", "h"], ["ask", "--", "--home", "h"]),
    ],
)
def test_the_home_may_stand_on_either_side_of_the_verb(given: list[str], expected: list[str]) -> None:
    assert home_first(given) == expected


def test_an_import_can_be_asked_about_then_taken_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", "how many accounts are there", "--json", "--home", home)
    answer = json.loads(out)
    assert (code, answer["status"], answer["rows"]) == (0, "answered", [[2]])
    assert set(answer) == {
        "id", "status", "text", "columns", "rows", "query", "reading", "confidence", "citations", "suggestions",
        "elapsed_ms",
    }  # fmt: skip
    code, out, _ = run(capsys, "import", "--revert", 1, "--home", home)
    assert code == 0
    _, out, _ = run(capsys, "ask", "how many accounts are there", "--json", "--home", home)
    assert json.loads(out)["rows"] != [[2]]


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "account.csv").write_text(ACCOUNTS)
    home = tmp_path / "home"
    code, out, _ = run(capsys, "import", tmp_path / "account.csv", "--dry-run", "--home", home)
    assert (code, "2 created" in out) == (0, True)
    _, out, _ = run(capsys, "import", tmp_path / "account.csv", "--home", home)
    assert "2 created" in out


def test_a_batch_answers_every_line_in_a_fresh_session(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"id": "a", "turns": ["how many accounts are there"]},
        {"id": "b", "turns": [""]},
        {"id": "c", "turns": ["hello", "which accounts are in Kenya"]},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    code, _, _ = run(
        capsys, "--home", home, "ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "o" / "out.jsonl"
    )
    answers = [json.loads(line) for line in (tmp_path / "o" / "out.jsonl").read_text().splitlines()]
    assert code == 0
    assert [(answer["id"], answer["status"]) for answer in answers] == [
        ("a", "answered"),
        ("b", "declined"),
        ("c", "answered"),
    ]
    assert "Zest Labs" in json.dumps(answers[2]["rows"])


def test_users_and_tokens_are_made_at_the_command_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "user", "add", "Ines", "--role", "manager", "--team", "North", "--home", home)[0] == 0
    _, out, _ = run(capsys, "user", "list", "--home", home)
    assert re.search(r"Ines\W+manager\W+North", out)
    _, link, _ = run(capsys, "user", "link", "Ines", "--home", home)
    assert re.fullmatch(r"Sign in: http://127\.0\.0\.1:7860/welcome/[\w-]{40,}\n", link)
    _, token, _ = run(capsys, "token", "add", "Ines", "--home", home)
    assert re.fullmatch(r"[\w-]{40,}\n", token)


def test_a_backup_is_a_sound_copy(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "second" / "crm.db"
    assert run(capsys, "backup", "--out", copy, "--home", home)[0] == 0
    code, out, _ = run(capsys, "check", "--home", copy.parent)
    assert (code, out.endswith("is sound.\n")) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask", "how many accounts", "--home", "{tmp}/none"], "No records in"),
        (["import", "{tmp}/picture.png", "--home", "{tmp}/h"], "picture.png"),
        (["import", "{tmp}/missing.csv", "--home", "{tmp}/h"], "missing.csv"),
        (["import", "{tmp}/latin.csv", "--home", "{tmp}/h"], "--encoding cp1252"),
        (["tag", "{tmp}/empty.csv", "--out", "{tmp}/o.csv"], "empty.csv"),
        (["tag", "{tmp}/account.csv", "--out", "{tmp}/o.csv", "--text", "nope"], "nope"),
        (["demo", "--home", "/proc/nowhere"], "Cannot write in /proc/nowhere"),
        (["user", "role", "Nobody", "admin", "--home", "{tmp}/with"], "Nobody"),
        (["predict", "sunshine", "--all", "--home", "{tmp}/with"], "sunshine"),
        (
            ["ask", "--batch", "{tmp}/broken.jsonl", "--out", "{tmp}/o.jsonl", "--home", "{tmp}/with"],
            "line 2 is no JSON",
        ),
    ],
)
def test_an_expected_failure_is_one_line_and_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    (tmp_path / "latin.csv").write_bytes("id,name\n1,Café\n".encode("cp1252"))
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "account.csv").write_text(ACCOUNTS)
    (tmp_path / "broken.jsonl").write_text('{"id": "a", "turns": ["hello"]}\n{nope\n')
    run(capsys, "import", tmp_path / "account.csv", "--home", tmp_path / "with")
    code, out, err = run(capsys, *(argument.replace("{tmp}", str(tmp_path)) for argument in arguments))
    assert (code, out) == (1, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_the_operator_is_told_why_where_a_visitor_is_not(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "index in /full could not be written (No space left on device): make room and retry"

    def full(search: RecordSearch, progress: Progress) -> int:
        raise SearchUnavailable(why)

    monkeypatch.setattr(RecordSearch, "rebuild", full)
    assert run(capsys, "index", "rebuild", "--home", home) == (1, "", f"{why}\n")


def test_a_prediction_without_an_interval_leaves_its_cells_empty(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forecast = {"subject": "Zest Labs", "value": 0.25, "low": None, "high": None, "band": "low", "reasons": []}

    def predict_json(helper: Assistant, name: str, user: UserView, **options: object) -> dict[str, object]:
        return {"declined": None, "rows": [forecast]}

    monkeypatch.setattr(Assistant, "predict_json", predict_json)
    code, out, _ = run(capsys, "predict", "churn", "--all", "--home", home)
    assert code == 0
    assert re.search(r"Zest Labs\W+0\.250\W+low\W", out)


@pytest.mark.parametrize(
    "arguments", [["fly"], ["ask"], ["ask", "a", "b", "c"], ["predict", "churn"], ["import"], ["tag"]]
)
def test_wrong_usage_is_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, _, err = run(capsys, *arguments, "--home", tmp_path)
    assert code == 2
    assert "Usage" in err or "usage" in err


def test_what_is_no_regular_file_is_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "account.csv")
    code, _, err = run(capsys, "import", tmp_path / "account.csv", "--home", tmp_path / "h")
    assert code == 1
    assert err.count("\n") == 1


def test_a_flipped_byte_in_the_index_is_said_with_exit_code_1_until_a_rebuild(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "index", "rebuild", "--home", home)[0] == 0
    assert run(capsys, "index", "verify", "--home", home)[0] == 0
    (vectors,) = (home / "indexes" / "account").glob("gen-*/vectors.npy")
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)
    code, out, _ = run(capsys, "index", "verify", "--home", home)
    assert (code, "is damaged" in out, "crm-assistant index rebuild" in out) == (1, True, True)
    assert run(capsys, "index", "rebuild", "--home", home)[0] == 0
    assert run(capsys, "index", "verify", "--home", home)[0] == 0
