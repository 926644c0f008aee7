"""Rows that could not come in are kept whole, listed, mended, tried again, dismissed."""

from pathlib import Path

import pytest

from assistant.errors import NotFound, NothingToImport, UnknownColumn
from assistant.records.batches import (
    Answers,
    Repair,
    RowAside,
    count_quarantine,
    dismiss,
    import_paths,
    list_quarantine,
    repair,
    rerun,
    revert,
)
from assistant.records.export import write_folder
from assistant.records.export.aside import quarantine
from assistant.records.store import Store
from tests.records.batches.tables import contents, count, load, put, rows

DEALS = ("deal.csv", "id,account_id,stage,amount", "D1,A1,Won,5", "D2,A7,Won,6", "D3,A1,Won,many", "D4,A8,Lost,7")


@pytest.fixture
def deals(store: Store, tmp_path: Path) -> Store:
    """One account, then four deals of which three cannot come in."""
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha")
    load(store, tmp_path, *DEALS)
    return store


def aside(store: Store, status: str = "waiting") -> list[tuple[int, int, str]]:
    """Id, line and reason of the rows in quarantine."""
    return [(row.id, row.line, row.reason) for row in list_quarantine(store, status=status)]


def test_rows_aside_are_listed_with_all_that_is_known_of_them(deals: Store) -> None:
    assert list_quarantine(deals, 2, limit=1, offset=1) == (
        RowAside(
            id=1,
            batch_id=2,
            system="generic",
            file="deal.csv",
            line=4,
            object="deal",
            reason="amount: 'many' is no number",
            status="waiting",
            cells={"id": "D3", "account_id": "A1", "stage": "Won", "amount": "many"},
        ),
    )
    assert (count_quarantine(deals), count_quarantine(deals, 1)) == (3, 0)


def test_rows_whose_file_came_later_pass_and_the_others_get_their_new_reason(deals: Store, tmp_path: Path) -> None:
    later = load(deals, tmp_path, "account.csv", "id,name", "A7,Eta", "A8,Theta")
    assert later.notes == ("2 rows in quarantine name what may be here now: run `crm-assistant quarantine rerun`",)
    (report,) = rerun(deals)
    assert report.objects == (count("deal", created=2, quarantined=1),)
    assert [(row.file, row.line) for row in report.quarantine] == [("deal.csv", 4)]
    assert aside(deals) == [(1, 4, "amount: 'many' is no number")]
    assert rows(deals, "quarantine", "id", "status", "repaired_by_id") == [
        (1, "waiting", None),
        (2, "repaired", 4),
        (3, "repaired", 4),
    ]
    assert rows(deals, "import_batch", "rows_in", "created", "quarantined")[3] == (3, 2, 1)


def test_reverting_the_repairing_import_puts_its_rows_back(deals: Store, tmp_path: Path) -> None:
    load(deals, tmp_path, "account.csv", "id,name", "A7,Eta")
    before = contents(deals)
    rerun(deals, 2)
    revert(deals, 4)
    assert contents(deals) == before
    assert [row_id for row_id, _, _ in aside(deals)] == [2, 1, 3]


def test_a_mended_row_passes_and_one_mended_badly_says_why_not(deals: Store) -> None:
    assert repair(deals, 1, {"amount": "lots"}) == Repair(3, False, "amount: 'lots' is no number")
    assert repair(deals, 1, {"amount": "1,250.50"}) == Repair(4, True, "")
    assert rows(deals, "deal", "source_id", "amount") == [("D1", 5.0), ("D3", 1250.5)]
    assert aside(deals, "repaired") == [(1, 4, "amount: 'lots' is no number")]


def test_a_mended_row_is_read_as_its_whole_file_was(store: Store, tmp_path: Path) -> None:
    header = "id,stage,close_date,amount,Punkte"
    lines = ("D1;Won;25/04/2026;1.234,50;2,5", "D2;;03/04/2026;1.234;1.000", "D3;Won;01/02/2026;7;3")
    load(store, tmp_path, "deal.csv", header.replace(",", ";"), *lines)
    assert repair(store, 1, {"stage": "Lost"}).repaired
    found = rows(store, "deal", "source_id", "close_date", "amount", "custom")[-1]
    assert (found[0], found[1].isoformat(), *found[2:]) == ("D2", "2026-04-03", 1234.0, {"Punkte": 1000.0})
    assert rows(store, "home_setting", "key", "value") == [("custom:deal.Punkte", "float")]


