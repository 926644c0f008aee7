from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.spelling import Speller, words_seen

MEANT = {"refund": 9, "invoice": 7, "cancel": 5, "received": 4, "where": 8, "order": 9, "orders": 2}
SPELLER = Speller(MEANT, ["have", "been", "border", "plan"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("i want a refnud", "i want a refund"),
        ("Canel my ordr", "cancel my order"),
        ("have you recieved my invoicee?", "have you received my invoice?"),
        ("wheer is it", "where is it"),
        ("two orderss and a refundd", "two orders and a refund"),
        ("a border is no order", "a border is no order"),
        ("the plen", "the plen"),  # near only to a known word that nothing is to be taken for
        ("inv oce", "inv oce"),
        ("planing the borders, refunding", "planing the borders, refunding"),  # endings of known words
        ("mail me@canel.example, see https://refnud.example/ordr #ordr @ordr ordr7", None),
    ],
)
def test_a_slip_becomes_the_word_that_was_meant(written: str, meant: str | None) -> None:
    assert SPELLER.mended(written) == (written if meant is None else meant)


@given(st.sampled_from(sorted(MEANT)), st.integers(0, 20), st.sampled_from(string.ascii_lowercase), st.integers(0, 3))
def test_any_single_edit_of_a_word_far_from_others_is_undone(word: str, at: int, letter: str, kind: int) -> None:
    at %= len(word)
    edits = (
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    )
    alone = Speller({word: 1}, ())
    assert alone.word(edits[kind]) == word or len(edits[kind]) < 3


@given(st.text(max_size=60))
def test_texts_keep_everything_that_is_no_word(text: str) -> None:
    letters = str.maketrans("", "", string.ascii_letters)
    assert SPELLER.mended(text).translate(letters) == text.translate(letters)


def test_a_run_of_letters_longer_than_any_word_costs_nothing() -> None:
    run = "refund" * 5_000
    assert SPELLER.mended(f"where is {run}") == f"where is {run}"


def test_words_that_occur_once_are_meant_by_nobody() -> None:
    assert words_seen(["Cancel the order", "cancel it, order 12", "refund"]) == {"cancel": 2, "order": 2}
