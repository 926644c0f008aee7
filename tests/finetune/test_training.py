from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from finetune import checkpoint, train
from finetune.batches import collate, epoch_batches, steps_per_epoch, targets_of
from finetune.errors import RunOfAnotherKind
from finetune.evaluate import figures_of, outputs_of
from finetune.examples import Example
from finetune.loop import rate_share
from finetune.losses import loss
from finetune.network import Logits
from finetune.recipe import Recipe
from indexes.encoder import load_base

RECIPE = Recipe(epochs=2, batch=4, rank=2, alpha=4, patience=9, bitext_per_epoch=2, tweets_per_epoch=1)
ANGRY = Example("cancel my order now, I am furious", "messages", "a", "cancel_order", ("complaint",), (0,), 2, True)
GLAD = Example("thanks, all solved", "messages", "b", "acknowledgement", (), (3,), 0, False)
TWEET = Example("what a day", "tweets", sentiment_levels=(3, 4), weight=0.5)
BITEXT = Example("cancel purchase", "bitext", intent="cancel_order", weight=0.5)


def test_targets_hold_what_is_known_and_nothing_else() -> None:
    targets = targets_of([ANGRY, TWEET], RECIPE)
    assert targets.intent[0].sum() == pytest.approx(1.0)
    assert sorted(targets.intent[0].tolist())[-2:] == pytest.approx([0.27 + 0.0025, 0.63 + 0.0025])
    assert targets.intent[1].sum() == 0
    assert targets.sentiment.tolist() == [[1, 0, 0, 0, 0], [0, 0, 0, 1, 1]]
    assert targets.urgency.tolist() == [2, -1]
    assert targets.frustrated.tolist() == [1, -1]
    assert targets.weight.tolist() == [1, 0.5]


def logits(sentiment: list[float]) -> Logits:
    return Logits(torch.zeros(1, 40), torch.tensor([sentiment]), torch.zeros(1, 4), torch.zeros(1, 1))


def test_a_side_without_strength_trains_through_the_sum_of_its_levels() -> None:
    targets = targets_of([TWEET], RECIPE)
    either = [loss(logits(row), targets, RECIPE) for row in ([0.0, 0, 0, 9, 0], [0.0, 0, 0, 0, 9], [0.0, 0, 9, 0, 0])]
    assert either[0] == pytest.approx(float(either[1]))
    assert float(either[2]) > float(either[0]) + 1


def test_a_level_further_off_costs_more() -> None:
    targets = targets_of([replace(TWEET, sentiment_levels=(0,))], RECIPE)
    near, far = (float(loss(logits(row), targets, RECIPE)) for row in ([0.0, 5, 0, 0, 0], [0.0, 0, 0, 0, 5]))
    assert far > near


def test_an_epoch_has_every_message_with_a_sample_of_the_public_texts() -> None:
    tokenizer = load_base().tokenizer
    examples = [replace(GLAD, text=f"thanks {at}") for at in range(6)] + [TWEET] * 5 + [BITEXT] * 5
    batches = list(epoch_batches(examples, tokenizer, RECIPE, epoch=0))
    assert len(batches) == steps_per_epoch(examples, RECIPE) == 3
    assert sum(len(batch.ids) for batch in batches) == 6 + 1 + 2
    again = list(epoch_batches(examples, tokenizer, RECIPE, epoch=0))
    assert [batch.ids.tolist() for batch in batches] == [batch.ids.tolist() for batch in again]
    other = list(epoch_batches(examples, tokenizer, RECIPE, epoch=1))
    assert [batch.ids.tolist() for batch in batches] != [batch.ids.tolist() for batch in other]


def test_a_long_text_is_cut_between_its_markers() -> None:
    batch = collate([replace(GLAD, text="word " * 500)], load_base().tokenizer, replace(RECIPE, max_tokens=10))
    assert batch.ids.shape == (1, 10)
    assert (batch.ids[0, 0].item(), batch.ids[0, -1].item()) == (101, 102)


def test_the_rate_rises_then_falls_to_nothing() -> None:
    shares = [rate_share(step, 100, 0.1) for step in range(100)]
    assert shares[0] == pytest.approx(0.1)
    assert max(shares) == shares[9] == pytest.approx(1.0)
    assert shares[-1] < 0.001


def test_training_learns_and_a_killed_run_ends_as_one_that_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = [ANGRY, GLAD] * 6
    recipe = replace(RECIPE, head_learning_rate=0.05)
    whole = train.train(examples, [], recipe, tmp_path / "whole")
    outputs = outputs_of(whole.network, [ANGRY, GLAD], whole.tokenizer, recipe)
    assert figures_of(outputs, [ANGRY, GLAD]).intent_accuracy == 1.0

    real_keep = checkpoint.keep

    def keep_then_die(*args: object) -> None:
        real_keep(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(checkpoint, "keep", keep_then_die)
    with pytest.raises(KeyboardInterrupt):
        train.train(examples, [], recipe, tmp_path / "killed")
    monkeypatch.setattr(checkpoint, "keep", real_keep)
    resumed = train.train(examples, [], recipe, tmp_path / "killed")
    np.testing.assert_allclose(
        outputs_of(resumed.network, examples, resumed.tokenizer, recipe).intent,
        outputs_of(whole.network, examples, whole.tokenizer, recipe).intent,
        atol=1e-5,
    )
    with pytest.raises(RunOfAnotherKind):
        train.train(examples, [], replace(recipe, epochs=3), tmp_path / "killed")


def test_the_best_epoch_is_the_one_kept(tmp_path: Path) -> None:
    recipe = replace(RECIPE, epochs=3, patience=1, learning_rate=0.0, head_learning_rate=0.0)
    trained = train.train([ANGRY, GLAD], [ANGRY, GLAD], recipe, tmp_path)
    assert trained.best_epoch == 1
