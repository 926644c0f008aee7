"""The verbs that teach the reader, run as a person runs them, with the shipped encoder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant
from assistant.cli import main
from assistant.records.store import Store
from tests.desk.teaching.teams import add_people, add_ticket, intents, read

CLAIM = "My {} broke after two months, please repair it under the warranty."
THINGS = ("kettle", "toaster", "mixer", "grill", "fan")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Five warranty claims in open tickets, read as something else; the assistant is opened once for every verb."""
    store = Store.open(tmp_path)
    add_people(store)
    for number, thing in enumerate(THINGS, start=1):
        add_ticket(store, number, CLAIM.format(thing))
    read(store, "how_to", *range(1, 6))
    store.close()
    opened = assistant.open_assistant(tmp_path)
    monkeypatch.setattr(assistant, "open_assistant", lambda home: opened, raising=False)
    yield tmp_path
    opened.records.store.close()


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out + captured.err


def test_a_label_is_previewed_corrected_undone_and_an_intent_made_and_retired(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.open(home)
    before = intents(store, *range(1, 6))
    code, said = run(capsys, "--home", home, "correct", 1, "--intent", "damaged_or_wrong_item", "--preview")
    assert (code, "ticket T1, message 1: how_to → damaged_or_wrong_item (you say so)" in said) == (0, True)
    assert intents(store, *range(1, 6)) == before
    code, said = run(capsys, "--home", home, "correct", 1, "--intent", "damaged_or_wrong_item")
    assert (code, "`crm-assistant correct --undo 1` takes it back" in said) == (0, True)
    assert intents(store, 1) == {1: "damaged_or_wrong_item"}
    assert run(capsys, "--home", home, "correct", "--undo", 1)[0] == 0
    assert intents(store, *range(1, 6)) == before
    code, said = run(capsys, "--home", home, "correct", 1, "--intent", "nonsense")
    assert (code, said) == (1, "I can't find the intent “nonsense”.\n")
    assert run(capsys, "--home", home, "correct", 1)[0] == 2
    shown = [part for number in (1, 2, 3) for part in ("--message", number)]
    code, said = run(capsys, "--home", home, "intents", "add", "Warranty claim", "--about", "A repair.", *shown)
    assert (code, said.startswith("Made warranty_claim. Changed")) == (0, True)
    assert "Warranty claim" in run(capsys, "--home", home, "intents", "list")[1]
    assert "Not enough corrections yet" in run(capsys, "--home", home, "intents", "standing")[1]
    assert run(capsys, "--home", home, "intents", "retire", "warranty_claim")[0] == 0
    assert intents(store, *range(1, 6)) == before
    store.close()
