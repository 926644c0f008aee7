"""Files as they come: each row is imported, a duplicate, or in quarantine with its line and reason."""

from pathlib import Path
from typing import Any

import pytest

from assistant.records.batches import ImportReport, ObjectCount, import_paths
from assistant.records.store import Store
from tests.records.batches.tables import count, reasons, rows

NASTY = Path(__file__).parent / "nasty"
AGAIN = "it repeats the header"


def load_bytes(store: Store, folder: Path, content: bytes) -> ImportReport:
    """Write these bytes as accounts and import them."""
    (folder / "account.csv").write_bytes(content)
    return import_paths(store, [folder])


@pytest.mark.parametrize(
    ("name", "counts", "why"),
    [
        ("header_only", [count("account")], []),
        ("header_twice", [count("account", created=2, quarantined=1)], [(3, AGAIN)]),
        ("appended", [count("account", created=2, quarantined=1)], [(3, AGAIN)]),
        (
            "ragged",
            [count("account", created=3, quarantined=2)],
            [(4, "2 columns where the header has 3"), (5, "4 columns where the header has 3")],
        ),
        ("nul", [count("account", created=1, quarantined=1)], [(2, "a cell holds a NUL character")]),
        (
            "quotes",
            [count("account", created=1, quarantined=2)],
            [(3, "4 columns where the header has 3"), (5, "name of the account is missing")],
        ),
        ("same_ids", [count("account", created=2, updated=1, duplicates=1)], []),
        (
            "blank_keys",
            [count("account", created=1, duplicates=1, quarantined=1)],
            [(5, "name of the account is missing")],
        ),
        (
            "nobody",
            [count("account", created=1), count("contact", created=2, quarantined=1)],
            [(3, "account_id: 'A9' names no account")],
        ),
        (
            "dates",
            [count("deal", created=3, quarantined=2)],
            [(5, "opened_at: '2026-02-30' is no day of the calendar"), (6, "opened_at: 'yesterday' is no date")],
        ),
        (
            "numbers",
            [count("account", created=1, quarantined=5)],
            [
                (2, "employees: 'many' is no number"),
                (3, "employees: '12.5' is no whole number"),
                (
                    4,
                    "employees: '99999999999999999999' is too large: "
                    "the records hold whole numbers up to 2,147,483,647 here",
                ),
                (5, "annual_revenue: '1e400' is no number"),
                (6, "annual_revenue: 'NaN' is no number"),
            ],
        ),
        (
            "words",
            [count("ticket", created=1, quarantined=1)],
            [(2, "priority: 'P1' is none of low, normal, high, urgent")],
        ),
        (
            "lines",
            [count("account", created=1, quarantined=4)],
            [
                (2, "the line is no JSON object"),
                (3, "the line is no JSON object"),
                (4, "a text holds half a character"),
                (6, "name of the account is missing"),
            ],
        ),
    ],
)
def test_every_row_is_accounted_for(
    store: Store, name: str, counts: list[ObjectCount], why: list[tuple[int, str]]
) -> None:
    report = import_paths(store, [NASTY / name])
    assert list(report.objects) == counts
    assert reasons(report) == why
    assert all(one.rows_in == one.created + one.updated + one.duplicates + one.quarantined for one in report.objects)


