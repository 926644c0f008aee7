import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.reader import TransformerReader
from assistant.understanding.weights import ADAPTER, CARD, read_weights
from finetune import messages as command
from finetune.__main__ import app
from finetune.recipe import Recipe

TEXTS = [(intent.name, example) for intent in CUSTOMER_SERVICE.intents for example in intent.examples * 2]


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """Four messages of every intent by each of two writers."""
    rows: list[dict[str, object]] = [
        {
            "text": f"{text} {writer}",
            "writer": writer,
            "intent": intent,
            "also": [],
            "sentiment": "negative" if intent == "complaint" else "neutral",
            "urgency": "low",
            "frustrated": intent == "complaint",
            "language": "en",
        }
        for writer in "ab"
        for intent, text in TEXTS
    ]
    path = tmp_path / "messages.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_one_command_trains_calibrates_and_writes_what_the_reader_loads(
    messages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "Recipe", lambda: replace(Recipe(), rank=4, alpha=8, final_epochs=1))
    out = tmp_path / "run"
    folds = ["--hold-out", "a", "--hold-out", "b"]
    given = ["messages", "--messages", str(messages), "--no-voices", "--out", str(out), "--epochs", "1", *folds]
    done = CliRunner().invoke(app, given, catch_exceptions=False)
    assert done.exit_code == 0
    weights = read_weights(out / "weights")
    assert weights.version.startswith("text-")
    assert (out / "weights" / ADAPTER).stat().st_size < 6_000_000
    card = (out / "weights" / CARD).read_text()
    assert "320 customer messages in 2 writers' voices" in card
    assert "cross-fitted over 2 groups of writers" in card
    figures = json.loads((out / "without-a" / "figures.json").read_text())
    assert (figures["writers"], figures["n"]) == (["a"], 160)
    (reading,) = TransformerReader.load(out / "weights").read(["cancel my order please"])
    assert reading.intent is not None
    assert reading.model_version == weights.version
