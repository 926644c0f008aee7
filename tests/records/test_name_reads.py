"""Names, senders, texts worth finding, over a small company of two teams."""

from assistant.records.profiles import Profile
from assistant.records.records import RecordsStore
from assistant.records.schema import (
    Account,
    KbArticle,
    Ticket,
)
from assistant.views import (
    LOCAL_ADMIN,
    Named,
)
from tests.records.small_company import ADA, BEN, at


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
