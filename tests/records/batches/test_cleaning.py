"""Cells become values of their field's type, or a reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records.batches.catalog import catalog, table_of
from assistant.records.batches.cleaning import Clean, cleaner, reconciler, restored, stored
from assistant.records.batches.problem import BadCell
from assistant.records.batches.vocabulary import Vocabulary, fold, shipped


@pytest.mark.parametrize(
    ("table", "field", "text", "value"),
    [
        ("account", "employees", "2,822", 2822),
        ("account", "employees", "12.0", 12),
        ("account", "employees", "12'500", 12500),
        ("account", "domain", "HTTPS://www.Example.com/a", "example.com"),
        ("contact", "email", "Ada@Example.COM", "ada@example.com"),
        ("contact", "opt_out", "Yes", True),
        ("contact", "opt_out", "nein", False),
        ("deal", "probability", "60%", 0.6),
        ("deal", "amount", "10.0051", 10.01),
        ("deal", "amount", "(USD 1,200.50)", -1200.5),
        ("ticket", "tags", "a; b;", ["a", "b"]),
        ("ticket", "tags", '["x, y"]', ["x, y"]),
        ("review", "rating", "4.5", 4.5),
    ],
)
def test_a_cell_takes_its_fields_type(table: str, field: str, text: str, value: Any) -> None:
    assert cleaner(table_of(table).c[field])(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("table", "field", "text"),
    [
        ("account", "employees", "12.5"),
        ("account", "employees", "99999999999999999999"),
        ("account", "employees", "2147483648"),
        ("account", "annual_revenue", "1e16"),
        ("deal", "probability", "60"),
        ("deal", "probability", "160%"),
        ("deal", "amount", "12%"),
        ("contact", "opt_out", "perhaps"),
        ("ticket", "tags", "[1, 2"),
    ],
)
def test_a_cell_of_another_type_is_refused(table: str, field: str, text: str) -> None:
    with pytest.raises(BadCell):
        cleaner(table_of(table).c[field])(text)


@pytest.mark.parametrize(
    ("field", "text", "clean"),
    [
        ("status", "On Hold", Clean("on_hold")),
        ("status", "pendng", Clean("pending", "pending")),
        ("channel", "phone_transcript", Clean("phone")),
        ("type", "Feature request", Clean("feature_request")),
    ],
)
def test_enumerations_take_other_spellings(field: str, text: str, clean: Clean) -> None:
    convert = reconciler("ticket", field)
    assert convert is not None
    assert convert(text) == clean


def test_a_word_outside_the_enumeration_is_refused_with_the_words() -> None:
    convert = reconciler("ticket", "priority")
    assert convert is not None
    with pytest.raises(BadCell, match="'P1' is none of low, normal, high, urgent"):
        convert("P1")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Philipines", "Philippines"),
        ("GERMNAY", "GERMANY"),
        ("austria", "austria"),
        ("Korea", "Korea"),
        ("Chaf", "Chaf"),  # too short to tell from its neighbours
        ("Atlantis", "Atlantis"),
        ("Nigera", "Nigera"),  # one edit from Niger as well as from Nigeria
    ],
)
def test_a_country_one_edit_away_is_reconciled_unless_two_are(text: str, meant: str) -> None:
    assert shipped("countries").meant(text) == meant


@pytest.mark.parametrize("name", ["countries", "industries"])
def test_the_word_lists_are_sorted_and_no_word_means_another(name: str) -> None:
    words = list(shipped(name).words.values())
    assert len(words) == len({fold(word) for word in words})
    assert [word for word in words if shipped(name).meant(word) != word] == []


@given(st.text())
def test_a_vocabulary_gives_the_text_or_one_of_its_words(text: str) -> None:
    meant = Vocabulary.of(["technology", "retail"]).meant(text)
    assert meant == text or fold(meant) in {"technology", "retail"}


def test_stored_values_come_back_from_the_change_log() -> None:
    opened = table_of("deal").c.opened_at
    at = table_of("usage_event").c.at
    day = cleaner(opened)("2024-02-29")
    moment = cleaner(at)("2024-02-29T10:00:00Z")
    assert (restored(opened, stored(day)), restored(at, stored(moment))) == (day, moment)
    assert restored(opened, None) is None


def test_every_field_of_every_object_has_a_conversion() -> None:
    for name, fields in catalog().items():
        for field in fields.fields:
            assert callable(reconciler(name, field) or cleaner(table_of(name).c[field]))
