"""A change of the records changes their stamp, on both databases."""

from __future__ import annotations

from assistant.records.schema import Account
from assistant.records.stamp import stamp
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN


def _write(store: Store) -> None:
    with store.write() as session:
        session.add(Account(name="Fernhill Foods"))


def test_the_stamp_of_a_file_changes_with_a_write_alone(store: Store) -> None:
    before = stamp(store)
    with store.read(LOCAL_ADMIN) as session:
        assert session.get(Account, 1) is None
    assert stamp(store) == before
    _write(store)
    assert stamp(store) != before


def test_the_stamp_of_a_server_changes_with_a_write(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    before = stamp(store)
    _write(store)
    assert stamp(store) != before
    store.close()
