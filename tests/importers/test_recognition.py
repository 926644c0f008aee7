"""Each export is taken by its own system's format, whatever the others would make of it."""

from collections import Counter
from pathlib import Path

import pytest

from assistant.records.batches.catalog import catalog
from assistant.records.batches.choosing import choose, importers, open_tables
from assistant.records.batches.layout import TableHead
from tests.importers.sales_set import write_sales_set

HERE = Path(__file__).parent
FOLDERS = [(path.parent.name, path) for system in importers() for path in sorted(HERE.glob(f"{system}/*/"))]
FILES = [(system, path) for system, folder in FOLDERS for path in sorted(folder.iterdir())]


def taken_by(*paths: Path) -> str:
    """The format that is chosen for some files."""
    tables, skipped = open_tables(paths, encoding="")
    return choose(tables, skipped, system="auto").importer.name


def test_there_are_exports_of_each_system() -> None:
    assert Counter(system for system, _ in FOLDERS) == {"salesforce": 3, "hubspot": 2, "zendesk": 2}


@pytest.mark.parametrize(("system", "folder"), FOLDERS, ids=[f"{path.parent.name}/{path.name}" for _, path in FOLDERS])
def test_a_whole_export_is_recognised(system: str, folder: Path) -> None:
    assert taken_by(folder) == system


@pytest.mark.parametrize(
    ("system", "path"),
    [one for one in FILES if one[0] != "salesforce"],
    ids=[f"{path.parent.name}/{path.name}" for system, path in FILES if system != "salesforce"],
)
def test_each_file_alone_is_recognised(system: str, path: Path) -> None:
    assert taken_by(path) == system


def test_the_public_sales_set_is_recognised(tmp_path: Path) -> None:
    assert taken_by(write_sales_set(tmp_path / "set")) == "crm_sales"


@pytest.mark.parametrize("name", sorted(catalog()))
def test_the_generic_layout_of_every_object_stays_generic(name: str, tmp_path: Path) -> None:
    header = ["id", *sorted(catalog()[name].fields)]
    (tmp_path / f"{name}.csv").write_text(",".join(header) + "\n" + ",".join("1" for _ in header) + "\n", "utf-8")
    assert taken_by(tmp_path / f"{name}.csv") == "generic"
    head = TableHead(name, tuple(header))
    assert [one for one in ("hubspot", "zendesk") if importers()[one].layouts(head, catalog())] == []


@pytest.mark.parametrize(
    ("stem", "header"),
    [
        ("account", "id,name,domain,owner"),
        ("contact", "id,email,owner,city"),
        ("product", "id,name,sku,price"),
        ("order_item", "id,order_id,quantity,price"),
        ("ticket", "id,subject,status,requester_name"),
        ("user", "id,name,email,role,team"),
    ],
)
def test_further_columns_of_a_generic_file_do_not_make_it_another_system_s(
    stem: str, header: str, tmp_path: Path
) -> None:
    (tmp_path / f"{stem}.csv").write_text(header + "\n", "utf-8")
    assert taken_by(tmp_path / f"{stem}.csv") == "generic"


@pytest.mark.parametrize(
    ("header", "system", "name"),
    [
        ("First Name,Last Name,Email,Lifecycle Stage", "hubspot", "contact"),
        ("Email,Lead Status", "hubspot", "contact"),
        ("Company name,Industry", "hubspot", "account"),
        ("hs_object_id,name,domain", "hubspot", "account"),
        ("Deal Name,Amount", "hubspot", "deal"),
        ("dealstage,amount,hs_object_id", "hubspot", "deal"),
        ("Ticket name,Priority", "hubspot", "ticket"),
        ("hs_object_id,subject,content,hs_pipeline,hs_pipeline_stage,hs_ticket_priority", "hubspot", "ticket"),
        ("Lead Name,Lead owner", "hubspot", "lead"),
        ("hs_call_title,hs_call_body,hs_timestamp", "hubspot", "activity"),
        ("Activity type,Activity date,Subject", "hubspot", "activity"),
        ("Name,Unit price,Record ID", "hubspot", "product"),
        ("hs_object_id,name,price,hs_sku", "hubspot", "product"),
        ("hs_object_id,quantity,price,hs_product_id", "hubspot", "order_item"),
        ("Id,Requester,Subject,Status", "zendesk", "ticket"),
        ("Ticket ID,Ticket subject,Ticket status,Requester name,Via", "zendesk", "ticket"),
        ("id,name,email,role,organization_id", "zendesk", "contact"),
        ("ID,Name,Email,Suspended,Last sign-in,Primary Group", "zendesk", "user"),
        ("id,name,domain_names", "zendesk", "account"),
        ("parent.id,id,author_id,public,plain_body", "zendesk", "message"),
        ("id,title,body,section_id,draft", "zendesk", "kb_article"),
    ],
)
def test_a_few_columns_show_the_object_in_any_order(header: str, system: str, name: str, tmp_path: Path) -> None:
    for columns in (header.split(","), [f" {column} " for column in reversed(header.split(","))]):
        (tmp_path / "export.csv").write_text(",".join(columns) + "\n", "utf-8")
        tables, skipped = open_tables([tmp_path / "export.csv"], encoding="")
        choice = choose(tables, skipped, system="auto")
        assert (choice.importer.name, choice.sources[0].layout.object) == (system, name)
