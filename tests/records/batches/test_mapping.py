"""Columns are mapped by their names, by labels, by hand; what was said by hand holds for the next file of that kind."""

from pathlib import Path

import pytest

from assistant.errors import NeedsAnswer, NothingToImport, UnknownColumn, UnknownTarget
from assistant.records.batches import Answers, ColumnMapping, TableMapping, import_paths, revert
from assistant.records.batches.labels import check_words
from assistant.records.store import Store
from tests.records.batches.tables import contents, count, load, put, rows

EXPORT = ("Firma", "Ort", "Notiz", "Farbe")
LINES = ("Firma,Ort,Notiz,Farbe", "Alpha,Oslo,keen,red", "Beta,Rome,,blue")
BY_HAND = {"Firma": "account.name", "ort": "account.city", "Notiz": "ignore"}


def test_every_label_belongs_to_a_field() -> None:
    check_words()


def test_labels_are_read_as_the_fields_they_mean(store: Store, tmp_path: Path) -> None:
    header = "Company Name,Web Site,No. of Employees,AnnualRevenue,billing_country,Tier"
    report = load(store, tmp_path, "companies.csv", header, "Alpha,https://alpha.com/x,12,1000,Norway,gold")
    assert report.objects == (count("account", created=1),)
    fields = ("name", "domain", "employees", "annual_revenue", "country", "custom")
    assert rows(store, "account", *fields) == [("Alpha", "alpha.com", 12, 1000.0, "Norway", {"Tier": "gold"})]


def test_a_list_of_people_with_their_companies_makes_both(store: Store, tmp_path: Path) -> None:
    lines = ("Ada Lovelace,ADA@x.com,Alpha", "Byron,b@x.com,Beta", "Cy Cole,c@x.com,Alpha", "Di,d@x.com,")
    report = load(store, tmp_path, "people.csv", "Full Name,E-mail address,Company", *lines)
    assert report.objects == (count("account", created=2), count("contact", created=4))
    accounts = dict(rows(store, "account", "name", "id"))
    assert rows(store, "contact", "first_name", "last_name", "email", "account_id") == [
        ("Ada", "Lovelace", "ada@x.com", accounts["Alpha"]),
        (None, "Byron", "b@x.com", accounts["Beta"]),
        ("Cy", "Cole", "c@x.com", accounts["Alpha"]),
        (None, "Di", "d@x.com", None),
    ]


def test_a_percentage_without_its_sign_is_one_if_the_header_says_so(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "deals.csv", "Deal Name,Stage,Probability (%)", "Big,Proposal,75")
    assert rows(store, "deal", "name", "probability") == [("Big", 0.75)]


def test_a_file_nobody_knows_is_mapped_by_hand(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "export.csv", *LINES)
    with pytest.raises(NothingToImport):
        import_paths(store, [path])
    report = import_paths(store, [path], answers=Answers(columns={"export.csv": BY_HAND}))
    assert report.objects == (count("account", created=2),)
    assert rows(store, "account", "name", "city", "custom") == [
        ("Alpha", "Oslo", {"Farbe": "red"}),
        ("Beta", "Rome", {"Farbe": "blue"}),
    ]
    assert report.tables == (
        TableMapping(
            "export.csv",
            ("account",),
            (
                ColumnMapping("Firma", "account.name", "asked", samples=("Alpha", "Beta")),
                ColumnMapping("Ort", "account.city", "asked", samples=("Oslo", "Rome")),
                ColumnMapping("Notiz", "ignore", "asked", samples=("keen",)),
                ColumnMapping("Farbe", "custom", "format", type="text", samples=("red", "blue")),
            ),
        ),
    )


def test_what_was_said_is_kept_for_the_next_file_of_that_header(store: Store, tmp_path: Path) -> None:
    first = put(tmp_path, "export.csv", *LINES)
    import_paths(store, [first], answers=Answers(columns={"": BY_HAND}))
    later = put(tmp_path, "another.csv", "Farbe,Notiz,Ort,Firma", "red,,Bari,Alpha", "grey,,Paris,Gamma")
    report = import_paths(store, [later])
    assert report.objects == (count("account", created=1, updated=1),)
    assert [one.decided for one in report.tables[0].columns] == ["format", "kept", "kept", "kept"]
    again = import_paths(store, [later], answers=Answers(columns={"": {"Farbe": "account.segment"}}))
    assert [one.target for one in again.tables[0].columns] == [
        "account.segment",
        "ignore",
        "account.city",
        "account.name",
    ]
    assert rows(store, "import_mapping", "source_system", "columns") == [
        ("generic", {"Firma": "account.name", "Ort": "account.city", "Notiz": "ignore", "Farbe": "account.segment"})
    ]


def test_a_revert_forgets_what_was_said_with_the_batch(store: Store, tmp_path: Path) -> None:
    empty = contents(store)
    path = put(tmp_path, "export.csv", *LINES)
    import_paths(store, [path], answers=Answers(columns={"": BY_HAND}))
    first = contents(store)
    import_paths(store, [path], answers=Answers(columns={"": {"Farbe": "account.segment"}}))
    revert(store, 2)
    assert contents(store) == first
    revert(store, 1)
    assert contents(store) == empty


