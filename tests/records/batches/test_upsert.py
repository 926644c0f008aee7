"""Rows find their record by key, e-mail address or name; nothing is written twice."""

from pathlib import Path

from sqlalchemy import select

from assistant.records.batches import import_paths
from assistant.records.schema import Contact, User
from assistant.records.store import Store
from tests.records.batches.tables import contents, count, load, put, reasons, rows


def test_the_same_file_again_is_all_duplicates_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "account.csv", "id,name,employees,tier", "A1,Alpha,10,gold", "A2,Beta,20,")
    put(tmp_path, "deal.csv", "id,account_id,stage,amount", "D1,A1,Closed Won,10.5", "D2,A2,Prospecting,")
    paths = [tmp_path / "account.csv", tmp_path / "deal.csv"]
    import_paths(store, paths)
    before = contents(store)
    again = import_paths(store, paths)
    assert again.objects == (count("account", duplicates=2), count("deal", duplicates=2))
    assert contents(store) == before


def test_a_changed_row_updates_its_record_by_key(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,employees", "A1,Alpha,10", "A2,Beta,20")
    report = load(store, tmp_path, "account.csv", "id,name,employees", "A1,Alpha Ltd,10", "A2,Beta,20", "A3,Gamma,1")
    assert report.objects == (count("account", created=1, updated=1, duplicates=1),)
    assert rows(store, "account", "source_id", "name") == [("A1", "Alpha Ltd"), ("A2", "Beta"), ("A3", "Gamma")]


def test_a_blank_cell_erases_nothing(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,employees", "A1,Alpha,10")
    load(store, tmp_path, "account.csv", "id,name,employees", "A1,Alpha,")
    assert rows(store, "account", "employees") == [(10,)]


def test_a_file_of_some_columns_updates_only_those(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,employees", "A1,Alpha,10")
    report = load(store, tmp_path, "account.csv", "id,industry", "A1,Retail")
    assert report.objects == (count("account", updated=1),)
    assert rows(store, "account", "name", "employees", "industry") == [("Alpha", 10, "Retail")]


def test_a_contact_of_another_source_is_found_by_its_address_whatever_the_case(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        session.add(Contact(source_system="zendesk", source_id="Z1", email="ada@example.com", first_name="Ada"))
    report = load(store, tmp_path, "contact.csv", "id,email,last_name", "C1,ADA@Example.com,Lovelace")
    assert report.objects == (count("contact", updated=1),)
    assert rows(store, "contact", "source_system", "source_id", "last_name") == [("zendesk", "Z1", "Lovelace")]


def test_two_contacts_of_one_source_may_share_an_address(store: Store, tmp_path: Path) -> None:
    lines = ("id,email,first_name", "C1,info@example.com,Ada", "C2,info@example.com,Ben")
    report = load(store, tmp_path, "contact.csv", *lines)
    assert report.objects == (count("contact", created=2),)
    assert load(store, tmp_path, "contact.csv", *lines).objects == (count("contact", duplicates=2),)


def test_a_record_without_a_key_takes_the_key_of_the_file(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        session.add(User(name="Ada", email="ada@example.com"))
    load(store, tmp_path, "user.csv", "id,name,email", "U1,Ada,ada@example.com")
    assert rows(store, "user", "source_system", "source_id") == [("generic", "U1")]


def test_a_second_user_with_one_address_is_refused_instead_of_breaking_the_batch(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, "user.csv", "id,name,email", "U1,Ada,a@example.com", "U2,Ben,a@example.com")
    assert report.objects == (count("user", created=1, quarantined=1),)
    assert reasons(report) == [(3, "another user has this email already")]


def test_accounts_without_a_key_match_by_domain_then_by_name(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "name,domain,city", "Alpha,https://www.Alpha.com/about,Oslo", "Beta,,Rome")
    report = load(store, tmp_path, "account.csv", "name,domain,city", "Alpha AS,alpha.com,Oslo", "Beta,,Bari")
    assert report.objects == (count("account", updated=2),)
    assert rows(store, "account", "name", "domain", "city") == [
        ("Alpha AS", "alpha.com", "Oslo"),
        ("Beta", None, "Bari"),
    ]


def test_accounts_with_keys_may_share_a_name(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, "account.csv", "id,name", "A1,Smith Ltd", "A2,Smith Ltd")
    assert report.objects == (count("account", created=2),)


def test_a_nameless_row_that_fits_two_records_is_kept_aside(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name", "A1,Smith Ltd", "A2,Smith Ltd")
    report = load(store, tmp_path, "account.csv", "name,city", "Smith Ltd,Oslo")
    assert reasons(report) == [(2, "2 records of account have this name")]


def test_equal_rows_without_any_key_are_all_kept_and_known_again(store: Store, tmp_path: Path) -> None:
    lines = ("event,at,quantity", "login,2024-01-01T08:00:00Z,1", "login,2024-01-01T08:00:00Z,1")
    assert load(store, tmp_path, "usage_event.csv", *lines).objects == (count("usage_event", created=2),)
    assert load(store, tmp_path, "usage_event.csv", *lines).objects == (count("usage_event", duplicates=2),)
    more = load(store, tmp_path, "usage_event.csv", *lines, lines[1])
    assert more.objects == (count("usage_event", created=1, duplicates=2),)


def test_a_key_twice_in_one_file_is_one_record_with_the_later_values(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, "account.csv", "id,name", "A1,Alpha", "A1,Alpha Ltd", "A1,Alpha Ltd")
    assert report.objects == (count("account", created=1, updated=1, duplicates=1),)
    assert rows(store, "account", "name") == [("Alpha Ltd",)]


def test_a_key_that_returns_in_a_later_chunk_is_the_same_record(store: Store, tmp_path: Path) -> None:
    lines = [f"A{number % 2500},Company {number % 2500}" for number in range(5000)]
    report = load(store, tmp_path, "account.csv", "id,name", *lines)
    assert report.objects == (count("account", created=2500, duplicates=2500),)


def test_an_account_without_a_name_is_kept_aside(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, "account.csv", "id,name,city", "A1,,Oslo")
    assert reasons(report) == [(2, "name of the account is missing")]


def test_a_file_never_changes_what_a_colleague_who_signs_in_may_do(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        session.add(User(id=1, name="Ada", email="ada@x.example", role="agent", password_hash="hash"))
        session.add(User(id=2, name="Ben", email="ben@x.example", role="agent"))
    file = tmp_path / "user.csv"
    file.write_text("id,name,email,role,region\nA,Ada,ada@x.example,admin,North\nB,Ben,ben@x.example,manager,North\n")
    import_paths(store, [file])
    with store.trusted() as session:
        rows = session.execute(select(User.name, User.role, User.region).order_by(User.id)).all()
    assert [tuple(row) for row in rows] == [("Ada", "agent", "North"), ("Ben", "manager", "North")]
