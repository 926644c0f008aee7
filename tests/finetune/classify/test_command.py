import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant.errors import AssistantError, DamagedFile
from finetune.__main__ import app
from finetune.classify import command
from finetune.classify.adapter_file import ADAPTER
from finetune.classify.settings import settings_for
from finetune.classify.stored import StoredClassifier
from tests.finetune.classify.tiny import SETTINGS, WORDS, tiny


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "settings_for", lambda effort, **sizes: SETTINGS)


def table(folder: Path, name: str) -> Path:
    rows, path = tiny(8), folder / name
    pairs = [(text, rows.names[label]) for text, label in zip(rows.texts, rows.labels, strict=True)]
    if name.endswith(".jsonl"):
        path.write_text("".join(json.dumps({"message": text, "topic": label}) + "\n" for text, label in pairs))
    else:
        path.write_text("utterance,category\n" + "".join(f'"{text}",{label}\n' for text, label in pairs))
    return path


@pytest.mark.parametrize("name", ["mine.csv", "mine.jsonl"])
def test_a_file_becomes_a_classifier_with_report_and_card(name: str, tmp_path: Path) -> None:
    out = tmp_path / "run"
    source = str(table(tmp_path, name))
    given = ["classify", "--data", source, "--out", str(out), "--test", source]
    done = CliRunner().invoke(app, given, catch_exceptions=False)
    assert done.exit_code == 0
    classifier = StoredClassifier(out / "model")
    assert classifier.names == ("order", "praise", "refund")
    shares = classifier.probabilities(list(WORDS.values()))
    assert [classifier.names[at] for at in shares.argmax(-1)] == list(WORDS)
    np.testing.assert_allclose(shares.sum(-1), 1.0)
    report = json.loads((out / "model" / "report.json").read_text())
    assert (report["n"], sorted(report)) == (
        3,
        ["accuracy", "brier", "calibration_error", "macro_f1", "macro_recall", "mistaken", "n", "slices"],
    )
    assert [part["name"] for part in report["slices"]] == ["0 to 4 words", "5 to 9 words", "one slip in ten words"]
    card = (out / "model" / "card.md").read_text()
    assert "# Text classifier: 3 labels" in card
    assert f"24 texts from {source}" in card
    test = json.loads((out / "test.json").read_text())
    assert f"test: accuracy {test['accuracy']:.4f}" in done.output
    again = CliRunner().invoke(app, given, catch_exceptions=False)
    assert again.exit_code == 0


def test_a_damaged_classifier_is_not_loaded(tmp_path: Path) -> None:
    out = tmp_path / "run"
    CliRunner().invoke(app, ["classify", "--data", str(table(tmp_path, "m.csv")), "--out", str(out)])
    adapter = out / "model" / ADAPTER
    adapter.write_bytes(adapter.read_bytes()[:-1] + b"x")
    with pytest.raises(DamagedFile):
        StoredClassifier(out / "model")


def test_test_texts_with_an_unknown_label_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("text,label\na,order\nb,order\nc,zebra\nd,zebra\n")
    given = ["classify", "--data", str(table(tmp_path, "m.csv")), "--out", str(tmp_path / "run"), "--test", str(other)]
    with pytest.raises(AssistantError) as caught:
        CliRunner().invoke(app, given, catch_exceptions=False)
    assert caught.value.reply == (
        f"I can't train on {other}: the labels zebra occur here, but not in the training texts."
    )


def test_the_fewer_texts_a_label_has_the_more_epochs_it_gets() -> None:
    epochs = [settings_for("standard", texts=texts, labels=10).epochs for texts in (100, 1000, 20_000, 200_000)]
    assert epochs == [24, 6, 3, 2]
    refits = [settings_for("standard", texts=texts, labels=10).refit_epochs for texts in (100, 1000, 200_000)]
    assert refits == [6, 1, 1]
    assert settings_for("quick", texts=1000, labels=10).epochs == 3
    assert settings_for("thorough", texts=1000, labels=10, seed=4).epochs == 9