def test_a_known_formats_column_can_be_read_otherwise(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "account.csv", "id,name,city,region", "A1,Alpha,Oslo,North")
    wishes = {"city": "custom", "region": "account.segment", "id": "account.id"}
    report = import_paths(store, [path], answers=Answers(columns={"account.csv": wishes}))
    assert [(one.column, one.target) for one in report.tables[0].columns] == [
        ("id", "account.id"),
        ("name", "account.name"),
        ("city", "custom"),
        ("region", "account.segment"),
    ]
    assert rows(store, "account", "source_id", "city", "segment", "custom") == [("A1", None, "North", {"city": "Oslo"})]


def test_a_table_of_two_objects_mapped_by_hand_makes_both_and_links_them(store: Store, tmp_path: Path) -> None:
    path = put(
        tmp_path, "x.csv", "Vorgang,Phase,Kunde,Wer", "Big,Won,Alpha,ada@x.com", "Small,Lost,Alpha,", "Odd,Lost,,"
    )
    load(store, tmp_path, "user.csv", "id,name,email", "U1,Ada,ada@x.com")
    wishes = {"Vorgang": "deal.name", "Phase": "deal.stage", "Kunde": "account.name", "Wer": "deal.owner.email"}
    report = import_paths(store, [path], answers=Answers(columns={"": wishes}))
    assert report.objects == (count("account", created=1), count("deal", created=3))
    ((account,), (user,)) = [*rows(store, "account", "id"), *rows(store, "user", "id")]
    assert rows(store, "deal", "name", "account_id", "owner_id") == [
        ("Big", account, user),
        ("Small", account, None),
        ("Odd", None, None),
    ]


def test_a_wrong_target_or_column_gets_one_sentence(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "export.csv", *LINES)
    with pytest.raises(UnknownTarget, match=r"no field 'account.nmae' to map a column to\. Did you mean account.name"):
        import_paths(store, [path], answers=Answers(columns={"": {"Firma": "account.nmae"}}))
    with pytest.raises(UnknownColumn, match="No file has a column 'Frima'; its columns are Firma, Ort, Notiz, Farbe"):
        import_paths(store, [path], answers=Answers(columns={"": {"Frima": "account.name"}}))


def test_an_unknown_file_is_previewed_with_suggestions_that_nobody_applies(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "q3.csv", "Compnay Name,Web-Site,Employes,Colour", "Alpha,alpha.com,12,red")
    report = import_paths(store, [path], dry_run=True)
    assert report.objects == ()
    (table,) = report.tables
    assert (table.objects, [(one.target, one.decided, one.suggestion) for one in table.columns]) == (
        (),
        [
            ("ignore", "suggested", "account.name"),
            ("ignore", "suggested", "account.domain"),
            ("ignore", "suggested", "account.employees"),
            ("ignore", "format", ""),
        ],
    )
    expected = r"q3.csv looks like a table of account: call it account.csv, .* --map 'Compnay Name=account.name'"
    with pytest.raises(NothingToImport, match=expected):
        import_paths(store, [path])


def test_a_known_file_gets_suggestions_for_the_columns_it_does_not_know(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "account.csv", "id,name,Anual Revenue,Industri,shoe", "A1,Alpha,10,Retail,4")
    columns = import_paths(store, [path], dry_run=True).tables[0].columns
    assert [(one.target, one.type, one.suggestion) for one in columns[2:]] == [
        ("custom", "int", "account.annual_revenue"),
        ("custom", "text", "account.industry"),
        ("custom", "int", ""),
    ]


def test_an_open_question_stops_an_import_not_its_dry_run_and_its_answer_is_kept(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, "deal.csv", "id,stage,close_date", "D1,Won,03/04/2026")
    (question,) = import_paths(store, [path], dry_run=True).questions
    assert (question.column, question.examples, question.flag) == ("close_date", ("03/04/2026",), "--dates day-first")
    with pytest.raises(NeedsAnswer, match="say --dates day-first or --dates month-first"):
        import_paths(store, [path])
    import_paths(store, [path], answers=Answers(dates="month first"))
    put(tmp_path, "deal.csv", "id,stage,close_date", "D2,Won,05/06/2026")
    import_paths(store, [path])
    assert [day.isoformat() for (day,) in rows(store, "deal", "close_date")] == ["2026-03-04", "2026-05-06"]


def test_an_encoding_named_once_is_used_for_files_of_that_kind_that_are_not_utf8(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "account.csv"
    path.write_bytes("id,name,city\nA1,Café,Malmö\n".encode("cp1252"))
    import_paths(store, [path], answers=Answers(encoding="cp1252"))
    path.write_bytes("id,name,city\nA2,Müller,Åbo\n".encode("cp1252"))
    import_paths(store, [path])
    path.write_bytes("id,name,city\nA3,Señor,Łódź\n".encode())
    import_paths(store, [path])
    assert rows(store, "account", "name", "city") == [("Café", "Malmö"), ("Müller", "Åbo"), ("Señor", "Łódź")]
