import io

import pytest
from openpyxl import load_workbook

from assistant.records.export import Sheet, workbook
from assistant.records.export.workbook import write_xlsx


def cells(sink: io.BytesIO) -> dict[str, list[tuple[object, ...]]]:
    sink.seek(0)
    book = load_workbook(sink)
    return {page.title: [tuple(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets}


def test_numbers_stay_numbers_while_texts_are_never_formulas() -> None:
    sink = io.BytesIO()
    rows = [("=1+1", 2, 0.5, True, None), ("@x", -3, 1e9, False, "")]
    assert write_xlsx(sink, [Sheet("a/b", ("=h", "n", "f", "b", "e"), rows)]) == 2
    assert cells(sink) == {
        "a b": [("=h", "n", "f", "b", "e"), ("=1+1", 2, 0.5, True, None), ("@x", -3, 1e9, False, None)]
    }
    sink.seek(0)
    page = load_workbook(sink).worksheets[0]
    assert [page.cell(row, 1).data_type for row in (1, 2, 3)] == ["s", "s", "s"]


def test_what_a_cell_cannot_hold_is_cut_or_left_out_rather_than_refused() -> None:
    sink = io.BytesIO()
    write_xlsx(sink, [Sheet("t", ("x",), [("a\x00b\x1f",), ("y" * 40_000,), (2**60,)])])
    (_, (first,), (second,), (third,)) = cells(sink)["t"]
    assert first == "ab"
    assert isinstance(second, str)
    assert (len(second), second[-1], third) == (32_767, "…", str(2**60))


def test_a_table_longer_than_a_sheet_goes_on_in_a_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    sink = io.BytesIO()
    write_xlsx(sink, [Sheet("t", ("x",), [(1,), (2,), (3,)]), Sheet("t", ("x",), [])])
    assert cells(sink) == {"t": [("x",), (1,), (2,)], "t 2": [("x",), (3,)], "t 3": [("x",)]}


def test_nothing_to_write_is_still_a_workbook() -> None:
    sink = io.BytesIO()
    assert write_xlsx(sink, []) == 0
    assert list(cells(sink)) == ["empty"]