def test_a_mended_cell_that_breaks_a_custom_type_widens_it(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,rank", "A1,Alpha,5", "A2,,6")
    assert repair(store, 1, {"name": "Beta", "rank": "first"}).repaired
    assert rows(store, "account", "name", "custom") == [("Alpha", {"rank": 5}), ("Beta", {"rank": "first"})]
    assert rows(store, "home_setting", "key", "value") == [("custom:account.rank", "text")]


def test_a_ragged_row_can_be_mended_into_shape(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name,city", "A1,Alpha", "A2,Beta,Rome,more")
    assert [row.cells for row in list_quarantine(store)] == [
        {"id": "A1", "name": "Alpha"},
        {"id": "A2", "name": "Beta", "city": "Rome", "column 4": "more"},
    ]
    (report,) = rerun(store)
    assert report.objects == (count("account", quarantined=2),)
    assert repair(store, 1, {"city": "Oslo"}).repaired
    assert repair(store, 2, {}).repaired
    assert rows(store, "account", "name", "city") == [("Alpha", "Oslo"), ("Beta", "Rome")]


def test_a_row_of_a_file_mapped_by_hand_is_read_by_that_map_again(store: Store, tmp_path: Path) -> None:
    wishes = {"Firma": "account.name", "Zahl": "account.employees"}
    import_paths(
        store, [put(tmp_path, "x.csv", "Firma,Zahl", "Alpha,5", "Beta,some")], answers=Answers(columns={"": wishes})
    )
    assert repair(store, 1, {"Zahl": "7"}).repaired
    assert rows(store, "account", "name", "employees") == [("Alpha", 5), ("Beta", 7)]


def test_a_long_cell_is_kept_whole_and_one_beyond_an_import_is_not_taken_for_whole(
    store: Store, tmp_path: Path
) -> None:
    body = "word " * 20_000
    load(store, tmp_path, "kb_article.csv", "id,title,body", f"K1,,{body}", f"K2,Huge,{'x' * 1_100_000}")
    huge, long = list_quarantine(store)[1], list_quarantine(store)[0]
    assert repair(store, long.id, {"title": "Long"}).repaired
    assert rows(store, "kb_article", "title", "body") == [("Long", body.strip())]
    assert repair(store, huge.id, {"title": "Still huge"}) == Repair(
        3, False, "a cell was too long to be kept whole; import the row from its file"
    )


def test_a_nul_stays_the_reason_until_it_is_taken_out(store: Store, tmp_path: Path) -> None:
    (tmp_path / "account.csv").write_bytes(b"id,name\nA1,Al\x00pha\n")
    import_paths(store, [tmp_path / "account.csv"])
    (report,) = rerun(store)
    assert report.quarantine[0].reason == "a cell holds a NUL character"
    assert repair(store, 1, {"name": "Alpha"}).repaired


def test_rows_mended_in_a_spreadsheet_come_back_as_a_file(deals: Store, tmp_path: Path) -> None:
    write_folder(tmp_path / "out", quarantine(deals, 2))
    exported = (tmp_path / "out" / "deal.csv").read_text(encoding="utf-8-sig")
    assert exported.splitlines() == [
        "id,account_id,stage,amount,quarantine_id,quarantine_line,quarantine_reason",
        "D3,A1,Won,many,1,4,amount: 'many' is no number",
        "D2,A7,Won,6,2,3,account_id: 'A7' names no account",
        "D4,A8,Lost,7,3,5,account_id: 'A8' names no account",
    ]
    (tmp_path / "out" / "deal.csv").write_text(exported.replace("many", "99").replace("A7", "A1"), encoding="utf-8")
    before = contents(deals)
    report = import_paths(deals, [tmp_path / "out"])
    assert report.objects == (count("deal", created=2, quarantined=1),)
    assert rows(deals, "deal", "source_id", "amount", "custom")[1:] == [("D3", 99.0, {}), ("D2", 6.0, {})]
    assert rows(deals, "quarantine", "id", "batch_id", "status") == [
        (1, 2, "repaired"),
        (2, 2, "repaired"),
        (3, 2, "dismissed"),
        (4, 3, "waiting"),
    ]
    revert(deals, 3)
    assert contents(deals) == before
    assert [row_id for row_id, _, _ in aside(deals)] == [2, 1, 3]


def test_a_quarantine_of_several_imports_is_a_folder_for_each(deals: Store, tmp_path: Path) -> None:
    load(deals, tmp_path, "ticket.csv", "id,subject", "T1,")
    assert [sheet.name for sheet in quarantine(deals)] == ["batch-2/deal", "batch-3/ticket"]


def test_dismissed_rows_wait_no_longer(deals: Store) -> None:
    assert dismiss(deals, row_ids=[1]) == 1
    with pytest.raises(NotFound, match="row in quarantine"):
        dismiss(deals, row_ids=[1])
    assert dismiss(deals, 2) == 2
    assert aside(deals) == []
    with pytest.raises(NothingToImport, match="No row waits in quarantine"):
        rerun(deals)


def test_rows_of_a_reverted_import_wait_no_longer(deals: Store) -> None:
    revert(deals, 2)
    assert aside(deals) == []
    with pytest.raises(NotFound, match="row in quarantine"):
        repair(deals, 2, {"amount": "5"})


def test_a_column_that_the_table_has_not_is_refused(deals: Store) -> None:
    with pytest.raises(UnknownColumn, match="No file has a column 'amuont'; its columns are id, account_id, stage"):
        repair(deals, 2, {"amuont": "5"})
