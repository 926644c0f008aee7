"""HubSpot's records find each other by id, name or address, whichever file comes first."""

import json
from pathlib import Path

from assistant.records.batches import import_paths
from assistant.records.store import Store
from tests.importers.looking import names
from tests.records.batches.tables import count, load, put, rows

EXPORTS = Path(__file__).parent / "hubspot"
BY_NAME = EXPORTS / "by_name"


def test_owners_by_number_get_their_names_from_the_owners(store: Store, tmp_path: Path) -> None:
    import_paths(store, [BY_NAME])
    assert {name for (name,) in rows(store, "user", "name")} == {
        *("HubSpot owner 51100201", "HubSpot owner 51100202", "HubSpot owner 51100203"),
    }
    owners = {
        "results": [
            {"id": "51100201", "email": "maria.weber@larkfield.example", "firstName": "Maria", "lastName": "Weber",
             "userId": 1, "createdAt": "2021-01-01T00:00:00Z", "updatedAt": "2021-01-01T00:00:00Z", "archived": False},
            {"id": "51100202", "email": "tom@larkfield.example", "firstName": "", "lastName": "",
             "userId": 2, "createdAt": "2021-01-01T00:00:00Z", "updatedAt": "2021-01-01T00:00:00Z", "archived": False},
        ]
    }  # fmt: skip
    (tmp_path / "owners.json").write_text(json.dumps(owners), encoding="utf-8")
    report = import_paths(store, [tmp_path / "owners.json"])
    assert (report.system, report.objects) == ("hubspot", (count("user", updated=2),))
    assert rows(store, "user", "source_id", "name", "email") == [
        ("51100201", "Maria Weber", "maria.weber@larkfield.example"),
        ("51100202", "tom@larkfield.example", "tom@larkfield.example"),
        ("51100203", "HubSpot owner 51100203", None),
    ]


def test_associations_by_name_or_address_when_the_export_has_no_ids(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "companies.csv", "Company name,Company Domain Name,Industry", "Acme,acme.example,RETAIL", "Bolt,,")
    put(
        *(tmp_path, "contacts.csv"),
        "First Name,Last Name,Email,Associated Company",
        "Ann,Ash,ann@acme.example,Acme (acme.example)",
        "Bob,Birch,,Bolt; Acme",
    )
    put(
        *(tmp_path, "deals.csv"),
        "Deal Name,Deal Stage,Associated Company,Associated Contact",
        "One,New,Acme,Ann Ash (ann@acme.example)",
        "Two,New,Bolt,Bob Birch; Ann Ash",
    )
    report = import_paths(store, [tmp_path])
    assert report.objects == (count("account", created=2), count("contact", created=2), count("deal", created=2))
    companies, contacts = names(store, "account"), names(store, "contact", "first_name")
    assert [(name, companies[one]) for name, one in rows(store, "contact", "first_name", "account_id")] == [
        ("Ann", "Acme"),
        ("Bob", "Bolt"),
    ]
    assert [
        (name, companies[company], contacts[contact], custom)
        for name, company, contact, custom in rows(
            *(store, "deal", "name", "account_id", "primary_contact_id", "custom")
        )
    ] == [
        ("One", "Acme", "Ann", {"All associated Contact": "Ann Ash (ann@acme.example)"}),
        ("Two", "Bolt", "Bob", {"All associated Contact": "Bob Birch; Ann Ash"}),
    ]
    assert rows(store, "contact", "custom")[1] == ({"All associated Company": "Bolt; Acme"},)


def test_companies_named_by_deals_become_accounts_that_a_later_export_completes(store: Store, tmp_path: Path) -> None:
    load(
        *(store, tmp_path, "deals.csv"),
        "Record ID,Deal Name,Deal Stage,Associated Company,Associated Company IDs,Deal owner",
        "1,One,New,Acme,501,Maria Weber",
        "2,Two,New,Acme,501,maria@larkfield.example",
    )
    assert rows(store, "account", "source_id", "name", "domain") == [("501", "Acme", None)]
    assert rows(store, "user", "name", "email") == [
        ("Maria Weber", None),
        ("maria@larkfield.example", "maria@larkfield.example"),
    ]
    report = load(
        store, tmp_path, "companies.csv", "Record ID,Company name,Company Domain Name", "501,Acme Ltd,acme.example"
    )
    assert report.objects == (count("account", updated=1),)
    assert rows(store, "account", "source_id", "name", "domain") == [("501", "Acme Ltd", "acme.example")]
    load(store, tmp_path, "more.csv", "Record ID,Deal Name,Associated Company,Associated Company IDs", "1,One,Acme,501")
    assert rows(store, "account", "name") == [("Acme Ltd",)]  # what is told in passing overwrites nothing


def test_contacts_that_come_after_their_deals_are_found_and_the_list_stays(store: Store, tmp_path: Path) -> None:
    deals = ("Record ID,Deal Name,Deal Stage,Associated Contact IDs", "1,A,New,7;8", "2,B,New,8")
    load(store, tmp_path, "deals.csv", *deals)
    assert rows(store, "deal", "primary_contact_id") == [(None,), (None,)]
    load(store, tmp_path, "contacts.csv", "Record ID,First Name,Last Name", "7,Ann,Ash", "8,Bob,Birch")
    people = names(store, "contact", "first_name")
    found = [(people[who], custom) for who, custom in rows(store, "deal", "primary_contact_id", "custom")]
    assert found == [("Ann", {"All associated Contact IDs": "7;8"}), ("Bob", {})]
    assert load(store, tmp_path, "deals.csv", *deals).objects == (count("deal", duplicates=2),)


def test_the_primary_company_comes_before_the_first_of_the_list(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "companies.csv", "Record ID,Company name", "1,Acme", "2,Bolt")
    put(
        *(tmp_path, "deals.csv"),
        "Record ID,Deal Name,Deal Stage,Associated Company IDs,Associated Company IDs (Primary)",
        "7,One,New,1;2,2",
    )
    import_paths(store, [tmp_path])
    companies = names(store, "account")
    ((company, custom),) = rows(store, "deal", "account_id", "custom")
    assert (companies[company], custom) == ("Bolt", {"All associated Company IDs": "1;2"})


def test_a_person_comes_in_without_a_company_that_is_not_there_yet(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "companies.csv", "Record ID,Company name", "1,Acme")
    report = load(store, tmp_path, "contacts.csv", "Record ID,Email,Associated Company IDs", "7,a@example.com,2")
    assert report.objects == (count("contact", created=1),)
    load(store, tmp_path, "companies.csv", "Record ID,Company name", "2,Bolt")
    companies = names(store, "account")
    assert [companies[one] for (one,) in rows(store, "contact", "account_id")] == ["Bolt"]


def test_two_companies_of_one_name_leave_open_which_a_deal_means(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "companies.csv", "Record ID,Company name", "1,Acme", "2,Acme")
    put(tmp_path, "deals.csv", "Deal Name,Deal Stage,Associated Company", "One,New,Acme")
    report = import_paths(store, [tmp_path])
    assert report.objects == (count("account", created=2), count("deal", quarantined=1))
    assert [one.reason for one in report.quarantine] == [
        "Associated Company: 'Acme' is not clear, 2 records of account have this name",
    ]
