"""What a home says of itself."""

from datetime import UTC, date, datetime

from assistant.context import Records
from assistant.records.records import RecordsStore
from assistant.records.schema import (
    KbArticle,
    User,
)
from assistant.records.store import Store


def test_the_store_is_what_tools_expect_of_records(records: RecordsStore) -> None:
    seam: Records = records
    assert seam.data_date() is None
    records.set_data_date(date(2017, 12, 31))
    records.set_data_date(date(2018, 1, 1))
    assert seam.data_date() == date(2018, 1, 1)
    assert records.company() == ""
    records.set_company("Maven")
    assert records.company() == "Maven"


def test_a_home_is_empty_until_records_are_loaded(store: Store) -> None:
    records = RecordsStore(store)
    with store.write() as session:
        session.add(User(name="Ada", role="admin"))
    assert records.is_empty()
    with store.write() as session:
        session.add(KbArticle(title="x", body="y"))
    assert not records.is_empty()


def test_the_local_day_is_that_of_the_homes_time_zone(store: Store) -> None:
    records = RecordsStore(store)
    late = datetime(2026, 6, 10, 23, 30, tzinfo=UTC)
    assert records.local_day(late) == date(2026, 6, 10)
    records.settings.set("timezone", "Europe/Berlin")
    assert records.local_day(late) == date(2026, 6, 11)
