"""Tests of ranking passages by shared words."""

from __future__ import annotations

import pytest

from assistant.search.keywords import KeywordIndex, stem, terms


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    shares = KeywordIndex(["invoice late", "invoice wrong", "invoice zebra", "parcel"]).shares("invoice zebra")
    assert shares.argmax() == 2
    assert shares[2] > 2 * shares[0] > 0 == shares[3]


def test_shares_stay_between_none_and_all_of_the_query() -> None:
    shares = KeywordIndex(["zebra zebra zebra zebra", "zebra", "lion"]).shares("zebra")
    assert 1 > shares[0] > shares[1] > shares[2] == 0


def test_a_query_of_unknown_or_stop_words_matches_nothing() -> None:
    index = KeywordIndex(["the invoice"])
    assert (index.shares("xylophone").tolist(), index.shares("the and").tolist()) == ([0.0], [0.0])


def test_words_that_occur_nowhere_are_not_counted_as_known() -> None:
    index = KeywordIndex(["invoice late", "parcel"])
    assert (index.known("late invoice"), index.known("xylophone"), index.known("")) == (1.0, 0.0, 0.0)
    assert 0 < index.known("invoice xylophone") < 0.5


def test_an_index_of_nothing_has_no_shares() -> None:
    assert KeywordIndex([]).shares("x").shape == (0,)


@pytest.mark.parametrize(("text", "expected"), [("The Invoices, ÉTÉ's", ["invoic", "ete"]), ("", [])])
def test_words_are_folded_to_stems(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("delivery", "deliveries"),
        ("invoice", "invoices", "invoiced", "invoicing"),
        ("cancel", "cancelled", "cancels", "canceling"),
        ("gateway", "gateways"),
        ("refund", "refunded", "refunding"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("pair", [("news", "new"), ("order", "ordeal"), ("late", "latter"), ("bring", "bridge")])
def test_other_words_keep_stems_of_their_own(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


def test_another_word_for_the_same_thing_counts_for_less_than_the_word_itself() -> None:
    shares = KeywordIndex(["my phone", "my mobile", "my sensor"]).shares("mobile")
    assert shares[1] > shares[0] > shares[2] == 0


def test_a_word_that_nobody_used_is_known_by_another_for_the_same_thing() -> None:
    index = KeywordIndex(["the consignment is lost", "a password"])
    assert index.known("parcel") == 1.0
    assert index.shares("parcel").argmax() == 0
