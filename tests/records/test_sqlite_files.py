"""Homes in a SQLite file: the file itself, damage to it, statements of SQLite's own."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from assistant.errors import DamagedDatabase, Forbidden, HomeMissing, HomeNotWritable
from assistant.home import Home
from assistant.records.schema import Account, Team
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView
from tests.records.homes import contents

ADA = UserView(1, "Ada", "agent", team_id=1)
HOSTILE = [
    "ATTACH DATABASE 'x.db' AS x",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "VACUUM INTO 'copy.db'",
    "REINDEX",
    "SELECT load_extension('x')",
    "SELECT zeroblob(1000000000)",
    "SELECT name FROM pragma_table_list",
    "SELECT sql FROM sqlite_master",
    "SELECT count(*) FROM sqlite_master",
]


def test_a_writing_connection_is_durable_and_keeps_references(sqlite_store: Store) -> None:
    with sqlite_store.writing.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas}
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000}


@pytest.mark.parametrize("user", [LOCAL_ADMIN, ADA], ids=["administrator", "agent"])
@pytest.mark.parametrize("statement", HOSTILE)
def test_a_statement_of_sqlites_own_is_stopped(sqlite_store: Store, statement: str, user: UserView) -> None:
    before = contents(sqlite_store)
    with pytest.raises((Forbidden, OperationalError), match=r"forbidden|within a transaction"):
        sqlite_store.run_read(user, text(statement))
    assert contents(sqlite_store) == before


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM main.deal",
        "SELECT count(*) FROM main.deal",
        "WITH deal AS (SELECT * FROM main.deal) SELECT * FROM deal",
        "SELECT (SELECT max(name) FROM main.account)",
        "SELECT name FROM temp.sqlite_master",
        "SELECT crm_reader_id() FROM main.deal",
    ],
)
def test_the_tables_behind_the_views_cannot_be_named(sqlite_store: Store, statement: str) -> None:
    with pytest.raises(Forbidden), sqlite_store.read(ADA) as session:
        session.execute(text(statement))


def test_a_home_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(HomeMissing):
        Store.open(tmp_path / "nowhere", create=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_new_home_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    Store.open(Home(tmp_path / "home")).close()
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "home" / "crm.db").stat().st_mode & 0o777 == 0o600


def test_a_folder_name_with_odd_characters_opens(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "Früh & Söhne?#50%")
    with store.read(LOCAL_ADMIN) as session:
        assert session.scalars(select(Team.name)).all() == []
    store.close()


def test_a_home_under_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeNotWritable):
        Store.open(tmp_path / "file" / "home")


@pytest.mark.parametrize("content", [b"this is no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_named_with_its_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "crm.db").write_bytes(content)
    with pytest.raises(DamagedDatabase) as caught:
        Store.open(tmp_path)
    assert "backups" in caught.value.reply


def test_damage_met_while_reading_is_named_too(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        session.add_all([Account(name=f"Account {number}") for number in range(500)])
    path = Path(str(sqlite_store.writing.url.database))
    sqlite_store.close()
    content = bytearray(path.read_bytes())
    content[20_000:] = b"\x5a" * (len(content) - 20_000)
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        sqlite_store.run_read(LOCAL_ADMIN, select(Account))


def test_a_home_may_be_prepared_by_many_at_once(tmp_path: Path) -> None:
    def prepare(_: int) -> None:
        for _ in range(50):
            Home(tmp_path / "home").prepare()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(prepare, range(8)))
    assert list((tmp_path / "home").iterdir()) == []


def test_two_processes_may_open_a_new_home_at_once(tmp_path: Path) -> None:
    code = f"from assistant.records.store import Store; Store.open({str(tmp_path / 'home')!r})"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
