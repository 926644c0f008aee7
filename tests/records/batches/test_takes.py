"""Parts of a cell."""

import pytest

from assistant.records.batches.takes import first_word, mapped, percentage, rest_words


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
