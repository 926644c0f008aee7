"""Cells that name other records become their ids, forwards too; what names nothing is kept aside."""

from pathlib import Path

from assistant.records.batches import Reconciliation, import_paths
from assistant.records.store import Store
from tests.records.batches.tables import count, load, put, reasons, rows


def test_owner_and_account_are_found_by_their_keys(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "deal.csv", "id,account_id,owner_id,stage", "D1,A1,U1,Prospecting")
    put(tmp_path, "account.csv", "id,name,owner_id", "A1,Alpha,U1")
    put(tmp_path, "user.csv", "id,name", "U1,Ada")
    report = import_paths(store, [tmp_path])
    assert [one.object for one in report.objects] == ["user", "account", "deal"]
    ((user,),) = rows(store, "user", "id")
    ((account,),) = rows(store, "account", "id")
    assert rows(store, "deal", "account_id", "owner_id") == [(account, user)]


def test_a_parent_further_down_is_found_over_several_levels(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, "account.csv", "id,name,parent_id", "A1,Leaf,A2", "A2,Branch,A3", "A3,Root,")
    assert report.objects == (count("account", created=3),)
    ids = dict(rows(store, "account", "source_id", "id"))
    parents = dict(rows(store, "account", "source_id", "parent_id"))
    assert parents == {"A3": None, "A2": ids["A3"], "A1": ids["A2"]}


def test_a_long_chain_in_reverse_resolves(store: Store, tmp_path: Path) -> None:
    lines = [f"A{number},Company {number},A{number + 1}" for number in range(300)]
    report = load(store, tmp_path, "account.csv", "id,name,parent_id", *lines, "A300,Root,")
    assert report.objects == (count("account", created=301),)


def test_a_parent_that_is_nowhere_or_a_circle_goes_to_quarantine(store: Store, tmp_path: Path) -> None:
    lines = ("A1,One,A9", "A2,Two,A3", "A3,Three,A2", "A4,Four,A1", "A5,Five,")
    report = load(store, tmp_path, "account.csv", "id,name,parent_id", *lines)
    assert report.objects == (count("account", created=1, quarantined=4),)
    assert sorted(reasons(report)) == [
        (2, "it refers to the account 'A9' that is not imported"),
        (3, "it refers to the account 'A3' that is not imported"),
        (4, "it refers to the account 'A2' that is not imported"),
        (5, "it refers to the account 'A1' that is not imported"),
    ]


def test_a_row_that_waits_for_a_key_met_twice_comes_in_once(store: Store, tmp_path: Path) -> None:
    lines = ("A1,One,A2", "A1,One,A2", "A3,Three,A1", "A2,Two,")
    report = load(store, tmp_path, "account.csv", "id,name,parent_id", *lines)
    assert report.objects == (count("account", created=3, duplicates=1),)


def test_an_unknown_account_is_named_with_file_line_and_column(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha")
    report = load(store, tmp_path, "deal.csv", "id,account_id,stage", "D1,A1,Prospecting", "D2,A7,Prospecting")
    assert report.objects == (count("deal", created=1, quarantined=1),)
    assert rows(store, "quarantine", "file", "line", "reason", "raw") == [
        (
            "deal.csv",
            3,
            "account_id: 'A7' names no account",
            {"id": "D2", "account_id": "A7", "stage": "Prospecting"},
        )
    ]


def test_a_message_may_be_written_by_a_contact(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "user.csv", "id,name", "U1,Ada")
    put(tmp_path, "contact.csv", "id,email", "C1,c@example.com")
    put(tmp_path, "ticket.csv", "id,subject", "T1,Help")
    put(
        tmp_path,
        "message.csv",
        "id,ticket_id,direction,author_id,body_text",
        "M1,T1,in,C1,Help me",
        "M2,T1,out,U1,Done",
        "M3,T1,in,X1,Who am I",
    )
    report = import_paths(store, [tmp_path])
    ((user,),) = rows(store, "user", "id")
    assert rows(store, "message", "author_id", "custom") == [(None, {"author_id": "C1"}), (user, {})]
    assert reasons(report) == [(4, "author_id: 'X1' names no user")]


def test_a_key_is_never_taken_for_a_similar_one(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name", "AB-1,Alpha")
    report = load(store, tmp_path, "deal.csv", "id,account_id,stage", "D1,ab1,Prospecting")
    assert reasons(report) == [(2, "account_id: 'ab1' names no account")]


def test_a_name_that_differs_in_spaces_is_reconciled_and_counted(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "product.csv", "name", "Super Drill", "S-Saw")
    report = load(
        store, tmp_path, "p.csv", PIPELINE, won("O1", "SuperDrill"), won("O2", "S-Saw"), won("O3", "SuperDrill")
    )
    products = dict(rows(store, "product", "name", "id"))
    drill, saw = products["Super Drill"], products["S-Saw"]
    assert rows(store, "deal", "product_id") == [(drill,), (saw,), (drill,)]
    assert report.reconciliations == (Reconciliation("deal", "product_id", "SuperDrill", "Super Drill", 2),)


def test_a_name_that_could_be_two_is_kept_aside(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "product.csv", "name", "Super-Drill", "Super Drill")
    report = load(store, tmp_path, "p.csv", PIPELINE, won("O1", "SuperDrill"))
    assert reasons(report) == [(2, "product: 'SuperDrill' is not clear, it could be Super Drill or Super-Drill")]


PIPELINE = "opportunity_id,product,sales_agent,account,deal_stage,engage_date,close_date,close_value"


def won(key: str, product: str) -> str:
    """One line of a sales pipeline."""
    return f"{key},{product},,,Won,,,"
