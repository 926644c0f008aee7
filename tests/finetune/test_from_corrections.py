"""Training further on corrections: who judges, what is learnt, when a candidate is better."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from assistant.messages import Label, Reading
from assistant.understanding.calibration import probabilities
from assistant.understanding.model import Model
from assistant.understanding.promoted import Promoted
from assistant.understanding.weights import PACKAGED, read_weights
from finetune import corrections
from finetune.__main__ import app
from finetune.candidate import as_trainable, train_candidate
from finetune.comparing import Compared, compared
from finetune.corrections import TooFewCorrections, Verdict, example_of, parted, split
from finetune.examples import Example
from finetune.network import Network
from finetune.recipe import Recipe
from indexes.encoder import load_base


def example(number: int, person: str = "1", intent: str | None = "spam") -> Example:
    return Example(f"text {number}", "corrections", writer=person, intent=intent)


def reading(intent: str) -> Reading:
    return Reading("en", True, Label(intent, 0.9, "high"), (), Label("neutral", 0.9, "high"), 0, False, "low", True, (),
                   "v")  # fmt: skip


def row(label: str, *, gained: int, lost: int) -> Compared:
    return Compared(label, 100, 50, 50 + gained - lost, gained, lost)


def test_fewer_corrections_than_can_prove_anything_are_refused() -> None:
    with pytest.raises(TooFewCorrections) as caught:
        split([example(number) for number in range(39)])
    assert "39 messages" in caught.value.reply


def test_a_fifth_judges_the_same_in_every_run_and_nobody_alone_makes_the_reader() -> None:
    rows = [example(number, "zealous" if number < 600 else "other") for number in range(1000)]
    learnt, judges = split(rows)
    again = split(rows[::-1])[1]
    assert {one.text for one in judges} == {one.text for one in again}
    assert 150 < len(judges) < 250
    assert not {one.text for one in judges} & {one.text for one in learnt}
    assert sum(one.writer == "zealous" for one in learnt) == 200


def test_shipped_messages_that_judge_are_the_same_whatever_the_seed() -> None:
    rows = [example(number) for number in range(3000)]
    (replayed, general), (others, same) = parted(rows, seed=0), parted(rows, seed=1)
    assert (len(replayed), len(general), general, replayed == others) == (1200, 400, same, False)
    assert not {one.text for one in replayed} & {one.text for one in general}


def test_labels_are_compared_where_they_are_known() -> None:
    truth = [example(1), example(2, intent=None), example(3), example(4)]
    before, after = [reading("spam"), *[reading("review")] * 3], [*[reading("review")] * 3, reading("spam")]
    intent, sentiment, *_ = compared(before, after, truth)
    assert intent == Compared("intent", 3, 1, 1, 1, 1)
    assert sentiment == Compared("sentiment", 0, 0, 0, 0, 0)


def test_a_candidate_is_better_when_more_is_gained_than_luck_gains_and_nothing_is_lost() -> None:
    better, lucky, worse = row("intent", gained=5, lost=0), row("intent", gained=4, lost=0), row("a", gained=0, lost=5)
    assert Verdict((better,), (), ()).is_better
    assert not Verdict((lucky,), (), ()).is_better
    assert not Verdict((better,), (worse,), ()).is_better
    assert not Verdict((better,), (), (worse,)).is_better
    assert not Verdict((), (better,), ()).is_better


def test_serving_weights_are_what_training_begins_with() -> None:
    weights = read_weights(PACKAGED)
    rank = next(tensor.shape[0] for name, tensor in weights.tensors.items() if name.endswith(".A"))
    network = Network(load_base().model, Recipe(rank=rank, alpha=2 * rank))
    network.load_trainable(as_trainable(weights))
    assert {name: tensor.shape for name, tensor in network.trainable().items()} == {
        name: tensor.shape for name, tensor in as_trainable(weights).items()
    }


def share_of(folder: Path, intent: str, texts: list[str]) -> float:
    """Mean probability that a reader gives an intent."""
    weights = read_weights(folder)
    outputs = Model(weights, load_base(), dtype=torch.float32).outputs(texts)
    shares = probabilities(outputs.intent, weights.calibration.intent_temperature)
    return float(shares[:, weights.labels.intents.index(intent)].mean())


def test_a_candidate_moves_towards_what_it_is_told_and_is_rolled_back_on_command(tmp_path: Path) -> None:
    texts = [f"the flux gate of unit {number} hums again" for number in range(8)]
    told = [Example(text, "corrections", intent="security_concern") for text in texts]
    folder = train_candidate(PACKAGED, told, tmp_path / "runs", epochs=2, seed=0)
    assert train_candidate(PACKAGED, told, tmp_path / "runs", epochs=2, seed=0) == folder
    assert share_of(folder, "security_concern", texts) > share_of(PACKAGED, "security_concern", texts)
    home = tmp_path / "home"
    version = Promoted(home / "models" / "reader").promote(folder)
    assert version != read_weights(PACKAGED).version
    done = CliRunner().invoke(app, ["from-corrections", str(home), "--roll-back"], catch_exceptions=False)
    assert (done.exit_code, read_weights(PACKAGED).version in done.output) == (0, True)
    assert Promoted(home / "models" / "reader").folder == PACKAGED


def test_a_lesson_carries_only_what_somebody_said() -> None:
    class Said:
        text, person, intent, sentiment, urgency, frustrated = "words", 3, None, "negative", None, False

    wanted = Example("words", "corrections", writer="3", sentiment_levels=(1,), frustrated=False)
    assert example_of(Said()) == wanted
    assert corrections.FEWEST == 40
