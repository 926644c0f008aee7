"""Opening a home, what its engines promise, and what the reading ones refuse."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from assistant.errors import (
    DamagedDatabase,
    Forbidden,
    HomeBusy,
    HomeFromNewerVersion,
    HomeMissing,
    HomeNotWritable,
    TooSlow,
)
from assistant.home import Home
from assistant.records.schema import Account, Team, User
from assistant.records.store import Rows, Store
from assistant.views import LOCAL_ADMIN, UserView

ADA = UserView(1, "Ada", "agent", team_id=1)
HOSTILE = [
    "INSERT INTO team (name) VALUES ('x')",
    "UPDATE account SET name = 'x'",
    "DELETE FROM team",
    "DROP TABLE team",
    "CREATE TABLE x (y)",
    "CREATE TEMP TABLE x (y)",
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
    "SELECT version_num FROM alembic_version",
    "SELECT password_hash FROM user",
    "SELECT count(*) FROM user WHERE password_hash LIKE 's%'",
    "SELECT * FROM user",
    "SELECT token_hash FROM login_session",
    "SELECT count(*) FROM access_token",
]
ENDLESS = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")


def test_a_writing_connection_is_durable_and_keeps_references(store: Store) -> None:
    with store.writing.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas}
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000}


def test_what_is_written_is_read_and_an_error_takes_all_of_it_back(store: Store) -> None:
    with store.write() as session:
        session.add(Team(name="North"))
    with pytest.raises(ZeroDivisionError), store.write() as session:
        session.add(Team(name="South"))
        session.flush()
        raise ZeroDivisionError
    with store.read(LOCAL_ADMIN) as session:
        assert session.scalars(select(Team.name)).all() == ["North"]


@pytest.mark.parametrize("user", [LOCAL_ADMIN, ADA], ids=["administrator", "agent"])
@pytest.mark.parametrize("statement", HOSTILE)
def test_a_hostile_statement_is_stopped(two_teams: Store, statement: str, user: UserView) -> None:
    before = _dump(two_teams)
    with pytest.raises((Forbidden, OperationalError), match=r"forbidden|because it is a view|within a transaction"):
        two_teams.run_read(user, text(statement))
    assert _dump(two_teams) == before


def test_a_user_is_read_without_the_password_hash(two_teams: Store) -> None:
    with two_teams.read(ADA) as session:
        user = session.get_one(User, 1)
        assert user.name == "Ada"
        with pytest.raises(Forbidden):
            assert user.password_hash
    with two_teams.trusted() as session:
        assert session.get_one(User, 1).password_hash == "secret-1"


@pytest.mark.parametrize("user", [LOCAL_ADMIN, ADA], ids=["administrator", "agent"])
def test_an_endless_query_is_interrupted_at_its_deadline(tmp_path: Path, user: UserView) -> None:
    store = Store.open(tmp_path, deadline_seconds=0.2)
    started = time.monotonic()
    with pytest.raises(TooSlow):
        store.run_read(user, ENDLESS)
    assert time.monotonic() - started < 2
    assert store.run_read(user, select(func.count()).select_from(Account)).rows == ((0,),)
    store.close()


def test_a_result_is_cut_at_the_limit_and_says_so(store: Store) -> None:
    with store.write() as session:
        session.add_all([Team(id=number, name=f"team {number}") for number in (1, 2, 3)])
    statement = select(Team.id, Team.name).order_by(Team.id)
    assert store.run_read(ADA, statement, limit=2) == Rows(
        ("id", "name"), ((1, "team 1"), (2, "team 2")), truncated=True
    )
    assert not store.run_read(ADA, statement, limit=3).truncated


def test_readers_go_on_while_somebody_writes_and_a_second_writer_waits_in_vain(store: Store) -> None:
    with store.write() as session:
        session.add(Team(name="North"))
        session.flush()
        with store.read(LOCAL_ADMIN) as reading:
            assert reading.scalars(select(Team.name)).all() == []
        with store.trusted() as reading:
            assert reading.scalars(select(Team.name)).all() == []
        with pytest.raises(HomeBusy), store.writing.connect() as second:
            second.connection.driver_connection.execute("PRAGMA busy_timeout=50")  # type: ignore[union-attr]
            second.begin()


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


def test_damage_met_while_reading_is_named_too(store: Store) -> None:
    with store.write() as session:
        session.add_all([Account(name=f"Account {number}") for number in range(500)])
    path = Path(str(store.writing.url.database))
    store.close()
    content = bytearray(path.read_bytes())
    content[20_000:] = b"\x5a" * (len(content) - 20_000)
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        store.run_read(LOCAL_ADMIN, select(Account))


def test_a_home_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store.writing.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(HomeFromNewerVersion) as caught:
        Store.open(tmp_path)
    assert "9999" in caught.value.reply


def test_opening_an_up_to_date_home_is_quick(store: Store) -> None:
    path = Path(str(store.writing.url.database)).parent
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        Store.open(path).close()
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.3


def test_two_processes_may_open_a_new_home_at_once(tmp_path: Path) -> None:
    code = f"from assistant.records.store import Store; Store.open({str(tmp_path / 'home')!r})"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]


def _dump(store: Store) -> str:
    connection = sqlite3.connect(str(store.writing.url.database))
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()
