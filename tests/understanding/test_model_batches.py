import numpy as np
import pytest
import torch

from assistant.understanding.model import WINDOW, Model
from assistant.understanding.weights import read_weights
from indexes.encoder import load_base
from tests.understanding.folders import untrained, write_weights


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    folder = tmp_path_factory.mktemp("weights") / "text"
    write_weights(folder, untrained())
    return Model(read_weights(folder), load_base(), dtype=torch.float32)


def test_a_text_reads_the_same_alone_as_among_others(model: Model) -> None:
    texts = ["short", "a text of middle length about a late parcel", "a long one, " * 60, "short", "?"]
    together = model.outputs(texts)
    for at, text in enumerate(texts):
        np.testing.assert_allclose(model.outputs([text]).intent[0], together.intent[at], atol=1e-4)


def test_a_long_text_is_the_mean_over_the_tokens_of_its_windows(model: Model) -> None:
    word = "parcel "  # one token
    whole, part = model.outputs([word * WINDOW * 2]), model.outputs([word * WINDOW])
    np.testing.assert_allclose(whole.intent, part.intent, atol=1e-3)


def test_the_end_of_a_long_text_counts(model: Model) -> None:
    start = "parcel " * (WINDOW + 10)
    one, other = model.outputs([start + "I am delighted", start + "my account was hacked"]).intent
    assert not np.allclose(one, other, atol=1e-4)


def test_no_texts_give_no_rows(model: Model) -> None:
    assert model.outputs([]).intent.shape == (0, 40)
    assert model.outputs([]).frustrated.shape == (0,)


def test_an_empty_text_gives_numbers(model: Model) -> None:
    assert np.isfinite(model.outputs([""]).intent).all()


def test_half_the_precision_changes_no_clear_answer(model: Model, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("weights") / "text"
    write_weights(folder, untrained())
    half = Model(read_weights(folder), load_base(), dtype=torch.bfloat16)
    texts = ["where is my order", "cancel it please", "thanks a lot, all solved"]
    np.testing.assert_allclose(half.outputs(texts).intent, model.outputs(texts).intent, atol=0.1)


def test_emoji_and_slips_are_read_as_the_words_they_stand_for(model: Model) -> None:
    raw, meant = model.outputs(["my oredr 😭", "my order crying"]).as_table()
    assert raw.tolist() == meant.tolist()
