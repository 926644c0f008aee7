"""Unknown columns become custom fields of one type each."""

from pathlib import Path

from assistant.records.batches.custom import TypeGuess, widest
from assistant.records.batches.formats import PLAIN
from assistant.records.store import Store
from tests.records.batches.tables import load, rows


def test_each_unknown_column_gets_the_narrowest_type_of_all_its_cells(store: Store, tmp_path: Path) -> None:
    load(
        store,
        tmp_path,
        "account.csv",
        "id,name,Seats,Rate,Renewed on,Partner,Code,Blank",
        "A1,Alpha,5,1,2024-01-31,yes,007,",
        "A2,Beta,,2.5,,No,8,",
    )
    assert rows(store, "account", "custom") == [
        ({"Seats": 5, "Rate": 1.0, "Renewed on": "2024-01-31", "Partner": True, "Code": "007"},),
        ({"Rate": 2.5, "Partner": False, "Code": "8"},),
    ]
    assert dict(rows(store, "home_setting", "key", "value")) == {
        "custom:account.Seats": "int",
        "custom:account.Rate": "float",
        "custom:account.Renewed on": "date",
        "custom:account.Partner": "bool",
        "custom:account.Code": "text",
    }


def test_a_blank_column_leaves_its_type_open_for_a_later_import(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,seats", "A1,Alpha,")
    assert rows(store, "home_setting", "key") == []
    load(store, tmp_path, "account.csv", "id,seats", "A1,5")
    assert rows(store, "account", "custom") == [({"seats": 5},)]


def test_a_header_that_differs_in_case_or_punctuation_fills_the_custom_field_that_is_there(
    store: Store, tmp_path: Path
) -> None:
    load(store, tmp_path, "account.csv", "id,name,Health Score", "A1,Alpha,5")
    load(store, tmp_path, "account.csv", "id,name,HEALTH_SCORE,health-score", "A1,Alpha,7,8")
    assert rows(store, "account", "custom") == [({"Health Score": 7, "health-score": 8},)]
    assert rows(store, "home_setting", "key") == [("custom:account.Health Score",), ("custom:account.health-score",)]


def test_a_later_import_widens_a_type_and_keeps_other_custom_fields(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,seats,tier", "A1,Alpha,5,gold")
    load(store, tmp_path, "account.csv", "id,seats", "A1,5.5")
    assert rows(store, "account", "custom") == [({"seats": 5.5, "tier": "gold"},)]
    assert rows(store, "home_setting", "value") == [("float",), ("text",)]


def test_no_password_comes_in_by_an_import(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "user.csv", "id,name,password_hash,Password", "U1,Ada,secret,secret")
    assert rows(store, "user", "password_hash", "custom") == [(None, {})]


def test_a_type_once_narrowed_does_not_come_back() -> None:
    guess = TypeGuess()
    for cell in ("1", "x", "1"):
        guess.feed(cell)
    assert guess.type(PLAIN) == "text"
    assert (widest("int", "float"), widest("int", "date"), widest("bool", "bool")) == ("float", "text", "bool")


def test_unknown_columns_are_read_as_they_are_written(store: Store, tmp_path: Path) -> None:
    load(
        store,
        tmp_path,
        "deal.csv",
        "id;name;stage;Score;Share;Paid;Signed;Seen;Partner;Fax",
        "D1;One;Won;1.234;12,5 %;€ 1.200,00;31.01.2026;1/31/2026 2:05 PM;ja;601 234 567",
        "D2;Two;Won;99,5;7 %;€ 5,00;3. Feb. 2026;2/3/2026 12:00 AM;nein;602 345 678",
    )
    assert rows(store, "deal", "custom") == [
        (
            {
                "Score": 1234.0,
                "Share": 0.125,
                "Paid": 1200.0,
                "Signed": "2026-01-31",
                "Seen": "2026-01-31T14:05:00+00:00",
                "Partner": True,
                "Fax": "601 234 567",
            },
        ),
        (
            {
                "Score": 99.5,
                "Share": 0.07,
                "Paid": 5.0,
                "Signed": "2026-02-03",
                "Seen": "2026-02-03T00:00:00+00:00",
                "Partner": False,
                "Fax": "602 345 678",
            },
        ),
    ]
    assert dict(rows(store, "home_setting", "key", "value")) == {
        "custom:deal.Score": "float",
        "custom:deal.Share": "float",
        "custom:deal.Paid": "float",
        "custom:deal.Signed": "date",
        "custom:deal.Seen": "datetime",
        "custom:deal.Partner": "bool",
        "custom:deal.Fax": "text",
    }
