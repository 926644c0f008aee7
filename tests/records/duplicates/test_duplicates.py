"""Records that may be one."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select

from assistant.errors import CannotMerge, NotFound
from assistant.records.duplicates import dismiss, find_duplicates, merge, proposals, reconsider, unmerge
from assistant.records.duplicates.accounts import AccountView
from assistant.records.duplicates.accounts import compare as compare_accounts
from assistant.records.duplicates.contacts import ContactView
from assistant.records.duplicates.contacts import compare as compare_contacts
from assistant.records.duplicates.weights import probability
from assistant.records.schema import Account, AuditEvent, Base, Contact, Deal, Prediction, SourceAlias
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

ADA = UserView(1, "Ada", "manager", 1)


def account(name: str, **facts: Any) -> AccountView:
    fields = ("domain", "country", "city", "industry", "employees", "founded_year", "parent_id")
    return AccountView.of((facts.pop("id", 1), name, *(facts.get(field) for field in fields)))


def contact(first: str, last: str, **facts: Any) -> ContactView:
    fields = ("email", "phone", "title", "account_id")
    return ContactView.of((facts.pop("id", 1), first, last, *(facts.get(field) for field in fields)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (account("Acme Inc."), account("ACME")),
        (account("Acme Corporation", city="Leeds"), account("Acme Corp", city="Leeds")),
        (account("Müller & Söhne GmbH"), account("Mueller Soehne", domain="x.example")),
        (account("Blue Heron Brewing", country="USA"), account("Blue Heron Brewng", country="USA", city="Portland")),
        (account("Kan-code"), account("Kancode")),
        (account("Acme", domain="acme.example"), account("Acme Widgets", domain="www.acme.example")),
    ],
)
def test_two_spellings_of_one_company_are_proposed(one: AccountView, other: AccountView) -> None:
    assert probability(compare_accounts(one, other)) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (account("Northwind Foods", country="US"), account("Northwind Freight", country="US")),
        (account("Shop 12", city="Leeds"), account("Shop 14", city="Leeds")),
        (account("St. Anne's Hospital"), account("St. Anne's College")),
        (account("Acme", country="Kenya"), account("Acme", country="Chile", city="Lima", industry="x")),
        (account("Acme", id=1), account("Acme", id=2, parent_id=1)),
        (account("Alpine Chocolate", country="CH"), account("Alpine Cold Storage", country="CH")),
        (account("Sakura Fresh", domain="sakura.example"), account("Sakura Fresh Osaka", domain="osaka.example")),
    ],
)
def test_neighbours_by_name_are_left_alone(one: AccountView, other: AccountView) -> None:
    assert probability(compare_accounts(one, other)) < 0.5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (contact("Lin", "Oh", email="lin@a.example"), contact("L", "Oh", email="LIN+crm@a.example"), True),
        (contact("John", "Smith", account_id=1), contact("Jon", "Smith", account_id=1), True),
        (contact("Ada", "Okafor", phone="+44 20 7946 0958"), contact("Okafor", "Ada", phone="020 7946 0958"), True),
        (contact("John", "Smith", account_id=1), contact("Mary", "Smith", account_id=1), False),
        (contact("John", "Smith", account_id=1), contact("John", "Smith", account_id=2), False),
        (contact("Ann", "Lee", email="info@a.example"), contact("Bob", "Roy", email="info@a.example"), False),
    ],
)
def test_people_are_told_apart_by_name_address_number_place(one: ContactView, other: ContactView, same: bool) -> None:
    assert (probability(compare_contacts(one, other)) >= 0.5) is same


@pytest.fixture
def twins(two_teams: Store) -> Store:
    """Two accounts that are one, with what hangs on them, beside a stranger."""
    with two_teams.write() as session:
        session.add_all(
            [
                Account(
                    id=1, name="Acme Inc", source_system="crm", source_id="A1", owner_id=1, custom={"Tier": "gold"}
                ),
                Account(
                    id=2,
                    name="ACME",
                    source_system="shop",
                    source_id="77",
                    owner_id=1,
                    country="Kenya",
                    custom={"Tier": "lead", "Zone": "4"},
                ),
                Account(id=3, name="Zenith", owner_id=1, parent_id=None),
            ]
        )
        session.flush()
        session.get_one(Account, 3).parent_id = 2
        session.add_all([Contact(id=1, account_id=2, last_name="Oh"), Deal(id=1, account_id=2, stage="Won")])
        session.add(SourceAlias(object="account", source_system="old", source_id="9", row_id=2))
    return two_teams


def dump(store: Store) -> dict[str, list[Any]]:
    """Every row of every table but the log and the proposals."""
    left_out = {"audit_event", "merge"}
    with store.trusted() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table).order_by(*table.primary_key)).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in left_out
        }


def test_twins_are_found_merged_parted_with_nothing_lost(twins: Store) -> None:
    before = dump(twins)
    assert find_duplicates(twins, "account") == 1
    (found,) = proposals(twins, ADA)
    assert (found.kept.name, found.merged_name, found.evidence[0]) == (
        "Acme Inc", "ACME", "the same name but for its legal form, case or punctuation",
    )  # fmt: skip
    merge(twins, ADA, found.id)
    with twins.trusted() as session:
        kept = session.get_one(Account, 1)
        assert (kept.country, kept.custom) == ("Kenya", {"Tier": "gold", "Zone": "4"})
        assert session.get(Account, 2) is None
        assert session.get_one(Deal, 1).account_id == session.get_one(Contact, 1).account_id == 1
        assert session.get_one(Account, 3).parent_id == 1
        aliases = {(one.source_system, one.source_id, one.row_id) for one in session.scalars(select(SourceAlias))}
        assert aliases == {("shop", "77", 1), ("old", "9", 1)}
    (done,) = proposals(twins, ADA, status="merged")
    assert (done.merged, done.merged_name) == (None, "ACME")
    unmerge(twins, ADA, done.id)
    assert dump(twins) == before
    with twins.trusted() as session:
        assert [event.action for event in session.scalars(select(AuditEvent))] == ["merge.merged", "merge.proposed"]


def test_the_other_record_can_be_the_one_that_stays(twins: Store) -> None:
    find_duplicates(twins, "account")
    (found,) = proposals(twins, ADA)
    merge(twins, ADA, found.id, keep=2)
    with twins.trusted() as session:
        assert session.get(Account, 1) is None
        assert session.get_one(Account, 2).custom == {"Tier": "lead", "Zone": "4"}


def test_what_people_changed_after_a_merge_stays_when_it_is_parted(twins: Store) -> None:
    find_duplicates(twins, "account")
    (found,) = proposals(twins, ADA)
    merge(twins, ADA, found.id)
    with twins.write() as session:
        session.get_one(Account, 1).country = "Chile"
        session.add(Deal(id=2, account_id=1, stage="Open"))
    unmerge(twins, ADA, found.id)
    with twins.trusted() as session:
        assert session.get_one(Account, 1).country == "Chile"
        assert (session.get_one(Deal, 1).account_id, session.get_one(Deal, 2).account_id) == (2, 1)


def test_a_prediction_follows_its_account(twins: Store) -> None:
    with twins.write() as session:
        session.execute(
            insert(Prediction).values(
                id=1,
                kind="churn",
                subject_type="account",
                subject_id=2,
                value=0.5,
                calibrated=True,
                reasons={},
                n_train=1,
                as_of=_day(),
                model_version="m",
            )
        )
    find_duplicates(twins, "account")
    merge(twins, ADA, proposals(twins, ADA)[0].id)
    with twins.trusted() as session:
        assert session.get_one(Prediction, 1).subject_id == 1


def _day() -> date:

    return date(2026, 1, 1)


def test_a_dismissed_pair_is_not_proposed_again(twins: Store) -> None:
    find_duplicates(twins, "account")
    dismiss(twins, ADA, proposals(twins, ADA)[0].id)
    assert find_duplicates(twins, "account") == 0
    with pytest.raises(CannotMerge):
        merge(twins, ADA, proposals(twins, ADA, status="dismissed")[0].id)


def test_a_dismissed_pair_can_be_decided_on_again(twins: Store) -> None:
    find_duplicates(twins, "account")
    (found,) = proposals(twins, ADA)
    with pytest.raises(CannotMerge):
        reconsider(twins, ADA, found.id)
    dismiss(twins, ADA, found.id)
    reconsider(twins, ADA, found.id)
    assert proposals(twins, ADA) == (found,)
    assert find_duplicates(twins, "account") == 1
    merge(twins, ADA, found.id)
    assert [one.id for one in proposals(twins, ADA, status="merged")] == [found.id]


def test_a_team_sees_only_pairs_both_of_whose_records_are_its_own(twins: Store) -> None:
    find_duplicates(twins, "account")
    assert proposals(twins, UserView(2, "Ben", "manager", 2)) == ()
    assert len(proposals(twins, LOCAL_ADMIN)) == 1


def test_a_proposal_that_stays_keeps_its_number(twins: Store) -> None:
    find_duplicates(twins, "account")
    before = proposals(twins, ADA)
    assert find_duplicates(twins, "account") == 1
    assert proposals(twins, ADA) == before
    with pytest.raises(CannotMerge, match="not one of this pair"):
        merge(twins, ADA, before[0].id, keep=3)


def test_what_was_merged_can_be_parted_after_its_number_or_its_company_is_gone(twins: Store) -> None:
    with twins.write() as session:
        session.add(Contact(id=2, account_id=1, last_name="Oh", email="oh@a.example"))
        session.add(Contact(id=3, account_id=2, last_name="Oh", email="oh@a.example"))
    find_duplicates(twins, "contact")
    (people,) = [one for one in proposals(twins, ADA) if one.pair == (2, 3)]
    merge(twins, ADA, people.id)
    find_duplicates(twins, "account")
    (companies,) = [one for one in proposals(twins, ADA) if one.object == "account"]
    merge(twins, ADA, companies.id)
    with twins.write() as session:
        session.add(Contact(last_name="New"))  # takes the number that is free
    unmerge(twins, ADA, people.id)
    with twins.trusted() as session:
        found = session.scalars(select(Contact).where(Contact.email == "oh@a.example")).all()
        assert [(one.account_id, one.last_name) for one in found] == [(1, "Oh"), (1, "Oh")]


def test_no_company_becomes_its_own_ancestor(twins: Store) -> None:
    with twins.write() as session:
        session.add(Account(id=4, name="Branch", parent_id=1))
        session.flush()
        session.get_one(Account, 2).parent_id = 4
    find_duplicates(twins, "account")
    merge(twins, ADA, proposals(twins, ADA)[0].id)
    with twins.trusted() as session:
        assert session.get_one(Account, 1).parent_id is None


def test_an_unknown_proposal_or_kind_is_named(twins: Store) -> None:
    with pytest.raises(NotFound):
        merge(twins, ADA, 99)
    with pytest.raises(NotFound):
        find_duplicates(twins, "deal")


def test_a_block_that_everybody_shares_costs_nothing(store: Store) -> None:
    with store.write() as session:
        session.add_all(Contact(last_name="Smith", first_name=f"A{n}", account_id=None) for n in range(300))
    assert find_duplicates(store, "contact") == 0
