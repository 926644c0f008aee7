from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from finetune import checkpoint
from finetune.adapter import shipped_name
from finetune.classify import fit as training
from finetune.classify.adapter_file import read_adapter
from finetune.classify.fit import Trained, fit, logits_of
from finetune.classify.texts import Labelled
from finetune.classify.whole import run
from finetune.errors import CannotStart, RunOfAnotherKind
from tests.finetune.classify.tiny import SETTINGS, tiny


def weights(trained: Trained) -> dict[str, list[float]]:
    return {name: tensor.flatten().tolist() for name, tensor in trained.network.trainable().items()}


def test_a_run_learns_its_texts(tmp_path: Path) -> None:
    rows = tiny(12)
    trained = fit(rows, rows, replace(SETTINGS, epochs=4, head_learning_rate=0.02, words=False), tmp_path)
    assert logits_of(trained.network, rows, trained.tokenizer, SETTINGS).argmax(-1).tolist() == list(rows.labels)
    assert trained.temperature < 1.5


STAGES = replace(SETTINGS, contrastive_epochs=1)  # one epoch pulling together, two of the main stage, one refit


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[float]]:
    """The weights of a run that nobody killed."""
    return weights(fit(tiny(4), None, STAGES, tmp_path_factory.mktemp("whole")))


@pytest.mark.parametrize("dies_after", [1, 2, 3, 4])
def test_a_run_killed_after_any_epoch_ends_with_the_weights_of_one_that_was_not(
    dies_after: int, whole: dict[str, list[float]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_keep, kept = checkpoint.keep, []

    def keep_then_die(*args: object) -> None:
        real_keep(*args)  # type: ignore[arg-type]
        kept.append(args)
        if len(kept) == dies_after:
            raise KeyboardInterrupt

    monkeypatch.setattr(checkpoint, "keep", keep_then_die)
    with pytest.raises(KeyboardInterrupt):
        fit(tiny(4), None, STAGES, tmp_path)
    monkeypatch.setattr(checkpoint, "keep", real_keep)
    resumed = weights(fit(tiny(4), None, STAGES, tmp_path))
    assert resumed.keys() == whole.keys()
    for name, values in whole.items():
        np.testing.assert_allclose(resumed[name], values, atol=1e-6, err_msg=name)


def test_other_settings_or_other_texts_are_refused_in_a_run_s_folder(tmp_path: Path) -> None:
    fit(tiny(), None, SETTINGS, tmp_path)
    with pytest.raises(RunOfAnotherKind, match="another run"):
        fit(tiny(), None, replace(SETTINGS, smoothing=0.2), tmp_path)
    with pytest.raises(RunOfAnotherKind, match="another run"):
        fit(tiny(5), None, SETTINGS, tmp_path)


def test_training_stops_when_the_development_part_gets_no_better(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "JUDGES", 1)
    still = replace(SETTINGS, epochs=9, patience=2, learning_rate=0.0, head_learning_rate=0.0, refit_epochs=0)
    seen = []
    monkeypatch.setattr(checkpoint, "keep", lambda *args: seen.append(args[-1].epoch))
    assert fit(tiny(), tiny(), still, tmp_path).best_epoch == 1
    assert seen == [1, 2, 3]


def test_the_last_stage_learns_from_the_part_that_was_cut_off(tmp_path: Path) -> None:
    without = weights(fit(tiny(), None, replace(SETTINGS, refit_epochs=0), tmp_path / "without"))
    refitted = weights(fit(tiny(), None, SETTINGS, tmp_path / "with"))
    assert without != refitted


def test_word_pieces_are_weighed_on_the_development_part(tmp_path: Path) -> None:
    trained = fit(tiny(), tiny(), SETTINGS, tmp_path)
    assert trained.words is not None
    ids = [encoding.ids for encoding in trained.tokenizer.encode_batch(list(trained.dev.texts))]
    network = logits_of(trained.network, trained.dev, trained.tokenizer, SETTINGS)
    np.testing.assert_allclose(trained.dev_logits, network + trained.words.scores(ids), atol=1e-4)


def test_a_masked_stage_moves_the_adapter_from_texts_alone(tmp_path: Path) -> None:
    still = replace(SETTINGS, epochs=1, refit_epochs=0, words=False)
    plain = weights(fit(tiny(), tiny(), still, tmp_path / "plain"))
    masked = replace(still, masked_epochs=1)
    others: Labelled = tiny(9)
    told = weights(fit(tiny(), tiny(), masked, tmp_path / "masked", unlabelled=others.texts))
    assert plain.keys() == told.keys()
    assert plain != told


def test_an_adapter_can_begin_as_one_that_was_stored(tmp_path: Path) -> None:
    still = replace(SETTINGS, epochs=1, refit_epochs=0, learning_rate=0.0, words=False)
    model = run(tiny(), tiny(), replace(SETTINGS, refit_epochs=0), tmp_path / "first", source="tiny", command="again")
    first, _ = read_adapter(model)
    begun = fit(tiny(5), tiny(), still, tmp_path / "second", start=model).network.trainable()
    for name, tensor in begun.items():
        if ".lora_" in name:
            torch.testing.assert_close(tensor.detach(), first[shipped_name(name)].float(), rtol=1e-2, atol=1e-3)
    with pytest.raises(CannotStart):
        fit(tiny(), tiny(), replace(still, rank=3, alpha=3), tmp_path / "third", start=model)
    with pytest.raises(RunOfAnotherKind):
        fit(tiny(5), tiny(), still, tmp_path / "second")
