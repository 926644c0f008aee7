"""A revert gives the database back byte for byte, and nothing that people did since is lost."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from assistant.errors import CannotRevert
from assistant.records.batches import Answers, RevertReport, import_paths, revert
from assistant.records.schema import Account, Activity, Base, Contact, Deal, Merge, Ticket, User
from assistant.records.store import Store
from tests.records.batches.formats import use
from tests.records.batches.tables import BATCH_TABLES, load, put, rows
from tests.records.batches.test_layouts import ACCOUNTS, DEALS

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every table but those of the history of imports, as the database itself holds it."""
    found = {}
    with store.write() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in BATCH_TABLES:
                cells = ", ".join(f'"{column.name}", typeof("{column.name}")' for column in table.columns)
                key = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
                query = text(f'SELECT {cells} FROM "{table.name}" ORDER BY {key}')
                found[table.name] = [tuple(row) for row in session.execute(query)]
    return found


def fill(store: Store, folder: Path) -> None:
    """Records by hand, from another source, from files that wait for others."""
    with store.write() as session:
        session.add(User(name="Ada", email="ada@x.com"))
        session.add(
            Account(source_system="south", source_id="9", name="Gamma", domain="gamma.com", custom={"b": 1, "a": 2})
        )
        session.add(Ticket(source_system="generic", subject="Early", number="7", tags=None, updated_at=NOON))
        session.add(Contact(first_name="Cy", last_name="Cole", email="cy@x.com", opt_out=None))
    load(
        store,
        folder,
        "account.csv",
        "id,name,annual_revenue,founded_year,tier",
        "A1,Alpha,10.25,1999,7",
        "A2,Beta,100,,8",
    )
    load(store, folder, "deal.csv", "id,account_id,stage,amount,close_date", "D1,A1,Won,5,2026-01-31", "D2,A1,Open,,")
    load(store, folder, "message.csv", "id,ticket_id,direction,body_text", "M1,T1,in,lost")
    load(store, folder, "quota.csv", "id,user_id,period_start,period_end,amount", "Q1,U1,2026-01-01,2026-03-31,5")


def change(store: Store, folder: Path) -> int:
    """One import that does all an import can do."""
    put(
        folder,
        "account.csv",
        "id,name,domain,annual_revenue,tier,size",
        "A1,Alpha Ltd,,11,gold,5",
        "A5,GAMMA,gamma.com,,,6",
    )
    put(
        folder,
        "deal.csv",
        "id,account_id,stage,amount,close_date",
        "D1,A5,Lost,7,01/02/2026",
        "D9,A1,Signed,1,",
        "D8,A7,Won,,",
    )
    put(folder, "ticket.csv", "id,number,subject,tags", "T7,7,Early,red;blue", "T1,1,Help,")
    put(folder, "contact.csv", "id,email,last_name,opt_out", "C1,CY@x.com,Cole,true")
    put(folder, "user.csv", "id,name,email,team_id,region", "U1,Ada,ada@x.com,,North")
    put(folder, "team.csv", "id,name,owner_id", "M1,North,U1")
    paths = [folder / f"{name}.csv" for name in ("account", "deal", "ticket", "contact", "user", "team")]
    answers = Answers(dates="day first", columns={"account.csv": {"size": "account.employees"}})
    report = import_paths(store, paths, as_of=date(2026, 6, 30), answers=answers)
    assert {one.object: (one.created, one.updated, one.quarantined) for one in report.objects} == {
        "team": (1, 0, 0),
        "user": (0, 1, 0),
        "account": (0, 2, 0),
        "contact": (0, 1, 0),
        "deal": (1, 1, 1),
        "ticket": (1, 1, 0),
    }
    return report.batch_id or 0


def test_everything_an_import_can_do_is_undone_byte_for_byte(store: Store, tmp_path: Path) -> None:
    empty = dump(store)
    fill(store, tmp_path)
    before = dump(store)
    assert {name for name in before if before[name] != empty[name]} == {
        "account", "contact", "deal", "home_setting", "quota", "stage_meaning", "ticket", "user",
    }  # fmt: skip
    batch_id = change(store, tmp_path)
    after = dump(store)
    assert {name for name in after if after[name] != before[name]} == {
        "account", "contact", "deal", "home_setting", "import_mapping", "quota", "source_alias", "stage_meaning",
        "team", "ticket", "user",
    }  # fmt: skip
    revert(store, batch_id)
    assert dump(store) == before


def test_the_same_import_after_a_revert_gives_the_same_records(store: Store, tmp_path: Path) -> None:
    fill(store, tmp_path)
    batch_id = change(store, tmp_path)
    first = dump(store)
    revert(store, batch_id)
    assert change(store, tmp_path) == batch_id + 1
    again = dump(store)
    for table in Base.metadata.sorted_tables:
        changing = {"import_batch_id", "updated_at"} & set(table.columns.keys())
        places = [place for place, column in enumerate(table.columns) if column.name not in changing]
        if table.name in first:
            assert [[row[2 * place] for place in places] for row in again[table.name]] == [
                [row[2 * place] for place in places] for row in first[table.name]
            ]


