"""An import killed at any moment leaves nothing behind; the same import again ends in the same database."""

import multiprocessing
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.records.batches import import_paths
from assistant.records.store import Store
from benchmarks.import_kill import is_sound, records

KILLS = 6
ROWS = 6000


def do_import(home: Path, files: Path) -> None:
    """What the killed process does."""
    store = Store.open(home)
    import_paths(store, [files])
    store.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Users, accounts whose parents stand further down, deals of which some cannot come in."""
    folder = tmp_path / "files"
    folder.mkdir()
    users = ["id,name", *(f"U{number},User {number}" for number in range(50))]
    few = ROWS // 4
    parents = [f"A{number + 7}" if number + 7 < few else "" for number in range(few)]
    accounts = [f"A{number},Account {number},{parent},tier {number % 3}" for number, parent in enumerate(parents)]
    deals = [f"D{number},A{number % 2000},U{number % 50},Won,{number}" for number in range(ROWS)]
    (folder / "user.csv").write_text("\n".join(users), encoding="utf-8")
    (folder / "account.csv").write_text("\n".join(["id,name,parent_id,tier", *accounts]), encoding="utf-8")
    (folder / "deal.csv").write_text("\n".join(["id,account_id,owner_id,stage,amount", *deals]), encoding="utf-8")
    return folder


def test_kills_at_many_moments_leave_nothing_and_the_same_import_then_ends_the_same(
    new_database: Path, files: Path, tmp_path: Path
) -> None:
    homes = {name: tmp_path / name for name in ("whole", "killed")}
    for home in homes.values():
        home.mkdir()
        shutil.copy(new_database, home / "crm.db")
    empty = records(homes["killed"])
    started = time.perf_counter()
    do_import(homes["whole"], files)
    seconds = time.perf_counter() - started
    fork = multiprocessing.get_context("fork")
    for turn in range(KILLS):
        process = fork.Process(target=do_import, args=(homes["killed"], files))
        process.start()
        process.join(timeout=seconds * (turn + 0.5) / KILLS)
        process.kill()
        process.join()
        if process.exitcode == 0:
            break
        assert records(homes["killed"]) == empty
    do_import(homes["killed"], files)
    assert records(homes["killed"]) == records(homes["whole"])
    assert is_sound(homes["killed"])
    with closing(sqlite3.connect(homes["killed"] / "crm.db")) as database:
        statuses = [status for (status,) in database.execute("SELECT status FROM import_batch ORDER BY id")]
    assert statuses[-1] == "done"
    assert "running" not in statuses
