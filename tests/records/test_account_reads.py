"""What is read of accounts, over a small company of two teams."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from assistant.errors import NotFound
from assistant.records.records import RecordsStore
from assistant.records.schema import (
    Activity,
    Deal,
    HomeSetting,
    Order,
)
from assistant.views import (
    LOCAL_ADMIN,
    AccountRow,
    AccountSummary,
    ContactRow,
)
from tests.records.small_company import ADA, BEN, at


def test_an_account_is_summarised_with_the_figures_that_its_query_gives(records: RecordsStore) -> None:
    with records.store.write() as session:
        session.add(HomeSetting(key="unit:account.annual_revenue", value="USD millions"))
    found = records.account(LOCAL_ADMIN, 1)
    assert found == AccountSummary(
        id=1,
        key="A1",
        name="Acme",
        industry="retail",
        country="Kenya",
        city=None,
        employees=40,
        annual_revenue=None,
        annual_revenue_unit="USD millions",
        founded_year=None,
        parent=None,
        owner="Ada",
        lifecycle_stage="at_risk",
        description=None,
        open_deals=2,
        won_deals=1,
        lost_deals=1,
        won_amount=100.5,
        currency="USD",
        open_tickets=1,
        total_tickets=2,
        orders=1,
        order_total=20.0,
        last_contact_at=at(9),
        contacts=(ContactRow(2, "Zed", None, None), ContactRow(1, "Ann Lee", "Ann@Acme.com", "CFO")),
        query=found.query,
    )
    with records.store.reading.connect() as connection:
        assert connection.execute(text(found.query)).one()._tuple() == (2, 1, 1, 100.5, 1, 2, 1, 20)


def test_a_summary_counts_what_the_user_may_see_and_its_query_says_so(records: RecordsStore) -> None:
    found = records.account(ADA, 1)
    assert (found.open_deals, found.won_deals, found.total_tickets) == (1, 1, 2)
    with records.store.reading.connect() as connection:
        assert connection.execute(text(found.query)).one()._tuple() == (1, 1, 1, 100.5, 1, 2, 1, 20)
    assert records.account(ADA, 3).parent == "Acme"


def test_an_account_of_another_team_is_not_found_nor_is_one_that_does_not_exist(records: RecordsStore) -> None:
    for account_id in (2, 99):
        with pytest.raises(NotFound):
            records.account(ADA, account_id)


def test_accounts_come_by_name_ignoring_case_with_their_number(records: RecordsStore) -> None:
    acme = AccountRow(1, "A1", "Acme", "retail", "Kenya", "Ada", 2, 100.5, 1, "at_risk")
    labs = AccountRow(3, "3", "acme Labs", None, None, "Ada", 0, 0.0, 0, None)
    birch = AccountRow(2, "2", "Birch 100% GmbH", None, None, "Ben", 0, 0.0, 1, None)
    assert records.accounts(LOCAL_ADMIN) == ([acme, labs, birch], 3)
    assert records.accounts(LOCAL_ADMIN, limit=1, offset=1) == ([labs], 3)
    assert records.accounts(LOCAL_ADMIN, text="ACME") == ([acme, labs], 2)
    assert records.accounts(LOCAL_ADMIN, text="0%") == ([birch], 1)
    assert records.accounts(LOCAL_ADMIN, text="_") == ([], 0)
    assert records.accounts(BEN) == ([birch], 1)


def test_sums_in_several_currencies_are_said_to_be_mixed(records: RecordsStore) -> None:
    with records.store.write() as session:
        session.add(Order(account_id=1, total=5, currency="EUR"))
    assert records.account(LOCAL_ADMIN, 1).currency == "mixed currencies"
    assert records.account(LOCAL_ADMIN, 2).currency == ""


def test_a_sum_of_whole_amounts_is_still_a_number_with_decimals(records: RecordsStore) -> None:
    with records.store.write() as session:
        session.get_one(Deal, 1).amount = 100
    (acme, *_), _ = records.accounts(ADA)
    assert (acme.won_amount, type(acme.won_amount), type(records.account(ADA, 1).won_amount)) == (100.0, float, float)


@pytest.mark.parametrize(
    ("done_at", "data_date", "zone", "said"),
    [
        (at(12), date(2024, 3, 12), "UTC", at(12)),  # today
        (at(12), date(2024, 3, 11), "UTC", at(9)),  # a meeting of tomorrow
        (datetime(2024, 3, 12, 2, tzinfo=UTC), date(2024, 3, 11), "America/Los_Angeles",
         datetime(2024, 3, 12, 2, tzinfo=UTC)),  # this evening, there
        (datetime(2999, 1, 1, tzinfo=UTC), None, "UTC", at(9)),
    ],
)  # fmt: skip
def test_a_meeting_yet_to_come_is_no_contact(
    records: RecordsStore, done_at: datetime, data_date: date | None, zone: str, said: datetime
) -> None:
    with records.store.write() as session:
        session.add(Activity(kind="meeting", account_id=1, done_at=done_at))
    records.settings.set("timezone", zone)
    if data_date:
        records.set_data_date(data_date)
    assert records.account(LOCAL_ADMIN, 1).last_contact_at == said