@pytest.fixture
def imported(store: Store, tmp_path: Path) -> Store:
    """Two accounts, one of them created then updated, with a deal each."""
    load(store, tmp_path, "account.csv", "id,name,city", "A1,Alpha,Oslo")
    put(tmp_path, "account.csv", "id,name,city", "A1,Alpha Ltd,Rome", "A2,Beta,Bari")
    put(tmp_path, "deal.csv", "id,account_id,stage", "D1,A1,Won", "D2,A2,Won")
    import_paths(store, [tmp_path / "account.csv", tmp_path / "deal.csv"])
    return store


def test_a_row_edited_since_is_named_and_nothing_is_reverted(imported: Store) -> None:
    with imported.write() as session:
        session.execute(update(Account).where(Account.source_id == "A1").values(city="Paris"))
        session.execute(update(Deal).where(Deal.source_id == "D2").values(next_step="call"))
    before = dump(imported)
    expected = r"Rows of batch 2 were edited since \(account “Alpha Ltd”, deal “D2”\): add --keep-touched"
    with pytest.raises(CannotRevert, match=expected):
        revert(imported, 2)
    assert dump(imported) == before


def test_edited_rows_stay_on_request_with_what_they_refer_to(imported: Store) -> None:
    with imported.write() as session:
        session.execute(update(Account).where(Account.source_id == "A1").values(city="Paris"))
        session.execute(update(Deal).where(Deal.source_id == "D2").values(next_step="call"))
    assert revert(imported, 2, keep_touched=True) == RevertReport(2, removed=1, restored=0, kept=3)
    assert rows(imported, "account", "source_id", "name", "city") == [
        ("A1", "Alpha Ltd", "Paris"),
        ("A2", "Beta", "Bari"),
    ]
    assert rows(imported, "deal", "source_id", "next_step") == [("D2", "call")]


def test_an_edit_put_back_by_hand_is_no_edit(imported: Store) -> None:
    for city in ("Paris", "Rome"):
        with imported.write() as session:
            session.execute(update(Account).where(Account.source_id == "A1").values(city=city))
    assert revert(imported, 2) == RevertReport(2, removed=3, restored=1)


def test_a_created_row_deleted_since_is_gone_already(imported: Store) -> None:
    with imported.write() as session:
        session.execute(delete(Deal).where(Deal.source_id == "D2"))
    assert revert(imported, 2) == RevertReport(2, removed=2, restored=1)


def test_what_people_added_to_created_rows_is_named_and_kept_on_request(imported: Store) -> None:
    with imported.write() as session:
        account = session.query(Account).filter_by(source_id="A2").one()
        session.add(Activity(kind="note", account_id=account.id))
    with pytest.raises(CannotRevert, match=r"Later records refer to rows of batch 2 \(account “Beta”\)"):
        revert(imported, 2)
    assert revert(imported, 2, keep_touched=True) == RevertReport(2, removed=2, restored=1, kept=1)
    assert rows(imported, "account", "source_id", "city") == [("A1", "Oslo"), ("A2", "Bari")]


def test_rows_merged_since_must_be_unmerged_first(imported: Store) -> None:
    with imported.write() as session:
        session.add(
            Merge(
                object="account", kept_id=1, merged_id=2, probability=0.9, evidence=[], status="merged", created_at=NOON
            )
        )
    with pytest.raises(
        CannotRevert, match=r"Rows of batch 2 were merged since \(account “Alpha Ltd”, account “Beta”\)"
    ):
        revert(imported, 2, keep_touched=True)


def test_a_setting_that_others_rest_on_stays(store: Store, tmp_path: Path) -> None:
    import_paths(store, [put(tmp_path, "account.csv", "id,name,tier", "A1,Alpha,5")], as_of=date(2026, 1, 1))
    import_paths(store, [put(tmp_path, "account.csv", "id,name,tier", "A2,Beta,6")], as_of=date(2026, 2, 1))
    revert(store, 1)
    assert rows(store, "home_setting", "key", "value") == [("custom:account.tier", "int"), ("data_date", "2026-02-01")]


def test_a_key_of_another_system_is_known_again_and_goes_with_its_import(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, {"accounts": (ACCOUNTS,)}, name="north")
    use(monkeypatch, {"firms": (ACCOUNTS,), "deals": (DEALS,)}, name="south")
    load(store, tmp_path, "accounts.csv", "Id,Name,City", "N1,Acme Corp,Oslo")
    load(store, tmp_path, "firms.csv", "Id,Name,City", "S1,ACME corp,Rome")
    assert rows(store, "source_alias", "object", "source_system", "source_id", "row_id") == [
        ("account", "south", "S1", 1)
    ]
    load(store, tmp_path, "deals.csv", "Id,Name,Account,Stage", "D1,Big,S1,Won")
    load(store, tmp_path, "firms.csv", "Id,Name,City", "S1,Acme Renamed,Rome", "S2,Acme Renamed,Bari")
    assert rows(store, "account", "source_system", "source_id", "name", "city") == [
        ("north", "N1", "Acme Renamed", "Rome"),
        ("south", "S2", "Acme Renamed", "Bari"),
    ]
    assert rows(store, "deal", "account_id") == [(1,)]
    for batch_id in (4, 3, 2):
        revert(store, batch_id)
    assert rows(store, "source_alias", "id") == []
    assert rows(store, "account", "name", "city") == [("Acme Corp", "Oslo")]
