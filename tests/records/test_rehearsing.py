"""What is tried on a copy of the records holds nobody up and leaves nothing behind."""

import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, func, select

from assistant.errors import DamagedDatabase, NoRoomToTry
from assistant.records import rehearsing
from assistant.records.batches import Answers, Progress, import_paths
from assistant.records.postgres import shadowing
from assistant.records.rehearsing import rehearsal
from assistant.records.schema import Account, Contact
from assistant.records.store import Store
from tests.records.batches.tables import contents, put

WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')


def names(store: Store) -> list[str]:
    with store.trusted() as session:
        return list(session.scalars(select(Account.name).order_by(Account.id)))


def test_another_writer_commits_while_files_are_checked(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "account.csv", "id,name", "A1,Acme", "A2,Bolt")
    met: list[list[str]] = []

    def write(_: Progress) -> None:
        with store.write() as session:
            session.add(Account(name="Written meanwhile", source_system="generic", source_id="A1"))
        met.append(names(store))

    report = import_paths(store, [tmp_path / "account.csv"], dry_run=True, progress=write)
    assert (report.rows_in, [count.created for count in report.objects]) == (2, [2])
    assert met == [["Written meanwhile"]]
    assert names(store) == ["Written meanwhile"]


def test_a_check_sees_the_records_as_they_are_and_leaves_them_so(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "account.csv", "id,name,city", "A1,Acme,Oslo", "A2,Bolt,Rome")
    import_paths(store, [path])
    before = contents(store)
    put(tmp_path, "account.csv", "id,name,city", "A1,Acme,Bari", "A2,Bolt,Rome", "A3,Crux,Lyon")
    (count,) = import_paths(store, [path], dry_run=True).objects
    assert (count.created, count.updated, count.duplicates) == (1, 1, 1)
    assert contents(store) == before
    assert import_paths(store, [path]).objects == (count,)


def test_new_records_go_on_from_the_numbers_that_are_taken(store: Store) -> None:
    with store.write() as session:
        session.add_all([Account(id=7, name="Acme"), Contact(id=3, last_name="Okafor", account_id=7)])
    for _ in range(2):
        with rehearsal(store) as session:
            session.add(Account(name="Bolt"))
            session.flush()
            assert session.scalars(select(Account.id).order_by(Account.id)).all() == [7, 8]
            assert session.scalar(select(func.count(Contact.id))) == 1
    assert names(store) == ["Acme"]
    with store.write() as session:
        added = Account(name="Crux")
        session.add(added)
        session.flush()
        assert added.id == 8


def test_all_that_an_import_writes_on_a_server_is_a_copy(postgres_store: Store, tmp_path: Path) -> None:
    written: set[str] = set()

    def note(connection: Connection, cursor: object, statement: str, *_: object) -> None:
        written.update(WRITES.findall(statement))

    put(tmp_path, "account.csv", "id,name,Tier", "A1,Acme,gold", "A2,,silver")
    put(tmp_path, "deal.csv", "id,name,stage,account_id,close_date", "D1,Big,Won,A1,03/04/2026")
    answers = Answers(dates="day first", columns={"account": {"Tier": "account.segment"}})
    event.listen(postgres_store.writing, "before_cursor_execute", note)
    try:
        import_paths(postgres_store, [tmp_path], as_of=date(2026, 5, 1), answers=answers)
    finally:
        event.remove(postgres_store.writing, "before_cursor_execute", note)
    assert written >= {"account", "deal", "import_batch", "import_change", "home_setting", "quarantine"}
    assert written - set(shadowing._tables()) == set()


def test_a_failure_is_raised_and_the_next_rehearsal_is_as_good(store: Store) -> None:
    with pytest.raises(RuntimeError, match="half way"), rehearsal(store) as session:
        session.add(Account(name="Acme"))
        session.flush()
        raise RuntimeError("half way")
    with rehearsal(store) as session:
        assert session.scalar(select(func.count(Account.id))) == 0


def test_a_disk_without_room_is_named(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rehearsing._copy

    def small(path: Path) -> sqlite3.Connection:
        copy = whole(path)
        copy.execute("PRAGMA max_page_count=1")  # SQLite takes what is there already
        return copy

    monkeypatch.setattr(rehearsing, "_copy", small)
    with pytest.raises(NoRoomToTry) as caught, rehearsal(sqlite_store) as session:
        session.add_all(Account(name="x" * 5000) for _ in range(2000))
        session.flush()
    assert caught.value.reply.endswith("an administrator can free some space.")


def test_damaged_records_are_named(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.close()
    path = tmp_path / "home" / "crm.db"
    content = path.read_bytes()
    path.write_bytes(b"no database at all" + content[18:])
    with pytest.raises(DamagedDatabase), rehearsal(sqlite_store):
        pass
