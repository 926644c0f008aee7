"""A column shows how it is written, or the other columns of its table do, or a person is asked."""

from datetime import date
from pathlib import Path

import pytest

from assistant.importers.generic import GENERIC
from assistant.records.batches.answers import Answers
from assistant.records.batches.catalog import catalog
from assistant.records.batches.custom import CustomType
from assistant.records.batches.dates import DayOrder, Stamp
from assistant.records.batches.numbers import Decimal
from assistant.records.batches.profile import Profile, profile
from assistant.records.batches.reading import open_tables
from assistant.records.batches.report import Question
from tests.records.batches.tables import put

TODAY = date(2026, 3, 4)


def profiled(folder: Path, *lines: str, name: str = "deal.csv", answers: Answers | None = None) -> Profile:
    """What a file of these lines shows, as the generic layout reads it."""
    (table,) = open_tables(put(folder, name, *lines))
    (layout,) = GENERIC.layouts(table.head, catalog())
    return profile(table, layout, answers=answers, today=TODAY)


def asked(found: Profile) -> list[tuple[str, tuple[str, ...]]]:
    """Column and examples of each question."""
    return [(question.column, question.examples) for question in found.questions]


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (("1234.50", "5"), "point"),
        (("1.234,50", "1.234"), "comma"),
        (("1,234.50", "1,234"), "point"),
        (("0.125", "1.234"), "point"),
        (("0,125", "1,234"), "comma"),
        (("1.234.567", "1.234"), "comma"),
        (("€ 1.200,50", "€ 1.200"), "comma"),
        (("1'234.50", "(1,200)"), "point"),
    ],
)
def test_a_column_shows_its_decimal_sign(tmp_path: Path, cells: tuple[str, ...], decimal: Decimal) -> None:
    found = profiled(tmp_path, "id;amount", *(f"D{place};{cell}" for place, cell in enumerate(cells)))
    assert found.format("amount").decimal == decimal
    assert found.questions == ()


def test_a_lone_point_with_three_digits_is_asked_about_and_the_answer_is_taken(tmp_path: Path) -> None:
    lines = ("id;amount", "D1;1.234", "D2;5.600", "D3;1.234", "D4;7", "D5;8.100", "D6;9.200")
    found = profiled(tmp_path, *lines)
    assert found.questions == (
        Question("numbers", "deal.csv", "amount", ("1.234", "5.600", "8.100"), ("point", "comma"), "--numbers point"),
    )
    told = profiled(tmp_path, *lines, answers=Answers(numbers="comma"))
    assert (told.format("amount").decimal, told.questions) == ("comma", ())


