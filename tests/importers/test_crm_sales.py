"""The public CRM sales set comes in whole, its quirks reconciled or kept."""

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import NothingToImport, UnitsDiffer
from assistant.records.batches import ObjectCount, Reconciliation, SkippedFile, import_paths, revert
from assistant.records.schema import Account
from assistant.records.store import Store
from tests.importers.sales_set import write_sales_set
from tests.records.batches.tables import contents, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small set."""
    return write_sales_set(tmp_path / "set")


def test_the_folder_is_recognised_and_nothing_is_lost(store: Store, folder: Path) -> None:
    report = import_paths(store, [folder])
    assert report.system == "crm_sales"
    assert report.objects == tuple(
        ObjectCount(name, number, number, 0, 0, 0)
        for name, number in (("team", 2), ("user", 5), ("account", 3), ("product", 2), ("deal", 4))
    )
    assert report.skipped == (
        SkippedFile(
            "data_dictionary.csv",
            "no record table of the public CRM sales set (its columns: Table, Field, Description)",
        ),
    )
    assert report.reconciliations == (
        Reconciliation("deal", "product_id", "ZXMax", "ZX Max", 2),
        Reconciliation("account", "country", "Philipines", "Philippines", 1),
        Reconciliation("account", "industry", "technolgy", "technology", 1),
    )


def test_accounts_keep_their_millions_and_find_their_parents(store: Store, folder: Path) -> None:
    import_paths(store, [folder])
    fields = ("name", "industry", "founded_year", "employees", "annual_revenue", "country")
    assert rows(store, "account", *fields) == [
        ("Northwind Labs", "technology", 1996, 2822, 1100.04, "United States"),
        ("Zephyr Group", "medical", 2001, 2448, 718.62, "Kenya"),
        ("Bluebird Inc", "retail", 1993, 4540, 1242.32, "Philippines"),
    ]
    ids = dict(rows(store, "account", "name", "id"))
    assert dict(rows(store, "account", "name", "parent_id")) == {
        "Northwind Labs": None,
        "Bluebird Inc": ids["Zephyr Group"],
        "Zephyr Group": ids["Northwind Labs"],
    }
    assert rows(store, "home_setting", "key", "value") == [("unit:account.annual_revenue", "USD millions")]


def test_users_are_agents_under_managers_in_teams_with_their_region(store: Store, folder: Path) -> None:
    import_paths(store, [folder])
    teams = dict(rows(store, "team", "id", "name"))
    people = dict(rows(store, "user", "id", "name"))
    found = [
        (name, role, region, teams[team], people.get(manager))
        for name, role, region, team, manager in rows(store, "user", "name", "role", "region", "team_id", "manager_id")
    ]
    assert found == [
        ("Mia Moss", "manager", "Central", "Mia Moss's team", None),
        ("Nat Nut", "manager", "East", "Nat Nut's team", None),
        ("Ann Ash", "agent", "Central", "Mia Moss's team", "Mia Moss"),
        ("Bob Birch", "agent", "Central", "Mia Moss's team", "Mia Moss"),
        ("Cy Cedar", "agent", "East", "Nat Nut's team", "Nat Nut"),
    ]


def test_deals_keep_their_stages_and_their_blanks(store: Store, folder: Path) -> None:
    import_paths(store, [folder])
    fields = ("source_id", "name", "stage", "is_closed", "is_won", "opened_at", "close_date", "amount", "currency")
    assert rows(store, "deal", *fields) == [
        ("AAAA0001", "AAAA0001", "Won", True, True, date(2016, 10, 20), date(2017, 3, 1), 1054.0, "USD"),
        ("AAAA0002", "AAAA0002", "Lost", True, False, date(2016, 10, 25), date(2017, 3, 11), 0.0, "USD"),
        ("AAAA0003", "AAAA0003", "Engaging", False, False, date(2016, 11, 25), None, None, "USD"),
        ("AAAA0004", "AAAA0004", "Prospecting", False, False, None, None, None, "USD"),
    ]
    accounts = dict(rows(store, "account", "name", "id")) | {None: None}
    people = dict(rows(store, "user", "name", "id"))
    assert rows(store, "deal", "account_id", "owner_id") == [
        (accounts["Bluebird Inc"], people["Ann Ash"]),
        (accounts["Northwind Labs"], people["Bob Birch"]),
        (None, people["Ann Ash"]),
        (accounts["Zephyr Group"], people["Ann Ash"]),
    ]
    assert sorted(rows(store, "stage_meaning", "position", "stage", "meaning")) == [
        (1, "Prospecting", "open"),
        (2, "Engaging", "open"),
        (3, "Won", "won"),
        (4, "Lost", "lost"),
    ]


def test_the_set_again_is_all_duplicates_and_a_revert_leaves_an_empty_home(store: Store, folder: Path) -> None:
    empty = contents(store)
    import_paths(store, [folder], as_of=date(2017, 12, 31))
    full = contents(store)
    again = import_paths(store, [folder], as_of=date(2017, 12, 31))
    assert [one.duplicates for one in again.objects] == [2, 5, 3, 2, 4]
    assert contents(store) == full
    revert(store, 2)
    assert revert(store, 1).removed == 16
    assert contents(store) == empty


def test_the_summary_says_it_in_plain_lines(store: Store, folder: Path) -> None:
    lines = import_paths(store, [folder]).summary().splitlines()
    assert lines[0].startswith("Imported the public CRM sales set. 16 rows in ")
    assert lines[5] == "  deal: 4 rows in = 4 created + 0 updated + 0 duplicates + 0 quarantined"
    assert lines[6] == "  deal.product_id: “ZXMax” read as “ZX Max” (2 rows)"
    assert lines[-1] == "Batch 1; undo it with `crm-assistant import --revert 1`."


def test_millions_do_not_mix_with_plain_dollars(store: Store, folder: Path) -> None:
    with store.write() as session:
        session.add(Account(name="Plain", annual_revenue=1_000_000))
    with pytest.raises(
        UnitsDiffer, match=r"account\.annual_revenue in plain numbers while these files .* USD millions"
    ):
        import_paths(store, [folder])
    assert rows(store, "account", "name") == [("Plain",)]


def test_another_formats_files_are_refused_with_the_right_one(store: Store, tmp_path: Path) -> None:
    (tmp_path / "account.csv").write_text("id,name\nA1,Alpha\n", encoding="utf-8")
    with pytest.raises(NothingToImport, match=r"account\.csv\) is a table of the public CRM sales set; .* --as auto"):
        import_paths(store, [tmp_path / "account.csv"], system="crm_sales")
