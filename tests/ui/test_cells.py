from __future__ import annotations

from datetime import UTC, datetime

from assistant.messages import Table
from ui.cells import column_shown, day, heading, moment, shown, shown_rows


def test_one_value_alone() -> None:
    values = [None, True, False, 1998, 12_345, 2.5, 3.0, 0.339, "x"]
    assert [shown(value) for value in values] == ["—", "yes", "no", "1998", "12,345", "2.50", "3", "0.3390", "x"]


def test_a_column_has_one_form() -> None:
    assert column_shown("won_amount", [1788, 10_114.9, None]) == ["1,788.00", "10,114.90", "—"]
    assert column_shown("deals", [900, 12_000]) == ["900", "12,000"]
    assert column_shown("founded", [1998, 2024]) == ["1998", "2024"]


def test_fractions_are_shown_as_per_cent_only_where_the_name_says_so() -> None:
    assert column_shown("win_rate", [0.6393, None, 1]) == ["63.9%", "—", "100.0%"]
    assert column_shown("rate", [3, 40]) == ["3", "40"]
    assert column_shown("weight", [0.25]) == ["0.2500"]


def test_rows_keep_their_order_and_limit() -> None:
    table = Table(("name", "amount"), (("b", 1), ("a", 2.5), ("c", None)))
    assert shown_rows(table, 2) == [["b", "1.00"], ["a", "2.50"]]
    assert shown_rows(Table(("name",), ())) == []


def test_headings_days_moments() -> None:
    at = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert (heading("won_amount"), day(at), moment(at), day(None)) == (
        "won amount",
        "2026-03-02",
        "2026-03-02 09:05",
        "—",
    )
