"""Delimited text is cut as its writer meant it, from the header on."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.records.batches.reading import open_tables
from assistant.records.batches.reading.encoding import detect_encoding
from assistant.records.batches.reading.header import header_at
from assistant.records.batches.reading.numerals import plain_number
from tests.records.batches.reading.books import read

CYRILLIC = "Имя,Город\nАльфа,Москва\nБета,Омск\n"
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufeff") | st.sampled_from("\r\n\t"),
    max_size=8,
)


def text(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    """Write a file of this text."""
    path = folder / "account.csv"
    path.write_bytes(content.encode(encoding))
    return path


def table(folder: Path, content: str) -> list[list[str]]:
    """The header with the rows below it."""
    return read(text(folder, content))["account.csv"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("id;amount;rate\nA1;1,5;2,5\nA2;3,5;4,5\n", id="semicolons with decimal commas"),
        pytest.param("id|amount|rate\nA1|1,5|2,5\nA2|3,5|4,5\n", id="bars"),
        pytest.param("id\tamount\trate\nA1\t1,5\t2,5\nA2\t3,5\t4,5\n", id="tabs"),
        pytest.param('sep=;\nid;amount;rate\nA1;1,5;2,5\nA2;"3,5";4,5\n', id="Excel's own first line"),
        pytest.param('id,amount,rate\nA1,"1,5","2,5"\nA2,"3,5","4,5"\n', id="commas with quoted decimal commas"),
        pytest.param("id;amount;rate\nA1;1,5;2,5;\nA2;3,5;4,5;;\n;;\n", id="delimiters too many, a row of delimiters"),
        pytest.param(
            "Accounts, all of them\nAs of 4,5\n\nid;amount;rate\nA1;1,5;2,5\nA2;3,5;4,5\n", id="a title above"
        ),
        pytest.param("Accounts;;\n;;\nid;amount;rate\nA1;1,5;2,5\nA2;3,5;4,5\n", id="a title as Excel saves it"),
    ],
)
def test_the_delimiter_and_the_header_are_found(tmp_path: Path, content: str) -> None:
    assert table(tmp_path, content) == [["id", "amount", "rate"], ["A1", "1,5", "2,5"], ["A2", "3,5", "4,5"]]


@pytest.mark.parametrize(
    ("widths", "place"),
    [
        ([], 0),
        ([1], 0),
        ([1, 1, 1], 0),
        ([3, 3, 3], 0),
        ([1, 5, 5], 1),
        ([1, 2, 1, 5, 5], 3),
        ([2, 5, 5], 1),
        ([2, 4, 4], 0),  # a header of two above rows with commas that nobody quoted
        ([3, 3, 9, 3], 0),  # a stray cell
        ([5, 2, 1, 1], 0),  # sparse rows, a footer
    ],
)
def test_a_header_is_the_first_row_that_is_no_title(widths: list[int], place: int) -> None:
    assert header_at([["x"] * width for width in widths]) == place


def test_a_nameless_column_is_named_after_its_place(tmp_path: Path) -> None:
    assert table(tmp_path, ",name\n0,Alpha\n") == [["column 1", "name"], ["0", "Alpha"]]


def test_a_header_that_comes_again_is_told(tmp_path: Path) -> None:
    content = "id,name\nA1,Alpha\nid,name\n\ufeffid,name\nA2,Beta\n"
    again = ["it repeats the header"]
    assert table(tmp_path, content) == [["id", "name"], ["A1", "Alpha"], again, again, ["A2", "Beta"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-8-sig"]
)
@pytest.mark.parametrize("content", ["name,city\nAlpha,Oslo\nBeta,Rom\n", CYRILLIC], ids=["Latin", "Cyrillic"])
def test_encodings_are_found_with_or_without_mark(tmp_path: Path, encoding: str, content: str) -> None:
    assert table_of(text(tmp_path, content, encoding)) == [line.split(",") for line in content.splitlines()]


def table_of(path: Path) -> list[list[str]]:
    """The only table of a file."""
    (only,) = read(path).values()
    return only


def test_a_mark_says_more_than_the_person(tmp_path: Path) -> None:
    (tmp_path / "account.csv").write_bytes("id,name\nA1,é\n".encode("utf-8-sig"))
    assert detect_encoding(tmp_path / "account.csv", asked="cp1252") == "utf-8-sig"


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), delimiter=st.sampled_from(",;\t|")
)
def test_what_a_csv_writer_writes_is_read_back(
    rows: list[list[str]], delimiter: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    header = ["id", "first name", "last name"]
    sink = io.StringIO()
    csv.writer(sink, delimiter=delimiter).writerows([header, *rows])
    path = tmp_path_factory.mktemp("csv") / "account.csv"
    path.write_text(sink.getvalue(), encoding="utf-8", newline="")
    (found,) = open_tables(path)
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [found.head.columns, *(line.cells for line in found.lines())] == [tuple(header), *kept]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (5, "5"),
        (5.0, "5"),
        (1.5, "1.5"),
        (1.234, "1.2340"),
        (-12.345, "-12.3450"),
        (1234.567, "1234.567"),
        (1e20, "1e+20"),
    ],
)
def test_a_number_is_written_so_that_it_cannot_be_another_one(number: float, written: str) -> None:
    assert plain_number(number) == written
