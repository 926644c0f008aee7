"""Parts of a cell."""

import pytest

from assistant.records.batches.takes import (
    among,
    first_of,
    first_word,
    mapped,
    moment,
    percentage,
    plain_words,
    rest_words,
)


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Ada Okafor", "Ada", "Okafor"),
        ("Okafor, Ada", "Ada", "Okafor"),
        ("Ada  van der Berg", "Ada", "van der Berg"),
        ("Cher", "", "Cher"),
        ("", "", ""),
    ],
)
def test_a_full_name_parts_into_first_with_last_name(full: str, first: str, last: str) -> None:
    assert (first_word(full), rest_words(full)) == (first, last)


def test_a_source_s_words_become_ours_whatever_their_case_or_spaces() -> None:
    take = mapped({"Waiting on contact": "pending"})
    assert [take(cell) for cell in ("waiting  on Contact", "Closed")] == ["pending", "Closed"]


def test_a_bare_percentage_gets_its_sign() -> None:
    assert [percentage(cell) for cell in ("75", "75%", "")] == ["75%", "75%", ""]


def test_words_that_are_not_among_the_known_ones_become_the_other_one() -> None:
    assert [among({"Mail": "email"}, other="other")(cell) for cell in ("mail", "Pigeon")] == ["email", "other"]
    assert among({"Mail": "email"})("Pigeon") == ""


def test_the_first_of_several_is_what_stands_before_the_semicolon() -> None:
    assert [first_of(cell) for cell in ("7;8", " 7 ; 8", "7", "")] == ["7", "7", "7", ""]


def test_milliseconds_become_a_moment_and_other_numbers_stay() -> None:
    assert [moment(cell) for cell in ("1709296440123", "946684800000", "20240301", "2024-03-01 12:34")] == [
        "2024-03-01T12:34:00.123+00:00",
        "2000-01-01T00:00:00.000+00:00",
        "20240301",
        "2024-03-01 12:34",
    ]


def test_codes_become_words_and_acronyms_stay() -> None:
    assert [plain_words(cell) for cell in ("BEST_CASE", "RETAIL", "SMB", "Best case")] == [
        "Best case",
        "Retail",
        "SMB",
        "Best case",
    ]
