"""Files as they come: odd encodings, odd lines, damaged or no tables at all."""

from pathlib import Path

import pytest

from assistant.errors import NeedsAnswer, UnreadableFile
from assistant.records.batches import Answers, ImportReport, import_paths
from assistant.records.store import Store
from tests.records.batches.tables import count, reasons, rows

TWO = (count("account", created=2),)
NAMES = [("Alpha",), ("Béta",)]
TABLE = "id,name\nA1,Alpha\nA2,Béta\n"


def load_bytes(
    store: Store, folder: Path, content: bytes, *, name: str = "account.csv", encoding: str = ""
) -> ImportReport:
    """Write these bytes and import them."""
    (folder / name).write_bytes(content)
    return import_paths(store, [folder / name], answers=Answers(encoding=encoding))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(TABLE.encode(), "account.csv", id="utf-8"),
        pytest.param(TABLE.encode("utf-8-sig"), "account.csv", id="utf-8 with mark"),
        pytest.param(TABLE.encode("utf-16"), "account.csv", id="utf-16 with mark"),
        pytest.param(b"\xfe\xff" + TABLE.encode("utf-16-be"), "account.csv", id="utf-16 big-endian"),
        pytest.param(TABLE.encode("utf-16-le"), "account.csv", id="utf-16 without mark"),
        pytest.param(TABLE.encode("utf-32"), "account.csv", id="utf-32"),
        pytest.param(TABLE.replace("\n", "\r\n").encode(), "account.csv", id="CRLF"),
        pytest.param(TABLE.replace("\n", "\r").encode(), "account.csv", id="CR"),
        pytest.param(TABLE.rstrip().encode(), "account.csv", id="no newline at the end"),
        pytest.param(TABLE.replace(",", ";").encode(), "account.csv", id="semicolons"),
        pytest.param(TABLE.replace(",", "\t").encode(), "account.tsv", id="tabs"),
        pytest.param(TABLE.replace(",", "\t").encode(), "account.csv", id="tabs in a .csv"),
        pytest.param(
            b'id,name,notes\nA1,Alpha,"a;""b"\nA2,B\xc3\xa9ta,\n', "account.csv", id="another delimiter inside"
        ),
        pytest.param(TABLE.replace("\n", "\n\n  \n").encode(), "account.csv", id="blank lines"),
        pytest.param(
            b" ID , Name \nA1, Alpha \nA2,B\xc3\xa9ta\n", "account.csv", id="blanks and capitals in the header"
        ),
        pytest.param(b"id,name\nA1,Alpha,,\nA2,B\xc3\xa9ta,\n", "account.csv", id="delimiters too many"),
        pytest.param(b"id,name,\nA1,Alpha,\nA2,B\xc3\xa9ta,\n", "account.csv", id="a nameless column"),
        pytest.param(TABLE.encode(), "Accounts.CSV", id="plural and capitals in the file name"),
        pytest.param(
            b'{"id": "A1", "name": "Alpha"}\n\n{"name": "B\xc3\xa9ta", "id": "A2"}\n', "account.jsonl", id="JSON lines"
        ),
    ],
)
def test_these_are_all_the_same_table(store: Store, tmp_path: Path, content: bytes, name: str) -> None:
    assert load_bytes(store, tmp_path, content, name=name).objects == TWO
    assert rows(store, "account", "name") == NAMES


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b" \n\n", "the file is empty", id="blanks only"),
        pytest.param(b"\xef\xbb\xbf\n\n", "there is no header row", id="a mark only"),
        pytest.param(bytes(range(256)) * 40, "this is a binary file, no table", id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(99), "no table but a picture", id="picture"),
        pytest.param(b"PK\x03\x04" + bytes(99), "this workbook is damaged", id="broken workbook"),
        pytest.param(b"%PDF-1.7 ...", "a PDF document", id="PDF"),
        pytest.param(b"\x1f\x8b\x08" + bytes(99), "unpack it first", id="compressed"),
        pytest.param(b"id,name,name\nA1,a,b\n", "2 columns are named 'name'", id="duplicate headers"),
        pytest.param(b"id,na\x00me\nA1,a\n", "the header holds NUL characters", id="NUL in the header"),
        pytest.param(b"id,name\nA1,Caf\xe9\n", "such as --encoding cp1252", id="cp1252"),
        pytest.param(TABLE.encode("utf-16")[:-1], "such as --encoding cp1252", id="half a character at the end"),
        pytest.param(b",".join(b"c%d" % n for n in range(3000)), "3,000 columns", id="too many columns"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(store: Store, tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why) as caught:
        load_bytes(store, tmp_path, content)
    assert caught.value.reply.startswith("account.csv: ")
    assert rows(store, "account", "id") == []


def test_the_named_encoding_is_used_and_an_unknown_one_refused(store: Store, tmp_path: Path) -> None:
    assert load_bytes(store, tmp_path, TABLE.encode("cp1252"), encoding="cp1252").objects == TWO
    assert rows(store, "account", "name") == NAMES
    with pytest.raises(UnreadableFile, match="there is no encoding 'klingon'"):
        load_bytes(store, tmp_path, TABLE.encode(), encoding="klingon")


def test_a_header_alone_is_a_table_without_rows(store: Store, tmp_path: Path) -> None:
    assert load_bytes(store, tmp_path, b"id,name\n").objects == (count("account"),)


def test_ragged_rows_go_to_quarantine_with_their_line(store: Store, tmp_path: Path) -> None:
    content = b'id,name,city\nA1,Alpha,"Oslo\nNorway"\nA2,Beta\nA3,Gamma,Rome,Italy\nA4,Delta,Bari\n'
    report = load_bytes(store, tmp_path, content)
    assert report.objects == (count("account", created=2, quarantined=2),)
    assert reasons(report) == [(4, "2 columns where the header has 3"), (5, "4 columns where the header has 3")]
    assert rows(store, "account", "city") == [("Oslo\nNorway",), ("Bari",)]
    assert rows(store, "quarantine", "raw")[1] == ({"id": "A3", "name": "Gamma", "city": "Rome", "column 4": "Italy"},)


def test_a_nul_in_a_cell_sets_its_row_aside(store: Store, tmp_path: Path) -> None:
    report = load_bytes(store, tmp_path, b"id,name\nA1,Al\x00pha\nA2,Beta is a long enough name to be text\n")
    assert report.objects == (count("account", created=1, quarantined=1),)
    assert reasons(report) == [(2, "a cell holds a NUL character")]


@pytest.mark.parametrize("field", [b"x" * 10_000_000, b'"' + b"x\n" * 5_000_000 + b'"'], ids=["one line", "many lines"])
def test_a_field_of_ten_megabytes_costs_its_row_only(store: Store, tmp_path: Path, field: bytes) -> None:
    report = load_bytes(store, tmp_path, b"id,name\nA1," + field + b"\nA2,Beta\n")
    assert rows(store, "account", "source_id") == [("A2",)]
    assert reasons(report) == [(2, "the row has 10,000,002 characters and I take up to 1,000,000")]
    assert rows(store, "quarantine", "raw")[0][0]["name"] == field.decode().strip('"')[:1000]


def test_a_line_beyond_reading_costs_its_row_only(store: Store, tmp_path: Path) -> None:
    report = load_bytes(store, tmp_path, b"id,name\nA1," + b"x" * 17_000_000 + b"\nA2,Beta\n")
    assert report.objects == (count("account", created=1, quarantined=1),)
    assert reasons(report) == [(2, "the line is too long to be read whole")]


def test_an_unclosed_quote_that_swallows_rows_is_refused_with_its_line(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="the quoted text that opens in line 3 is not closed"):
        load_bytes(store, tmp_path, b'id,name\nA1,Alpha\nA2,"Beta\nA3,Gamma\n')
    assert rows(store, "account", "id") == []


def test_lines_of_json_that_are_no_objects_are_set_aside(store: Store, tmp_path: Path) -> None:
    content = b'{"id": "A1", "name": "Alpha", "tags": ["x"]}\n{"id": \n[1, 2]\n{"id": "A2", "name": "\\ud800"}\n'
    report = load_bytes(store, tmp_path, content, name="account.jsonl")
    assert report.objects == (count("account", created=1, quarantined=3),)
    assert reasons(report) == [
        (2, "the line is no JSON object"),
        (3, "the line is no JSON object"),
        (4, "a text holds half a character"),
    ]


def test_bad_values_name_their_column(store: Store, tmp_path: Path) -> None:
    report = load_bytes(store, tmp_path, b"id,name,employees,country\nA1,Alpha,many,Kenya\n")
    assert reasons(report) == [(2, "employees: 'many' is no number")]


def test_slash_dates_follow_their_column_and_ambiguous_ones_are_asked_about(store: Store, tmp_path: Path) -> None:
    load_bytes(store, tmp_path, b"id,stage,opened_at\nD1,Won,03/04/2017\nD2,Won,25/04/2017\n", name="deal.csv")
    assert [day.isoformat() for (day,) in rows(store, "deal", "opened_at")] == ["2017-04-03", "2017-04-25"]
    expected = "deal.csv, column 'opened_at': '03/04/2017' can be read in two ways; say --dates day-first or"
    with pytest.raises(NeedsAnswer, match=expected):
        load_bytes(store, tmp_path, b"id,stage,opened_at\nD3,Won,03/04/2017\n", name="deal.csv")
