"""Each sheet of a workbook is a table whose cells are what a person sees there."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.errors import UnreadableFile
from assistant.records.batches.reading import open_tables, workbook
from tests.records.batches.reading.books import SHEET, Rows, book, cells, changed, read, with_shared_texts

ACCOUNTS = [["id", "name"], ["A1", "Alpha"], ["A2", "Beta"]]


def test_each_sheet_that_is_not_empty_is_a_table_named_after_it(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Accounts=ACCOUNTS, Nothing=[], Users=[["id", "name"], ["U1", "Ada"]])
    tables = open_tables(path)
    assert [(table.name, table.head.stem) for table in tables] == [
        ("book.xlsx › Accounts", "accounts"),
        ("book.xlsx › Users", "users"),
    ]
    assert [cells(table) for table in tables] == [[["A1", "Alpha"], ["A2", "Beta"]], [["U1", "Ada"]]]


@pytest.mark.parametrize("sheet", ["Sheet1", "Tabelle1", "Feuil1", "Hoja1", "Лист1"])
def test_a_lone_sheet_that_nobody_named_is_called_as_the_file(tmp_path: Path, sheet: str) -> None:
    (table,) = open_tables(book(tmp_path / "Account.xlsx", **{sheet: ACCOUNTS}))
    assert table.head.stem == "account"


def test_cells_keep_what_they_mean(tmp_path: Path) -> None:
    values = ["007", " 1.234 ", 5, 5.0, 1.5, 0.1 + 0.2, 1.234, 1234.567, 123456789012345, True, False]
    moments = [date(2026, 3, 4), datetime(2026, 3, 4, 10, 30), datetime(2026, 3, 4, 10, 29, 59, 999_600), time(10, 30)]
    header = [f"c{place}" for place in range(len(values) + len(moments))]
    (table,) = open_tables(book(tmp_path / "book.xlsx", Values=[header, [*values, *moments]]))
    (row,) = cells(table)
    assert row[: len(values)] == [
        "007", " 1.234 ", "5", "5", "1.5", "0.3", "1.2340", "1234.567", "123456789012345", "true", "false",
    ]  # fmt: skip
    assert row[len(values) :] == ["2026-03-04", "2026-03-04T10:30:00", "2026-03-04T10:30:00", "10:30:00"]


def test_texts_come_from_their_own_part_with_what_excel_hides_in_them(tmp_path: Path) -> None:
    path = with_shared_texts(book(tmp_path / "book.xlsx", Accounts=[*ACCOUNTS, ["A3", "two_x000D_lines"]]))
    assert read(path) == {"book.xlsx › Accounts": [*ACCOUNTS, ["A3", "two\rlines"]]}


def test_percentages_carry_their_sign(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    made = load_workbook(book(path, Deals=[["id", "probability"], ["D1", 0.6], ["D2", 0.125]]))
    for row in (2, 3):
        made["Deals"].cell(row, 2).number_format = "0.0%"
    made.save(path)
    assert read(path) == {"book.xlsx › Deals": [["id", "probability"], ["D1", "60%"], ["D2", "12.5%"]]}


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ('#,##0.00 "€"', "EUR 1200.5"),
        ("[$€-407] #,##0.00", "EUR 1200.5"),
        ("[$CHF] #,##0.00;[Red]-[$CHF] #,##0.00", "CHF 1200.5"),
        ('#,##0.00 "zł"', "PLN 1200.5"),
        ('"$"#,##0.00', "1200.5"),  # one of several dollars
        ('#,##0.00 "kg"', "1200.5"),
        ("#,##0.00", "1200.5"),
    ],
)
def test_amounts_name_the_currency_that_their_format_shows(tmp_path: Path, number_format: str, text: str) -> None:
    path = tmp_path / "book.xlsx"
    made = load_workbook(book(path, Deals=[["id", "amount"], ["D1", 1200.5]]))
    made["Deals"].cell(2, 2).number_format = number_format
    made.save(path)
    assert read(path)["book.xlsx › Deals"][1:] == [["D1", text]]


def test_what_stands_above_and_left_of_the_table_is_left_out_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    rows: Rows = [
        ["Accounts of this year"],
        ["As of", date(2026, 3, 4)],
        [],
        [None, "Account ID", "Account\nName", "City", "Country", "Owner"],
        [],
        [None, "A1", "Alpha", "Oslo", None, "Ada"],
        [None, "A2", "Beta"],
    ]
    (table,) = open_tables(book(tmp_path / "report.xlsx", Report=rows))
    assert table.head.columns == ("Account ID", "Account Name", "City", "Country", "Owner")
    assert [(line.number, line.cells, line.problem) for line in table.lines()] == [
        (6, ["A1", "Alpha", "Oslo", "", "Ada"], ""),
        (7, ["A2", "Beta", "", "", ""], ""),
    ]


def test_rows_wider_than_the_header_or_left_of_it_are_told(tmp_path: Path) -> None:
    plain = [[None, f"A{number}", "x"] for number in range(60)]
    rows: Rows = [[None, "id", "name"], *plain, [None, "A60", "x", "y"], ["z", "A61", "x"]]
    (table,) = open_tables(book(tmp_path / "book.xlsx", Accounts=rows))
    assert [line.problem for line in table.lines()][-2:] == [
        "3 columns where the header has 2",
        "a value stands left of the table",
    ]


def test_a_value_merged_over_rows_is_each_rows(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    made = load_workbook(book(path, Deals=[["account", "deal"], ["Alpha", "D1"], [None, "D2"], [None, "D3"]]))
    made["Deals"].merge_cells("A2:A3")
    made.save(path)
    assert read(path)["book.xlsx › Deals"][1:] == [["Alpha", "D1"], ["Alpha", "D2"], ["", "D3"]]


def test_formulas_give_the_value_that_was_stored_and_without_one_their_row_is_told(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Deals=[["id", "amount"], ["D1", "=1+1"], ["D2", "=1+2"]])
    changed(path, SHEET, lambda xml: xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"))
    assert read(path)["book.xlsx › Deals"][1:] == [
        ["D1", "2"],
        ["a formula has no value yet; open the file in Excel, save it, then import it again"],
    ]


def test_hidden_sheets_say_that_they_are_hidden(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    made = load_workbook(book(path, Accounts=ACCOUNTS, Old=ACCOUNTS))
    made["Old"].sheet_state = "hidden"
    made.save(path)
    assert list(read(path)) == ["book.xlsx › Accounts", "book.xlsx › Old (hidden)"]


def test_columns_of_one_name_are_numbered(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Pivot=[["Sum", None, "Sum"], ["1", "2", "3"]])
    assert read(path)["book.xlsx › Pivot"][0] == ["Sum", "column 2", "Sum (2)"]


def test_a_workbook_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Accounts=ACCOUNTS).rename(tmp_path / "account.csv")
    assert list(read(path)) == ["account.csv › Accounts"]


def test_what_the_file_says_about_its_size_is_not_believed(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Accounts=ACCOUNTS)
    changed(path, SHEET, lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1:XFD1048576"'))
    assert read(path) == {"book.xlsx › Accounts": ACCOUNTS}


def test_a_row_beyond_the_last_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Accounts=ACCOUNTS)
    changed(path, SHEET, lambda xml: xml.replace(b'r="3"', b'r="1048577"').replace(b'"A3"', b'"A9"'))
    with pytest.raises(UnreadableFile, match="the sheet 'Accounts' is larger than any table; save it as CSV"):
        open_tables(path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda xml: xml[: len(xml) // 2], id="cut in two"),
        pytest.param(lambda xml: xml.replace(b'<c r="A1"', b'<c r="?"'), id="no cell reference"),
        pytest.param(lambda xml: xml.replace(b"<v>3</v>", b"<v>99</v>"), id="a text that is not there"),
        pytest.param(
            lambda xml: b'<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;">]>' + xml.replace(b"<v>3<", b"<v>&b;<"),
            id="entities",
        ),
    ],
)
def test_a_damaged_sheet_is_refused_in_one_sentence(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = with_shared_texts(book(tmp_path / "book.xlsx", Accounts=ACCOUNTS))
    changed(path, SHEET, change)
    with pytest.raises(UnreadableFile, match="this workbook is damaged; open it in Excel and save it again"):
        open_tables(path)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="every sheet is empty; export it again with its header row"):
        open_tables(book(tmp_path / "book.xlsx", Accounts=[], Users=[[None, None]]))


def test_a_workbook_for_which_memory_does_not_suffice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(content: object) -> None:
        raise MemoryError

    monkeypatch.setattr(workbook, "find_marks", fail)
    with pytest.raises(UnreadableFile, match="this workbook needs more memory than there is; save the sheet as CSV"):
        open_tables(book(tmp_path / "book.xlsx", Accounts=ACCOUNTS))


def test_tables_can_be_read_side_by_side_as_often_as_needed(tmp_path: Path) -> None:
    rows = [["id", "name"], *([f"A{number}", "x" * 500] for number in range(3000))]
    (table,) = open_tables(book(tmp_path / "book.xlsx", Accounts=rows))
    one, other = table.lines(), table.lines()
    next(other)
    assert [line.cells[0] for line in one] == [f"A{number}" for number in range(3000)]
    assert next(other).cells[0] == "A1"
