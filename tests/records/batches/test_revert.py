"""A reverted batch leaves the records as they were."""

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import CannotRevert, NotFound
from assistant.records.batches import RevertReport, import_paths, revert
from assistant.records.schema import Activity
from assistant.records.store import Store
from tests.records.batches.tables import contents, load, put, rows


def test_created_rows_go_and_updated_rows_get_their_old_values(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,founded_year,tier", "A1,Alpha,1999,gold", "A2,Beta,,")
    load(store, tmp_path, "deal.csv", "id,account_id,stage,opened_at,amount", "D1,A1,Prospecting,2024-01-31,10.25")
    before = contents(store)
    put(tmp_path, "account.csv", "id,name,founded_year,tier", "A1,Alpha Ltd,2001,silver", "A3,Gamma,,")
    put(tmp_path, "deal.csv", "id,account_id,stage,opened_at,amount", "D1,A3,Won,2024-02-01,11", "D2,A3,Signed,,")
    paths = [tmp_path / "account.csv", tmp_path / "deal.csv"]
    report = import_paths(store, paths, as_of=date(2024, 3, 1))
    assert report.batch_id == 3
    assert revert(store, 3) == RevertReport(3, removed=2, restored=2)
    assert contents(store) == before
    assert rows(store, "import_batch", "status") == [("done",), ("done",), ("reverted",)]


def test_a_reverted_file_can_be_imported_again(store: Store, tmp_path: Path) -> None:
    first = load(store, tmp_path, "account.csv", "id,name", "A1,Alpha")
    revert(store, 1)
    assert load(store, tmp_path, "account.csv", "id,name", "A1,Alpha").objects == first.objects


def test_a_row_that_one_batch_changed_twice_gets_its_first_value_back(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,city", "A0,First,Oslo")
    filler = [f"B{number},Company {number}," for number in range(2500)]
    load(store, tmp_path, "account.csv", "id,name,city", "A0,Second,", *filler, "A0,Third,Rome")
    assert rows(store, "account", "name", "city")[0] == ("Third", "Rome")
    assert revert(store, 2) == RevertReport(2, removed=2500, restored=1)
    assert rows(store, "account", "name", "city", "import_batch_id") == [("First", "Oslo", 1)]


def test_a_batch_whose_rows_a_later_one_changed_names_that_one(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha")
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha Ltd")
    with pytest.raises(CannotRevert, match="Batch 2 changed rows of batch 1 later: revert batch 2 first"):
        revert(store, 1)
    revert(store, 2)
    assert revert(store, 1).removed == 1


def test_a_batch_whose_rows_others_refer_to_stays_whole(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha", "A2,Beta")
    ((account, _),) = rows(store, "account", "id", "name")[:1]
    with store.write() as session:
        session.add(Activity(kind="note", account_id=account))
    before = contents(store)
    expected = r"Later records refer to rows of batch 1 \(account “Alpha”\): add --keep-touched"
    with pytest.raises(CannotRevert, match=expected):
        revert(store, 1)
    assert contents(store) == before


def test_an_unknown_or_reverted_batch_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="import batch"):
        revert(store, 7)
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha")
    revert(store, 1)
    with pytest.raises(CannotRevert, match="Batch 1 is reverted"):
        revert(store, 1)


def test_only_stages_that_no_deal_is_in_lose_their_meaning(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "deal.csv", "id,stage", "D1,Signed", "D2,Parked")
    load(store, tmp_path, "deal.csv", "id,stage", "D3,Signed")
    revert(store, 1)
    assert rows(store, "stage_meaning", "stage") == [("Signed",)]
