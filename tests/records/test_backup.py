"""Copies of a database that is a file; a server makes its own."""

from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.errors import BackupByServer, DamagedDatabase, HomeNotWritable
from assistant.records.backup import backup_to
from assistant.records.schema import Account
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A home in a file."""
    return sqlite_store


def names(store: Store) -> list[str]:
    with store.read(LOCAL_ADMIN) as session:
        return list(session.scalars(select(Account.name).order_by(Account.id)))


def test_a_copy_taken_during_a_write_opens_as_a_home_with_what_was_committed(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        session.add_all([Account(name=f"Account {number}") for number in range(300)])
    with store.write() as session:
        session.add(Account(name="not committed yet"))
        session.flush()
        backup_to(store, tmp_path / "restored" / "crm.db")
    assert sorted(path.name for path in (tmp_path / "restored").iterdir()) == ["crm.db"]
    assert (tmp_path / "restored" / "crm.db").stat().st_mode & 0o777 == 0o600
    restored = Store.open(tmp_path / "restored", create=False)
    assert names(restored) == [f"Account {number}" for number in range(300)]
    restored.close()


def test_a_copy_that_cannot_be_written_leaves_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeNotWritable):
        backup_to(store, tmp_path / "file" / "crm.db")


def test_a_damaged_database_is_not_passed_off_as_a_backup(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        session.add_all([Account(name=f"Account {number}") for number in range(500)])
    path = Path(str(store.writing.url.database))
    store.close()
    content = bytearray(path.read_bytes())
    content[20_000:] = b"\x5a" * (len(content) - 20_000)
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        backup_to(store, tmp_path / "copy.db")
    assert not list(tmp_path.glob("copy.db*"))


def test_a_server_is_backed_up_by_its_own_tool_for_which_the_command_is_said(
    postgres_store: Store, tmp_path: Path
) -> None:
    with pytest.raises(BackupByServer) as caught:
        backup_to(postgres_store, tmp_path / "crm.db")
    address = postgres_store.writing.url
    folder = str(address.query["unix_sock"]).rpartition("/")[0].replace("/", "%2F")
    database = f"postgresql://crm@/{address.database}?host={folder}"
    assert (
        f"run `pg_dump --format=custom --no-privileges --file={tmp_path}/crm.dump '{database}'`" in caught.value.reply
    )
