"""The generic layout takes any subset of files and columns."""

from pathlib import Path

import pytest

from assistant.errors import NothingToImport, UnreadableFile
from assistant.importers.generic import GENERIC
from assistant.records.batches import ObjectCount, import_paths
from assistant.records.batches.catalog import catalog, dependency_order
from assistant.records.batches.layout import Field, Importer, Layout, TableHead
from assistant.records.store import Store
from assistant.registry import discover


def test_columns_are_fields_keys_and_references_by_their_names() -> None:
    head = TableHead("deal", ("id", "Account_ID", "owner_id", "stage", "weather"))
    assert GENERIC.layouts(head, catalog()) == (
        Layout(
            "deal",
            (
                Field("source_id", "id"),
                Field("account_id", "Account_ID", "account"),
                Field("owner_id", "owner_id", "user"),
                Field("stage", "stage"),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("stem", "name"),
    [("account", "account"), ("accounts", "account"), ("activities", "activity"), ("order-items", "order_item")],
)
def test_a_file_is_named_after_its_object(stem: str, name: str) -> None:
    ((layout),) = GENERIC.layouts(TableHead(stem, ("id",)), catalog())
    assert layout.object == name


def test_other_files_are_not_taken() -> None:
    assert GENERIC.layouts(TableHead("weather", ("id", "name")), catalog()) == ()
    assert GENERIC.layouts(TableHead("account", ("Table", "Field")), catalog()) == ()


def test_the_house_fills_its_own_columns() -> None:
    assert not {"source_system", "import_batch_id", "custom", "password_hash"} & catalog()["user"].fields


def test_every_object_comes_after_those_it_refers_to() -> None:
    order = dependency_order()
    assert sorted(order) == sorted(catalog())
    early = {
        (name, target)
        for name, fields in catalog().items()
        for target in fields.references.values()
        if name != target and order.index(name) < order.index(target)
    }
    assert early == {("team", "user")}


@pytest.mark.parametrize("importer", discover("assistant.importers", Importer).values(), ids=lambda one: one.name)
def test_every_format_refuses_a_table_of_nothing(importer: Importer) -> None:
    assert importer.layouts(TableHead("notes", ("colour", "weather")), catalog()) == ()


def test_a_whole_company_in_any_order_of_files(store: Store, tmp_path: Path) -> None:
    tables = {
        "user": ["id,name", "U1,Ada"],
        "account": ["id,name,owner_id", "A1,Alpha,U1"],
        "contact": ["id,account_id,email", "C1,A1,c@example.com"],
        "ticket": ["id,number,account_id,contact_id,subject,status", "T1,100,A1,C1,Help,Open"],
        "message": ["id,ticket_id,direction,body_text,sent_at", "M1,T1,in,Help,2024-01-01T10:00:00Z"],
        "product": ["id,name,list_price", "P1,Drill,99.90"],
        "order": ["id,account_id,ordered_at,total", "O1,A1,2024-01-01,99.90"],
        "order_item": ["order_id,product_id,quantity,unit_price", "O1,P1,1,99.90"],
        "subscription": ["id,account_id,plan,mrr,starts_at", "S1,A1,pro,10,2024-01-01"],
        "usage_event": ["account_id,event,at", "A1,login,2024-01-02T08:00:00Z"],
        "quota": ["id,user_id,period_start,period_end,amount", "Q1,U1,2024-01-01,2024-03-31,1000"],
    }
    folder = tmp_path / "company"
    folder.mkdir()
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = import_paths(store, [folder])
    assert {one.object: one for one in report.objects} == {name: ObjectCount(name, 1, 1, 0, 0, 0) for name in tables}
    assert [one.duplicates for one in import_paths(store, [folder]).objects] == [1] * len(tables)


def test_an_unknown_format_a_missing_path_and_an_empty_folder_get_one_sentence(store: Store, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    with pytest.raises(NothingToImport, match="There is no import format 'sap'; use auto or one of crm_sales, generic"):
        import_paths(store, [tmp_path / "nothing"], system="sap")
    with pytest.raises(NothingToImport, match="There is no table in what you named"):
        import_paths(store, [tmp_path / "nothing"])
    with pytest.raises(UnreadableFile, match="there is no such file or folder"):
        import_paths(store, [tmp_path / "absent.csv"])
