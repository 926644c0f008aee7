import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records.export.delimited import RISKY, as_written, harmless, write_csv

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20) | st.text(
    "'=+-@\t\r\n ＝,;(\"1.a", max_size=9
)
PLACES = re.compile(r"[;\t\r\n]")
"""Where a spreadsheet may begin another cell whose lists are separated by semicolons, whatever the quotes say."""


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\tx", "\rx", "＝1+1", " =1", "'=1", "\t5"]
)
def test_a_text_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "hello", "-5", "+3.25", "-1e6", "-1,000.5", "a=b", "it's", "'quoted'", "12%"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("x;=1+1", "x;'=1+1"),
        ("Dear all; =cmd|' /C calc'!A0", "Dear all;' =cmd|' /C calc'!A0"),
        ('x;"=1+1"', 'x;\'"=1+1"'),
        ("x;'=1+1", "x;''=1+1"),
        ("x\t@SUM(A1)", "x\t'@SUM(A1)"),
        ("Hello\r\n-2+3+cmd|' /C calc'!A0", "Hello\r\n'-2+3+cmd|' /C calc'!A0"),
        ("a\n=b", "a\n'=b"),
        ("=1;=2", "'=1;'=2"),
        ("x;＝1", "x;'＝1"),
    ],
)
def test_what_begins_a_cell_where_semicolons_part_them_is_guarded_too(text: str, cell: str) -> None:
    assert harmless(text) == cell
    assert as_written(cell) == text


@pytest.mark.parametrize(
    "text",
    [
        "a; b",
        "x;-5",
        "to do:\n- call Jo\n- send offer\n+ one more",
        "Bye\n-- \nJo",
        "ask\n@jo",
        "a;b=c",
        "1 = 1; 2 == 2",
    ],
)
def test_points_of_a_list_signatures_and_sentences_are_left_alone(text: str) -> None:
    assert harmless(text) == text


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_no_part_of_a_file_starts_a_formula_where_semicolons_part_cells(rows: list[tuple[str, str]]) -> None:
    sink = io.StringIO(newline="")
    write_csv(sink, ("one", "two"), [(f"x{one}", f"x{two}") for one, two in rows])
    starts = {part.lstrip(' "\v\f\xa0\u3000\ufeff')[:1] for part in PLACES.split(sink.getvalue())}
    assert starts.isdisjoint("=＝")


@given(TEXTS)
def test_a_guarded_text_can_be_had_back(text: str) -> None:
    assert as_written(harmless(text)) == text


@given(TEXTS)
def test_no_cell_starts_a_formula_unless_it_is_a_plain_number(text: str) -> None:
    cell = harmless(text)
    assert cell[:1] not in RISKY or not cell or float(cell.rstrip("%").replace(",", "").replace(".", "")) is not None


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_a_table_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    sink = io.StringIO(newline="")
    assert write_csv(sink, ("one", "two"), rows) == len(rows)
    header, *cells = csv.reader(io.StringIO(sink.getvalue(), newline=""))
    assert header == ["one", "two"]
    assert [tuple(as_written(cell) for cell in row) for row in cells] == rows


def test_numbers_booleans_and_nothing_have_their_own_forms() -> None:
    sink = io.StringIO(newline="")
    write_csv(sink, ("a", "=b"), [(-5, 0.25), (None, True), (False, "x,y")])
    assert sink.getvalue() == 'a,\'=b\r\n-5,0.25\r\n,true\r\nfalse,"x,y"\r\n'
