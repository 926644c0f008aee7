import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.labels import HEADS
from assistant.understanding.lexical import LexicalHead, keys_of
from finetune.examples import Example
from finetune.lexical import best_factor, fit_lexical, labels_of
from indexes.encoder import load_base

NAMES = CUSTOMER_SERVICE.names
MESSAGES = [
    Example(f"{name.replace('_', ' ')} please {at}", "messages", "a", name, (), (at,), at, at > 1)
    for name in NAMES
    for at in range(3)
]
TOKENIZER = load_base().tokenizer


def ids_of(texts: list[str]) -> list[list[int]]:
    return [encoding.ids for encoding in TOKENIZER.encode_batch(texts)]


def test_the_head_scores_as_the_machine_it_was_fitted_from() -> None:
    head = fit_lexical(MESSAGES, TOKENIZER)
    words = TfidfVectorizer(analyzer=lambda ids: keys_of(ids).tolist(), sublinear_tf=True, min_df=2)
    features = words.fit_transform(ids_of([row.text for row in MESSAGES]))
    tests = ids_of(["cancel my order", "track order track order track order", "place it, please", "zebra"])
    columns = np.split(head.scores(tests), np.cumsum(list(HEADS.values()))[:-1], axis=1)
    for labels, scores in zip(labels_of(MESSAGES).values(), columns, strict=True):
        expected = LinearSVC(C=0.5).fit(features, labels).decision_function(words.transform(tests))
        np.testing.assert_allclose(scores[:, : expected.reshape(4, -1).shape[1]], expected.reshape(4, -1), atol=1e-4)


def test_a_byte_a_weight_is_enough() -> None:
    head = fit_lexical(MESSAGES, TOKENIZER)
    tests = ids_of([row.text for row in MESSAGES])
    again = LexicalHead.of(head.tensors())
    assert head.tensors()["lexical.weight"].element_size() == 1
    np.testing.assert_allclose(again.scores(tests), head.scores(tests), atol=0.02)
    intents = HEADS["intent"]
    assert (again.scores(tests)[:, :intents].argmax(-1) == head.scores(tests)[:, :intents].argmax(-1)).all()


def test_scores_can_be_scaled() -> None:
    head = fit_lexical(MESSAGES, TOKENIZER)
    tests = ids_of(["cancel my order", ""])
    np.testing.assert_allclose(head.scaled(3.0).scores(tests), 3.0 * head.scores(tests), atol=1e-5)
    each = np.arange(50, dtype=np.float32)
    np.testing.assert_allclose(head.scaled(each).scores(tests), each * head.scores(tests), atol=1e-4)


def test_no_texts_and_unknown_words_are_scored_too() -> None:
    bias = np.arange(2, dtype=np.float32)
    head = LexicalHead(np.array([7], np.int64), np.ones(1, np.float32), np.ones((1, 2), np.float32), bias)
    assert head.scores([]).shape == (0, 2)
    assert head.scores([[1, 2], []]).tolist() == [[0, 1], [0, 1]]
    assert head.scores([[1, 2], [7], [], [1, 7, 7]]).tolist() == [[0, 1], [1, 2], [0, 1], [1, 2]]


def test_neighbours_are_told_from_words_apart() -> None:
    assert set(keys_of([5, 6, 7])) & set(keys_of([6, 5, 7])) == {5, 6, 7}
    assert len(keys_of([5, 6, 7])) == 5


def test_messages_that_lack_an_intent_are_refused() -> None:
    with pytest.raises(ValueError, match="examples of each"):
        fit_lexical(MESSAGES[3:], TOKENIZER)


def test_the_factor_is_the_one_that_fits_unseen_messages() -> None:
    dice = np.random.default_rng(0)
    intents = dice.integers(0, 40, 2000)
    truth = np.eye(40, dtype=np.float32)[intents]
    noise = [dice.normal(size=(2000, 40)).astype(np.float32) for _ in range(2)]
    helpful = best_factor(2 * truth + noise[0], (2 * truth + noise[1]) / np.float32(4), intents.tolist())
    assert 3 <= helpful <= 5
    assert best_factor(2 * truth + noise[0], noise[1], intents.tolist()) < 0.5
