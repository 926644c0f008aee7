"""Deals know whether they are open, won or lost, whatever their stages are called."""

from pathlib import Path

import pytest

from assistant.records.batches.stages import meaning_of
from assistant.records.schema import StageMeaning
from assistant.records.store import Store
from tests.records.batches.tables import load, rows


@pytest.mark.parametrize(
    ("stage", "meaning"),
    [
        ("Closed Won", "won"),
        ("closedwon", "won"),
        ("Won - renewal", "won"),
        ("Closed Lost", "lost"),
        ("LOST", "lost"),
        ("closedlost", "lost"),
        ("Negotiation/Review", "open"),
        ("Wonder phase", "open"),
        ("Lostwithiel visit", "open"),
    ],
)
def test_a_name_tells_won_and_lost(stage: str, meaning: str) -> None:
    assert meaning_of(stage) == meaning


def test_deals_get_their_flags_and_the_home_learns_the_stages(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "deal.csv", "id,stage", "D1,Qualification", "D2,Closed Won", "D3,Closed Lost", "D4,Parked")
    assert rows(store, "deal", "is_closed", "is_won") == [(False, False), (True, True), (True, False), (False, False)]
    assert sorted(rows(store, "stage_meaning", "position", "stage", "meaning", "probability")) == [
        (2, "Qualification", "open", 0.1),
        (9, "Closed Won", "won", 1.0),
        (10, "Closed Lost", "lost", 0.0),
        (14, "Parked", "open", None),
    ]


def test_columns_that_say_so_go_before_the_name(store: Store, tmp_path: Path) -> None:
    load(
        store,
        tmp_path,
        "deal.csv",
        "id,stage,is_closed,is_won",
        "D1,Signed,true,true",
        "D2,Gone,true,false",
        "D3,Won,,",
    )
    assert rows(store, "deal", "is_closed", "is_won") == [(True, True), (True, False), (True, True)]
    assert dict(rows(store, "stage_meaning", "stage", "meaning")) == {"Signed": "won", "Gone": "lost", "Won": "won"}


def test_the_homes_own_meaning_goes_before_the_name(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        session.add(StageMeaning(stage="Signed", meaning="won", position=1))
    load(store, tmp_path, "deal.csv", "id,stage", "D1,Signed")
    assert rows(store, "deal", "is_closed", "is_won") == [(True, True)]


def test_a_deal_that_is_won_later_is_updated_with_its_flags(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "deal.csv", "id,stage", "D1,Prospecting")
    load(store, tmp_path, "deal.csv", "id,stage", "D1,Closed Won")
    assert rows(store, "deal", "stage", "is_closed", "is_won") == [("Closed Won", True, True)]
