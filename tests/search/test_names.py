"""Tests of finding names in texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.search.names import NameIndex
from assistant.views import Named
from tests.effort import seconds_of

ACCOUNTS = (
    "Hottechi",
    "Treequote",
    "Dalttechnology",
    "Kan-code",
    "Umbrella Corporation",
    "Cheers",
    "Green-Plus",
    "Gekko & Co",
    "The New York Inquirer",
    "Streethex",
    "Scottech",
    "Winplus",
    "Zoomit",
    "Massive Dynamic",
)
PEOPLE = ("Carol Thompson", "Carol Lin", "Maureen Marcano", "Mei-Mei Johns", "Summer Sewald", "Boris Faz")
PRODUCTS = ("GTX Basic", "GTX Pro", "GTX Plus Pro", "GTK 500", "MG Special")


def named(kind: str, names: tuple[str, ...]) -> list[Named]:
    return [Named(kind, place, str(place), name) for place, name in enumerate(names, 1)]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex([*named("account", ACCOUNTS), *named("user", PEOPLE), *named("product", PRODUCTS)])


def found(index: NameIndex, text: str) -> list[tuple[str, str, float]]:
    return [(match.named.name, text[match.start : match.end], match.similarity) for match in index.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("open deals of kan-code?", [("Kan-code", "kan-code", 1.0)]),
        ("open deals of KAN CODE", [("Kan-code", "KAN CODE", 1.0)]),
        ("Kan-code's deals", [("Kan-code", "Kan-code", 1.0)]),
        ("kancode deals", [("Kan-code", "kancode", 0.97)]),
        ("tree quote revenue", [("Treequote", "tree quote", 0.97)]),
        ("Gekko and Co", [("Gekko & Co", "Gekko and Co", 1.0)]),
        ("GTXPro or gtx plus pro", [("GTX Pro", "GTXPro", 0.97), ("GTX Plus Pro", "gtx plus pro", 1.0)]),
        ("gtk-500 price", [("GTK 500", "gtk-500", 1.0)]),
    ],
)
def test_case_punctuation_blanks_do_not_matter(
    index: NameIndex, text: str, expected: list[tuple[str, str, float]]
) -> None:
    assert found(index, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what has Hotechi bought", [("Hottechi", "Hotechi", 0.875)]),
        ("dalttechnolgy parent", [("Dalttechnology", "dalttechnolgy", 0.929)]),
        ("do streethecks now", [("Streethex", "streethecks", 0.85)]),
        ("how is masive dynamic", [("Massive Dynamic", "masive dynamic", 0.929)]),
        ("Maureen Marcanno's rate", [("Maureen Marcano", "Maureen Marcanno", 0.933)]),
    ],
)
def test_misspellings_find_the_name_meant(index: NameIndex, text: str, expected: list[tuple[str, str, float]]) -> None:
    assert found(index, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tell me about Umbrella", [("Umbrella Corporation", "Umbrella", 0.95)]),
        ("umbrella corp revenue", [("Umbrella Corporation", "umbrella corp", 0.99)]),
        ("new york inquirer", [("The New York Inquirer", "new york inquirer", 0.95)]),
        ("and for Maureen?", [("Maureen Marcano", "Maureen", 0.85)]),
        ("marcano's pipeline", [("Maureen Marcano", "marcano", 0.87)]),
        ("M. Marcano", [("Maureen Marcano", "M. Marcano", 0.93)]),
        ("deals at dalttech", [("Dalttechnology", "dalttech", 0.864)]),
    ],
)
def test_a_telling_part_of_a_name_is_enough(
    index: NameIndex, text: str, expected: list[tuple[str, str, float]]
) -> None:
    assert found(index, text) == expected


def test_namesakes_are_all_reported_as_a_tie(index: NameIndex) -> None:
    assert found(index, "Carol's win rate") == [("Carol Thompson", "Carol", 0.85), ("Carol Lin", "Carol", 0.85)]
    assert [name for name, _, _ in found(index, "the GTX line")] == ["GTX Basic", "GTX Pro", "GTX Plus Pro"]


def test_the_longer_exact_name_wins_over_the_shorter_inside_it(index: NameIndex) -> None:
    assert found(index, "Carol Lin sold GTX Plus Pro") == [
        ("Carol Lin", "Carol Lin", 1.0),
        ("GTX Plus Pro", "GTX Plus Pro", 1.0),
    ]


@pytest.mark.parametrize(
    "text",
    ["win rate by region", "a scot walked in", "how many plus what", "summr", "zoom", "how are you", "", "🙂 ?!"],
)
def test_english_words_are_not_taken_for_misspelt_names(index: NameIndex, text: str) -> None:
    assert found(index, text) == []


@pytest.mark.parametrize(
    ("text", "similarity"),
    [
        ("cheers", 0.5),
        ("ok, cheers!", 0.5),
        ("Cheers for that", 0.7),
        ("deals at cheers", 0.85),
        ("deals at Cheers", 1.0),
    ],
)
def test_thanks_are_weaker_than_the_account_of_that_name(index: NameIndex, text: str, similarity: float) -> None:
    assert [match.similarity for match in index.find(text)] == [similarity]


def test_a_season_is_weaker_than_the_manager_of_that_name(index: NameIndex) -> None:
    assert [match.similarity for match in index.find("sales last summer")] == [0.6]
    assert [match.similarity for match in index.find("sales of Summer")] == [0.85]


def test_another_number_is_another_product(index: NameIndex) -> None:
    assert found(index, "GTK 400") == [("GTK 500", "GTK", 0.85)]


def test_only_the_kinds_asked_for_are_found(index: NameIndex) -> None:
    assert [m.named.kind for m in index.find("Zoomit and Carol Lin", kinds=("user",))] == ["user"]


def test_near_names_are_offered_for_one_not_found(index: NameIndex) -> None:
    assert [name.name for name in index.near("Hotechy Ltd", kinds=("account",), limit=1)] == ["Hottechi"]


def test_an_index_of_no_names_finds_nothing() -> None:
    assert NameIndex([]).find("Kan-code") == []


def test_a_short_question_over_ten_thousand_names_takes_under_five_milliseconds() -> None:
    parts = ["kan", "tech", "zoom", "plex", "dal", "von", "mira", "sol", "treu", "hex"]
    names = tuple(a + b + c + d for a in parts for b in parts for c in parts for d in parts)
    index = NameIndex(named("account", names))
    question = "what has kantechzomplex bought from us this quarter"
    assert seconds_of(lambda: index.find(question), tries=15) < 0.005


STRANGE = NameIndex(named("account", ("Kan-code", "İstanbul AŞ", "ß", "--", "O'Brien & Söhne GmbH")))


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(alphabet="kan-code ISTß'öbrien&.,", max_size=60)))
def test_any_text_gives_spans_inside_it_sorted_by_place(text: str) -> None:
    matches = STRANGE.find(text)
    assert all(0 <= match.start < match.end <= len(text) and 0.5 <= match.similarity <= 1 for match in matches)
    assert [match.start for match in matches] == sorted(match.start for match in matches)
