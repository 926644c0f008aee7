"""A watched folder's new or changed files come in, unfinished ones wait, bad ones are named."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import NotFound, NothingToImport, UnreadableFile
from assistant.records.batches import Answers, revert
from assistant.records.batches.watches import Watch, add_watch, list_watches, remove_watch
from assistant.records.batches.watching import run_due, run_watch
from assistant.records.store import Store
from tests.records.batches.tables import count, put, rows

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    place = tmp_path / "in"
    place.mkdir()
    return place


def drop(folder: Path, name: str, *lines: str, at: datetime = NOW - timedelta(minutes=5)) -> Path:
    """Put a file into the folder, written at that time."""
    path = put(folder, name, *lines)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def results(store: Store, now: datetime = NOW) -> list[str]:
    """What each run that is due says."""
    return [run.result for run in run_due(store, now)]


def test_a_watch_is_kept_with_all_that_was_said(store: Store, folder: Path) -> None:
    answers = Answers(dates="day first", columns={"x.csv": {"Firma": "account.name"}})
    added = add_watch(store, folder, system="generic", every_minutes=15, answers=answers)
    assert added == Watch(1, folder, "generic", 15, answers, True, None, "")
    assert add_watch(store, folder, every_minutes=30).every_minutes == 30
    assert len(list_watches(store)) == 1
    remove_watch(store, 1)
    assert list_watches(store) == ()
    with pytest.raises(NotFound, match="watched folder"):
        remove_watch(store, 1)


def test_a_folder_or_format_that_does_not_exist_is_refused(store: Store, folder: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no such folder"):
        add_watch(store, folder / "absent")
    with pytest.raises(NothingToImport, match="There is no import format 'sap'"):
        add_watch(store, folder, system="sap")


def test_new_files_of_one_run_are_one_batch_and_unchanged_ones_are_passed_over(store: Store, folder: Path) -> None:
    add_watch(store, folder, every_minutes=60)
    drop(folder, "account.csv", "id,name", "A1,Alpha")
    drop(folder, "deal.csv", "id,account_id,stage", "D1,A1,Won")
    (run,) = run_due(store, NOW)
    assert run.reports[0].objects == (count("account", created=1), count("deal", created=1))
    assert (run.result, run.failed) == ("Batch 1: 2 files, 2 created, 0 updated.", False)
    assert results(store, NOW + timedelta(minutes=59)) == []
    assert results(store, NOW + timedelta(minutes=60)) == ["Nothing new."]
    drop(folder, "account.csv", "id,name", "A1,Alpha Ltd", "A2,Beta")
    assert results(store, NOW + timedelta(minutes=120)) == ["Batch 2: 1 file, 1 created, 1 updated."]
    assert rows(store, "watched_file", "name", "batch_id") == [("deal.csv", 1), ("account.csv", 2)]


def test_a_file_still_being_written_waits_for_the_next_run(store: Store, folder: Path) -> None:
    add_watch(store, folder, every_minutes=1)
    drop(folder, "account.csv", "id,name", "A1,Alpha", at=NOW - timedelta(seconds=3))
    drop(folder, ".account.csv.swp.csv", "id,name", "A9,Hidden")
    assert results(store) == ["Nothing new."]
    assert results(store, NOW + timedelta(minutes=1)) == ["Batch 1: 1 file, 1 created, 0 updated."]


def test_a_bad_file_is_named_and_tried_again_while_the_others_come_in(store: Store, folder: Path) -> None:
    add_watch(store, folder, every_minutes=1)
    drop(folder, "account.csv", "id,name", "A1,Alpha")
    drop(folder, "deal.csv", "id,stage,close_date", "D1,Won,03/04/2026")
    drop(folder, "weather.csv", "sun,rain", "1,2")
    (run,) = run_due(store, NOW)
    assert run.failed
    assert run.result == (
        "Batch 1: 1 file, 1 created, 0 updated. No records in weather.csv. deal.csv, column 'close_date': '03/04/2026' "
        "can be read in two ways; say --dates day-first or --dates month-first."
    )
    assert list_watches(store)[0].last_result == run.result
    add_watch(store, folder, every_minutes=1, answers=Answers(dates="day first"))
    assert results(store, NOW + timedelta(minutes=1)) == ["Batch 2: 1 file, 1 created, 0 updated."]
    assert results(store, NOW + timedelta(minutes=2)) == ["Nothing new."]


def test_files_of_two_systems_are_a_batch_each(store: Store, folder: Path) -> None:
    add_watch(store, folder)
    drop(folder, "account.csv", "id,name", "A1,Alpha")
    drop(
        folder,
        "p.csv",
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
        "O1,,,,Won,,,",
    )
    (run,) = run_due(store, NOW)
    assert [report.system for report in run.reports] == ["generic", "crm_sales"]
    assert rows(store, "watched_file", "name", "batch_id") == [("account.csv", 1), ("p.csv", 2)]


def test_a_folder_that_is_gone_is_said_in_a_sentence(store: Store, folder: Path) -> None:
    one = add_watch(store, folder)
    folder.rmdir()
    assert run_watch(store, one, NOW).result == (
        f"{folder}: the watched folder is not there; bring it back or stop watching it."
    )


def test_a_reverted_batchs_file_is_not_imported_again_by_itself(store: Store, folder: Path) -> None:
    add_watch(store, folder, every_minutes=1)
    drop(folder, "account.csv", "id,name", "A1,Alpha")
    run_due(store, NOW)
    revert(store, 1)
    assert results(store, NOW + timedelta(minutes=1)) == ["Nothing new."]
    assert rows(store, "account", "id") == []