@pytest.mark.parametrize(
    ("name", "table", "columns", "found"),
    [
        ("appended", "account", "source_id name", [("A1", "Alpha"), ("A2", "Beta")]),
        ("ragged", "account", "name city", [("Alpha", "Oslo\nNorway"), ("Delta", "Bari"), ("Epsilon", None)]),
        ("quotes", "account", "name description", [('Al "the" pha', '5" pipes')]),
        ("same_ids", "account", "source_id city", [("A1", "Rome"), ("A2", None)]),
        (
            "formulas",
            "account",
            "name description",
            [("=1+1", "@SUM(A1)"), ('=HYPERLINK("http://x","y")', "+cmd|'/C calc'!A0"), ("-Alpha", "=2+2")],
        ),
        (
            "scripts",
            "account",
            "name city",
            [
                ("😀 GmbH 👨\u200d👩\u200d👧\u200d👦", "Zürich"),
                ("شركة ألفا", "دبي"),
                ("\u202eevil\u202c", "x"),
                ("株式会社アルファ", "東京"),
                ("ﬁrma\u0301", "\u200b"),
            ],
        ),
        ("line_ends", "account", "name", [("Alpha",), ("Beta",), ("Ga\r\nmma",), ("Delta",)]),
        ("tabs", "account", "name description", [("Alpha", "a, b; c"), ("Beta", "x\ty")]),
        ("separator", "account", "name", [("Alpha, Inc.",), ("Beta",)]),
        ("title", "account", "name industry", [("Alpha", "retail"), ("Beta", None)]),
        ("names", "account", "name city", [("Alpha", "Oslo"), ("Beta", "Rome")]),
        (
            "continental",
            "deal",
            "amount probability",
            [(1234.56, 0.125), (1234.0, 1.0), (-5.5, 0.25), (-1200.0, 1.0)],
        ),
        ("money", "deal", "amount currency", [(1200.0, "USD"), (1234567.5, "EUR"), (-5.0, "GBP"), (5.0, None)]),
        ("swiss", "deal", "amount", [(1234.5,), (1234567.0,), (1234.0,)]),
        ("numbers", "account", "employees annual_revenue", [(1250, 7.0)]),
        (
            "dates",
            "deal",
            "opened_at close_date",
            [("2026-02-28", "2999-12-31"), ("2026-02-28", "2031-03-01"), ("1999-03-13", "1999-03-13")],
        ),
        ("serials", "deal", "opened_at close_date", [("2023-03-15", "2026-03-04"), ("2026-03-04", "2025-12-31")]),
        ("epochs", "usage_event", "at", [("2025-03-04 00:00:00+00:00",), ("2025-03-04 10:05:30.500000+00:00",)]),
        ("words", "ticket", "status channel", [("pending", "email")]),
    ],
)
def test_what_comes_in_is_what_was_meant(
    store: Store, name: str, table: str, columns: str, found: list[tuple[Any, ...]]
) -> None:
    import_paths(store, [NASTY / name])
    read = rows(store, table, *columns.split())
    assert [
        tuple(one if isinstance(one, str | float | int | None) else str(one) for one in row) for row in read
    ] == found


def test_nothing_of_a_row_in_quarantine_is_lost(store: Store) -> None:
    import_paths(store, [NASTY / "ragged"])
    assert rows(store, "quarantine", "raw") == [
        ({"id": "A2", "name": "Beta"},),
        ({"id": "A3", "name": "Gamma", "city": "Rome", "column 4": "Italy"},),
    ]


def test_accounts_whose_parents_form_a_circle_are_set_aside(store: Store) -> None:
    report = import_paths(store, [NASTY / "circle"])
    assert report.objects == (count("account", quarantined=4),)


@pytest.mark.parametrize("field", [b"x" * 10_000_000, b'"' + b"x\n" * 5_000_000 + b'"'], ids=["one line", "many lines"])
def test_a_field_of_ten_megabytes_costs_its_row_only(store: Store, tmp_path: Path, field: bytes) -> None:
    report = load_bytes(store, tmp_path, b"id,name\nA1," + field + b"\nA2,Beta\n")
    assert rows(store, "account", "source_id") == [("A2",)]
    assert reasons(report) == [(2, "the row has 10,000,002 characters and I take up to 1,000,000")]
    cut = field.decode().strip('"')[:1000] + "… [cut: 10000000 characters]"
    assert rows(store, "quarantine", "raw")[0][0]["name"] == cut


def test_a_line_beyond_reading_costs_its_row_only(store: Store, tmp_path: Path) -> None:
    report = load_bytes(store, tmp_path, b"id,name\nA1," + b"x" * 17_000_000 + b"\nA2,Beta\n")
    assert report.objects == (count("account", created=1, quarantined=1),)
    assert reasons(report) == [(2, "the line is too long to be read whole")]
