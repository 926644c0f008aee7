"""Tests of cutting texts into passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexes.passages import split, tokens


def test_passages_end_at_sentences_with_the_title_before_each() -> None:
    text = "Open the settings. Choose billing.\nThen press cancel! You get a mail."
    assert split(text, title="Cancel a plan", max_tokens=9) == [
        "Cancel a plan. Open the settings. Choose billing.",
        "Cancel a plan. Then press cancel! You get a mail.",
    ]


def test_a_short_text_stays_whole() -> None:
    assert split("One. Two.") == ["One. Two."]


def test_a_sentence_that_fits_is_never_cut() -> None:
    assert split("One two three. Four five six.", max_tokens=6) == ["One two three.", "Four five six."]


def test_a_text_without_words_gives_its_title() -> None:
    assert (split("  \n", title="Refunds"), split("")) == (["Refunds"], [])


def test_an_endless_sentence_is_cut_between_words() -> None:
    assert split("a b c d e", max_tokens=2) == ["a b", "c d", "e"]


@given(st.text(alphabet="ab .!\n", max_size=300), st.integers(1, 20))
def test_every_word_is_in_one_passage_and_none_is_too_long(text: str, limit: int) -> None:
    passages = split(text, max_tokens=limit)
    assert " ".join(passages).split() == text.split()
    assert all(tokens(passage) <= limit or len(passage.split()) == 1 for passage in passages)