def test_commas_with_three_digits_and_no_other_sign_part_thousands(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id,amount", 'D1,"1,234"', 'D2,"5,600"', "D3,7")
    assert (found.format("amount").decimal, found.questions) == ("point", ())


def test_but_not_in_a_file_with_semicolons_where_the_comma_may_stand_before_decimals(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id;amount", "D1;1,234", "D2;5,600")
    assert asked(found) == [("amount", ("1,234", "5,600"))]


def test_nor_beside_a_column_of_points_with_three_digits(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id,amount,expected_revenue", 'D1,"1,234",1.500')
    assert asked(found) == [("amount", ("1,234",)), ("expected_revenue", ("1.500",))]


def test_another_column_of_the_table_tells(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id;amount;expected_revenue", "D1;1.234;99,90")
    assert (found.format("amount").decimal, found.questions) == ("comma", ())
    found = profiled(tmp_path, "id;amount;Score", "D1;1.234;99.9")
    assert (found.format("amount").decimal, found.questions) == ("point", ())


def test_columns_that_contradict_each_other_tell_nothing(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id;amount;expected_revenue;probability", "D1;1.234;99,90;0.5")
    assert asked(found) == [("amount", ("1.234",))]
    found = profiled(tmp_path, "id;amount", "D1;99,90", "D2;99.90", "D3;1.234")
    assert asked(found) == [("amount", ("1.234",))]


def test_a_sign_in_whole_numbers_parts_thousands_and_tells_the_other_columns(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id;name;employees;annual_revenue", "A1;Alpha;1.250;5.600", name="account.csv")
    assert [found.format(name).decimal for name in ("employees", "annual_revenue")] == ["comma", "comma"]
    found = profiled(tmp_path, "id;name;employees", "A1;Alpha;2.000", "A2;Beta;5.000", name="account.csv")
    assert asked(found) == [("employees", ("2.000", "5.000"))]


def test_a_sign_in_a_share_stands_before_its_decimals(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id;probability;amount", "D1;12,345%;1,234")
    assert [found.format(name).decimal for name in ("probability", "amount")] == ["comma", "comma"]


@pytest.mark.parametrize(
    ("cells", "order", "stamp"),
    [
        (("03/04/2026", "25/04/2026"), "day first", ""),
        (("03/04/2026", "04/25/2026 2:05 PM"), "month first", ""),
        (("05/05/2026",), "unknown", ""),
        (("25/03/04", "98/12/31"), "year first", ""),
        (("24-01-05", "24-02-09", "25-03-17", "25-04-21", "25-05-28"), "year first", ""),
        (("45000", "46085.5"), "unknown", "excel"),
        (("1489064700", "1741046400"), "unknown", "seconds"),
        (("1489064700000",), "unknown", "milliseconds"),
        (("20260304", "20251231"), "unknown", "compact"),
        (("45000", "3 May 2026"), "unknown", ""),
        (("2026", "45000"), "unknown", ""),
    ],
)
def test_a_column_shows_how_its_dates_are_written(
    tmp_path: Path, cells: tuple[str, ...], order: DayOrder, stamp: Stamp
) -> None:
    found = profiled(tmp_path, "id,opened_at", *(f"D{place},{cell}" for place, cell in enumerate(cells)))
    dates = found.format("opened_at").dates
    assert (dates.order, dates.stamp, dates.latest_year) == (order, stamp, 2046)
    assert found.questions == ()


def test_a_date_that_can_be_two_days_is_asked_about_and_the_answer_is_taken(tmp_path: Path) -> None:
    lines = ("id,opened_at", "D1,03/04/2026")
    found = profiled(tmp_path, *lines)
    assert found.questions == (
        Question("dates", "deal.csv", "opened_at", ("03/04/2026",), ("day first", "month first"), "--dates day-first"),
    )
    told = profiled(tmp_path, *lines, answers=Answers(dates="month first"))
    assert (told.format("opened_at").dates.order, told.questions) == ("month first", ())


def test_an_answer_does_not_overrule_what_a_column_shows(tmp_path: Path) -> None:
    told = Answers(dates="month first", numbers="comma")
    found = profiled(tmp_path, "id,opened_at,amount", "D1,25/04/2026,99.90", answers=told)
    assert (found.format("opened_at").dates.order, found.format("amount").decimal) == ("day first", "point")


def test_another_column_of_dates_tells_even_an_unknown_one(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id,opened_at,Signed", "D1,03/04/2026,25/04/2026")
    assert (found.format("opened_at").dates.order, found.questions) == ("day first", ())
    found = profiled(tmp_path, "id,opened_at,Signed", "D1,04/25/2026,03/04/2026")
    assert (found.format("Signed").dates.order, found.questions) == ("month first", ())


def test_the_part_of_a_cell_that_a_format_takes_is_what_counts(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id,name,notes", "D1,1.234,03/04/2026 call her back")
    assert (found.types, found.questions) == ({"notes": "text"}, ())


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("5", "-7", "1,234"), "int"),
        (("5", "7.5"), "float"),
        (("12%", "7%"), "float"),
        (("USD 1,200.00", "USD 5"), "float"),
        (("USD 1,200.00", "EUR 5.00"), "text"),
        (("2026-01-31", "2026-02-28"), "date"),
        (("31.01.2026", "28.02.26"), "date"),
        (("1/31/2026 2:05 PM", "2/28/2026"), "datetime"),
        (("yes", "No"), "bool"),
        (("ja", "nein"), "bool"),
        (("007", "12"), "text"),
        (("+49 301 234", "+49 302 345"), "text"),
        (("601 234 567", "602 345 678"), "text"),
        (("1234567890123456", "1"), "text"),
        (("1.", "2."), "text"),
        (("1.2.03", "1.4.11"), "text"),
        (("5", "n/a"), "text"),
        (("5", "2026-01-31"), "text"),
    ],
)
def test_an_unknown_column_gets_the_narrowest_type_of_all_its_cells(
    tmp_path: Path, cells: tuple[str, ...], kind: CustomType
) -> None:
    found = profiled(tmp_path, "id;amount;Extra", *(f"D{place};1.50;{cell}" for place, cell in enumerate(cells)))
    assert (found.types, found.questions) == ({"Extra": kind}, ())


def test_an_unknown_column_is_asked_about_too_but_not_one_that_is_text_anyway(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id;Extra;Mixed", "D1;1.234;€ 1.234", "D2;2.345;£ 2.345")
    assert sorted(column for column, _ in asked(found)) == ["Extra"]
    assert found.types["Mixed"] == "text"


def test_rows_that_cannot_be_used_tell_nothing(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id,opened_at", "D1,25/04/2026,too many", "D2,03/04/2026")
    assert asked(found) == [("opened_at", ("03/04/2026",))]


def test_what_stands_far_down_counts_as_well(tmp_path: Path) -> None:
    rows = [f"D{number},03/04/2026" for number in range(5000)]
    found = profiled(tmp_path, "id,opened_at", *rows, "D9999,25/04/2026")
    assert (found.format("opened_at").dates.order, found.questions) == ("day first", ())


def test_columns_that_name_their_currency_are_known(tmp_path: Path) -> None:
    found = profiled(tmp_path, "id,amount,expected_revenue", "D1,EUR 5,5", "D2,7,$7")
    assert found.currencies == {"amount"}
