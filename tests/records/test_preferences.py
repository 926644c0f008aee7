"""The settings that figures depend on: checked when written, by default when not."""

from __future__ import annotations

import pytest

from assistant.records.preferences import (
    DEFAULTS,
    BadSetting,
    Preferences,
    preferences_of,
    read_preferences,
    write_preference,
)
from assistant.records.settings import HomeSettings
from assistant.records.store import Store


def test_a_new_home_has_the_defaults(store: Store) -> None:
    assert read_preferences(HomeSettings(store)) == DEFAULTS == Preferences("USD", 1, "UTC", "monday")


def test_what_is_written_is_read_again_in_one_form(store: Store) -> None:
    settings = HomeSettings(store)
    written = [
        write_preference(settings, key, value)
        for key, value in (
            ("currency", "eur"),
            ("fiscal_year_start", "April"),
            ("timezone", "europe/berlin"),
            ("week_start", "Sun"),
        )
    ]
    assert written == ["EUR", "4", "Europe/Berlin", "sunday"]
    assert read_preferences(settings) == Preferences("EUR", 4, "Europe/Berlin", "sunday", currency_is_set=True)


@pytest.mark.parametrize(
    ("key", "value", "reply"),
    [
        ("currency", "XYZ", "“XYZ” is no currency code: write its three letters, such as EUR."),
        ("fiscal_year_start", "13", "“13” is no month a fiscal year can start in: write its number, 1 to 12."),
        ("fiscal_year_start", "²", "“²” is no month a fiscal year can start in: write its number, 1 to 12."),
        ("timezone", "Europe/Berln", "“Europe/Berln” is no time zone: did you mean Europe/Berlin?"),
        ("timezone", "§", "“§” is no time zone: write a name such as Europe/Berlin."),
        ("week_start", "friday", "A week cannot start on “friday”: write monday or sunday."),
        (
            "colour",
            "red",
            "There is no setting “colour”: choose currency, fiscal_year_start, timezone or week_start.",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_one_sentence(store: Store, key: str, value: str, reply: str) -> None:
    settings = HomeSettings(store)
    with pytest.raises(BadSetting) as caught:
        write_preference(settings, key, value)
    assert caught.value.reply == reply
    assert read_preferences(settings) == DEFAULTS


def test_a_damaged_stored_value_is_named_rather_than_ignored() -> None:
    with pytest.raises(BadSetting, match="is no time zone"):
        preferences_of({"timezone": "Atlantis"})


def test_a_shorter_month_name_counts_too() -> None:
    assert preferences_of({"fiscal_year_start": "oct"}).fiscal_year_start == 10
