"""The reads behind pages and tools, over a small company of two teams."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from assistant.context import Records
from assistant.errors import NotFound
from assistant.messages import Label
from assistant.records.profiles import Profile
from assistant.records.records import RecordsStore
from assistant.records.schema import (
    Account,
    Activity,
    Contact,
    Deal,
    HomeSetting,
    KbArticle,
    Message,
    Order,
    OrderItem,
    Product,
    Ticket,
    Triage,
    User,
)
from assistant.records.store import Store
from assistant.views import (
    LOCAL_ADMIN,
    AccountRow,
    AccountSummary,
    ContactRow,
    KbView,
    MessageView,
    Named,
    TicketFilter,
    TicketRow,
    UserView,
)

ADA = UserView(1, "Ada", "agent", team_id=1)
BEN = UserView(2, "Ben", "agent", team_id=2)


def at(day: int) -> datetime:
    return datetime(2024, 3, day, 12, tzinfo=UTC)


def rows() -> list[list[Any]]:
    """What is loaded, in the order of its references."""
    return [
        [
            User(id=3, name="Cleo", role="manager", region="West", source_id="u3"),
            Product(id=1, name="GTX Pro", series="GTX"),
            Product(id=2, name="MG Special", series="MG"),
            Account(
                id=1,
                name="Acme",
                source_id="A1",
                owner_id=1,
                industry="retail",
                country="Kenya",
                employees=40,
                lifecycle_stage="at_risk",
            ),
            Account(id=2, name="Birch 100% GmbH", owner_id=2, domain="birch.de"),
            KbArticle(id=1, title="Refunds", body="We refund within 30 days.", source_id="kb-1"),
        ],
        [
            User(id=4, name="Dora", manager_id=3),
            Account(id=3, name="acme Labs", owner_id=1, parent_id=1),
            Contact(id=1, account_id=1, first_name="Ann", last_name="Lee", email="Ann@Acme.com", title="CFO"),
            Contact(id=2, account_id=1, last_name="Zed", is_primary=True),
            Contact(id=3, account_id=2, email="bo@birch.de"),
            Deal(
                id=1,
                account_id=1,
                name="D1",
                stage="Won",
                is_closed=True,
                is_won=True,
                amount=100.5,
                currency="USD",
                product_id=1,
            ),
            Deal(id=2, account_id=1, name="D2", stage="Lost", is_closed=True, amount=70),
            Deal(id=3, account_id=1, stage="Engaging", source_id="D-3"),
            Deal(id=4, account_id=1, stage="Engaging", owner_id=2),
            Order(id=1, account_id=1, total=20, number="O-1", currency="USD"),
        ],
        [
            OrderItem(order_id=1, product_id=2),
            Activity(kind="call", account_id=1, done_at=at(9)),
            Ticket(
                id=1,
                account_id=1,
                contact_id=1,
                subject="Where is my order?",
                status="open",
                assignee_id=1,
                created_at=at(1),
            ),
            Ticket(
                id=2,
                account_id=1,
                subject="Thanks",
                status="solved",
                number="T-2",
                created_at=at(2),
                description="All fine",
            ),
            Ticket(id=3, account_id=2, contact_id=3, subject="Invoice wrong", status="new", created_at=at(3)),
            Ticket(id=4, subject="No date", status="open"),
        ],
        [
            Message(id=1, ticket_id=1, direction="in", body_text="It is late", sent_at=at(1)),
            Message(id=2, ticket_id=1, direction="out", body_text="On its way", sent_at=at(2), author_id=1),
            Message(id=3, ticket_id=1, direction="in", body_text="Still late!", sent_at=at(4)),
            Message(id=4, ticket_id=3, direction="in", body_text="Too much", sent_at=at(3)),
        ],
        [
            triage(1, "track_order", "neutral", version="v1"),
            triage(3, "cancel_order", "negative", version="v1"),
            triage(3, "complaint", "very_negative", version="v2"),
            triage(4, "check_invoice", "negative", version="v1"),
        ],
    ]


def triage(message_id: int, intent: str, sentiment: str, *, version: str) -> Triage:
    return Triage(
        message_id=message_id,
        intent=intent,
        intent_confidence=0.9,
        intent_band="high",
        sentiment=sentiment,
        sentiment_confidence=0.6,
        sentiment_band="low",
        urgency="normal",
        supported=True,
        language="en",
        model_version=version,
    )


@pytest.fixture
def records(two_teams: Store) -> RecordsStore:
    """The small company."""
    with two_teams.write() as session:
        for group in rows():
            session.add_all(group)
            session.flush()
    return RecordsStore(two_teams)


LATE = TicketRow(
    1,
    "1",
    "Where is my order?",
    "open",
    None,
    None,
    "Acme",
    "Ann Lee",
    "Ada",
    at(1),
    "complaint",
    "high",
    "very_negative",
    "normal",
)
FINE = TicketRow(2, "T-2", "Thanks", "solved", None, None, "Acme", None, None, at(2), None, None, None, None)
WRONG = TicketRow(
    3,
    "3",
    "Invoice wrong",
    "new",
    None,
    None,
    "Birch 100% GmbH",
    "bo@birch.de",
    None,
    at(3),
    "check_invoice",
    "high",
    "negative",
    "normal",
)
UNDATED = TicketRow(4, "4", "No date", "open", None, None, None, None, None, None, None, None, None, None)


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


def test_tickets_come_newest_first_with_the_labels_of_the_newest_inbound_message(records: RecordsStore) -> None:
    assert records.tickets(LOCAL_ADMIN, TicketFilter()) == ([WRONG, FINE, LATE, UNDATED], 4)
    assert records.tickets(LOCAL_ADMIN, TicketFilter(), limit=2, offset=3) == ([UNDATED], 4)
    assert records.tickets(ADA, TicketFilter()) == ([FINE, LATE, UNDATED], 3)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (TicketFilter(status="open"), [LATE, UNDATED]),
        (TicketFilter(intent="complaint"), [LATE]),
        (TicketFilter(intent="cancel_order"), []),
        (TicketFilter(intent="track_order"), []),
        (TicketFilter(sentiment="negative"), [WRONG]),
        (TicketFilter(urgency="normal"), [WRONG, LATE]),
        (TicketFilter(account_id=1), [FINE, LATE]),
        (TicketFilter(text="birch"), [WRONG]),
        (TicketFilter(text="t-2"), [FINE]),
        (TicketFilter(text="ORDER", status="open", urgency="normal"), [LATE]),
    ],
)
def test_tickets_are_filtered(records: RecordsStore, where: TicketFilter, expected: list[TicketRow]) -> None:
    assert records.tickets(LOCAL_ADMIN, where) == (expected, len(expected))


def test_a_thread_has_its_messages_oldest_first_with_what_was_read_in_them(records: RecordsStore) -> None:
    thread = records.thread(ADA, 1)
    assert (thread.ticket, thread.account_id) == (LATE, 1)
    assert [(m.id, m.direction, m.author, m.sent_at, m.body_text) for m in thread.messages] == [
        (1, "in", "Ann Lee", at(1), "It is late"),
        (2, "out", "Ada", at(2), "On its way"),
        (3, "in", "Ann Lee", at(4), "Still late!"),
    ]
    assert isinstance(thread.messages[1], MessageView)
    assert [m.reading and m.reading.intent for m in thread.messages] == [
        Label("track_order", 0.9, "high"),
        None,
        Label("complaint", 0.9, "high"),
    ]
    for ticket_id in (3, 99):
        with pytest.raises(NotFound):
            records.thread(ADA, ticket_id)


def test_an_article_is_for_everybody(records: RecordsStore) -> None:
    assert records.article(BEN, 1) == KbView(1, "kb-1", "Refunds", "We refund within 30 days.")
    with pytest.raises(NotFound):
        records.article(BEN, 2)


def test_a_sender_is_found_by_address_ignoring_case_by_those_who_may_see_the_contact(records: RecordsStore) -> None:
    ann = Named("contact", 1, "1", "Ann Lee", "Acme")
    assert records.sender(ADA, " ann@acme.COM ") == ann
    assert records.sender(BEN, "ann@acme.com") is None
    assert records.sender(LOCAL_ADMIN, "nobody@acme.com") is None


def test_a_record_is_found_by_its_sources_key_before_our_id(records: RecordsStore) -> None:
    with records.store.write() as session:
        session.add(Account(id=8, name="Eight", source_id="1", owner_id=1))
    found = {key: records.by_key(ADA, "account", key) for key in ("A1", "1", "3", "2", "x", "9" * 10, "9" * 5000)}
    assert found == {
        "A1": Named("account", 1, "A1", "Acme", "Kenya"),
        "1": Named("account", 8, "1", "Eight"),
        "3": Named("account", 3, "3", "acme Labs"),
        "2": None,
        "x": None,
        "9" * 10: None,
        "9" * 5000: None,
    }
    assert records.by_key(ADA, "deal", "D-3") == Named("deal", 3, "D-3", "D-3", "Acme")
    assert records.by_key(ADA, "ticket", "2") == Named("ticket", 2, "2", "Thanks", "T-2")


def test_names_are_those_of_accounts_contacts_users_products_teams(records: RecordsStore) -> None:
    assert records.names(ADA) == [
        Named("account", 1, "A1", "Acme", "Kenya"),
        Named("account", 3, "3", "acme Labs"),
        Named("contact", 1, "1", "Ann Lee", "Acme"),
        Named("contact", 2, "2", "Zed", "Acme"),
        Named("user", 1, "1", "Ada", "agent"),
        Named("user", 2, "2", "Ben", "agent"),
        Named("user", 3, "u3", "Cleo", "manager of 1 rep"),
        Named("user", 4, "4", "Dora", "agent"),
        Named("product", 1, "1", "GTX Pro", "GTX"),
        Named("product", 2, "2", "MG Special", "MG"),
        Named("team", 1, "1", "North"),
        Named("team", 2, "2", "South"),
    ]


def test_the_version_of_the_names_changes_with_them_alone(records: RecordsStore) -> None:
    names = records.names_version()
    with records.store.write() as session:
        session.add(Ticket(subject="new"))
    assert records.names_version() == names
    with records.store.write() as session:
        session.get_one(Account, 1).updated_at = at(20)
    assert records.names_version() != names


ACME = Profile(
    "account",
    1,
    "A1",
    "Acme",
    "retail, small company, Kenya, at risk. Buys GTX Pro, MG Special. Wrote about Thanks; Where is my order?",
)
REFUNDS = Profile("kb_article", 1, "kb-1", "Refunds", "We refund within 30 days.")


def test_profiles_are_the_texts_worth_finding(records: RecordsStore) -> None:
    assert list(records.profiles(ADA)) == [
        ACME,
        Profile("account", 3, "3", "acme Labs", ""),
        Profile("ticket", 1, "1", "Where is my order?", "It is late"),
        Profile("ticket", 2, "T-2", "Thanks", "All fine"),
        Profile("ticket", 4, "4", "No date", ""),
        REFUNDS,
    ]
    assert list(records.profiles(BEN, ["kb_article"])) == [REFUNDS]


def test_profiles_are_read_page_by_page_without_loss(records: RecordsStore) -> None:
    with records.store.write() as session:
        session.add_all([KbArticle(id=number, title=f"t{number}", body="b") for number in range(2, 1203)])
    assert [profile.id for profile in records.profiles(ADA, ["kb_article"])] == list(range(1, 1203))


def test_hits_are_read_again_under_the_row_rule(records: RecordsStore) -> None:
    assert records.visible(ADA, "account", [2, 1, 99]) == {1: ACME}
    assert records.visible(BEN, "account", [1]) == {}
    assert records.visible(BEN, "kb_article", []) == {}


def test_another_text_has_another_digest() -> None:
    assert len(REFUNDS.digest) == 32
    assert Profile("kb_article", 9, "k", "Refunds", "We refund within 30 days.").digest == REFUNDS.digest
    assert Profile("kb_article", 1, "kb-1", "Refunds", "We refund within 31 days.").digest != REFUNDS.digest


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


def test_the_local_day_is_that_of_the_homes_time_zone(store: Store) -> None:
    records = RecordsStore(store)
    late = datetime(2026, 6, 10, 23, 30, tzinfo=UTC)
    assert records.local_day(late) == date(2026, 6, 10)
    records.settings.set("timezone", "Europe/Berlin")
    assert records.local_day(late) == date(2026, 6, 11)


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
