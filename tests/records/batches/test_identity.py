"""What is exported and imported into an empty home is the same: every object, every kind of value."""

import csv
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, Numeric, select

from assistant.messages import Cell
from assistant.records.batches import Answers, import_paths
from assistant.records.batches.catalog import catalog, dependency_order, table_of
from assistant.records.batches.cleaning import ENUMERATIONS
from assistant.records.export import everything, write_folder, write_workbook
from assistant.records.schema import Contact, Message, UtcDateTime
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

Rows = dict[str, list[dict[str, str]]]
MOST = 3  # records of each object
LETTERS = st.sampled_from("abzÄß漢0159 ,;\t\"'=+-@()|\\\n…€%.:/")
TEXTS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(datetime.isoformat)
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat)
CUSTOM = ("tier", "Größe", "=SUM", "a,b", "Revenue", "Company")
CUSTOM_CELLS = st.one_of(
    st.integers(-9999, 9999).map(str),
    st.floats(-1000, 1000).map(lambda value: repr(round(value, 3))),
    DAYS,
    st.sampled_from(["yes", "no", "true"]),
    TEXTS,
)


def cells(name: str, column: Column[Any]) -> st.SearchStrategy[str]:
    """Texts that an import can read as values of a field."""
    kind = column.type
    if (name, column.name) in ENUMERATIONS:
        return st.sampled_from(ENUMERATIONS[name, column.name])
    if isinstance(kind, Boolean):
        return st.sampled_from(["true", "false"])
    if isinstance(kind, Integer):
        return st.integers(0, 10**6).map(str)
    if isinstance(kind, UtcDateTime):
        return MOMENTS
    if isinstance(kind, Date):
        return DAYS
    if isinstance(kind, Numeric) and kind.scale == 6:
        return st.integers(0, 1000).map(lambda value: repr(value / 1000))
    if isinstance(kind, Numeric | Float):
        return st.integers(-(10**7), 10**9).map(lambda value: f"{value / 100:.2f}")
    return st.lists(TEXTS, max_size=3).map(";".join) if isinstance(kind, JSON) else TEXTS


@st.composite
def companies(draw: st.DrawFn) -> Rows:
    """A few records of every object, with references among them."""
    counts = {name: draw(st.integers(0, MOST), label=name) for name in dependency_order()}
    return {
        name: [draw(record(name, number, counts), label=f"{name} {number}") for number in range(counts[name])]
        for name in dependency_order()
        if counts[name]
    }


@st.composite
def record(draw: st.DrawFn, name: str, number: int, counts: dict[str, int]) -> dict[str, str]:
    """One record as the cells of a file."""
    found = {"id": f"{name}-{number}"}
    for field in sorted(catalog()[name].fields):
        column = table_of(name).c[field]
        target = catalog()[name].references.get(field)
        if target:
            highest = number if target == name else counts[target]
            if highest and (not column.nullable or draw(st.booleans())):
                found[field] = f"{target}-{draw(st.integers(0, highest - 1))}"
        elif not column.nullable or draw(st.booleans()):
            found[field] = draw(cells(name, column))
    for field in ("name", "email", "domain"):
        if field in found:
            found[field] = f"{found[field]} {number}" if field == "name" else f"n{number}@{name}.example"
    return found | draw(st.dictionaries(st.sampled_from(CUSTOM), CUSTOM_CELLS, max_size=2))


def write(folder: Path, rows: Rows) -> Path:
    """The records as files that somebody else wrote."""
    folder.mkdir()
    for name, records in rows.items():
        columns = list(dict.fromkeys(column for record in records for column in ("id", *sorted(record))))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(records)
    return folder


def exported(store: Store) -> dict[str, tuple[Sequence[str], list[Sequence[Cell]]]]:
    """All records in the generic layout, by object."""
    found: dict[str, tuple[Sequence[str], list[Sequence[Cell]]]] = {}
    for sheet in everything(store, LOCAL_ADMIN):
        found[sheet.name] = (sheet.columns, sorted(sheet.rows, key=lambda row: str(row[0])))
    return found


def home(place: Path, database: Path) -> Store:
    """An empty home."""
    place.mkdir()
    shutil.copy(database, place / "crm.db")
    return Store.open(place)


def test_keys_of_records_that_are_not_here_yet_go_out_with_their_rows(new_database: Path, tmp_path: Path) -> None:
    first, second = home(tmp_path / "first", new_database), home(tmp_path / "second", new_database)
    rows: Rows = {
        "contact": [{"id": "C1", "account_id": "A1", "email": "c@x.com"}],
        "ticket": [{"id": "T1", "subject": "Help"}],
        "message": [{"id": "M1", "ticket_id": "T1", "author_id": "C1", "direction": "in", "body_text": "Help"}],
    }
    import_paths(first, [write(tmp_path / "files", rows)])
    write_folder(tmp_path / "out", everything(first, LOCAL_ADMIN))
    import_paths(second, [tmp_path / "out"])
    assert exported(second) == exported(first)
    import_paths(second, [write(tmp_path / "later", {"account": [{"id": "A1", "name": "Alpha"}]})])
    ((_, contacts),) = [sheet for name, sheet in exported(second).items() if name == "contact"]
    assert [row[1] for row in contacts] == ["A1"]
    with second.read(LOCAL_ADMIN) as session:
        assert session.execute(select(Contact.account_id, Contact.custom)).all() == [(1, {})]
        assert session.execute(select(Message.custom)).all() == [({"author_id": "C1"},)]
    for store in (first, second):
        store.close()


@given(rows=companies())
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_export_and_import_into_an_empty_home_is_the_identity(new_database: Path, rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        first = home(place / "first", new_database)
        if not rows:
            return
        import_paths(first, [write(place / "files", rows)], system="generic", answers=Answers(numbers="point"))
        expected = exported(first)
        for kind in ("folder", "book.xlsx"):
            second = home(place / f"home of {kind}", new_database)
            if kind == "folder":
                write_folder(place / kind, everything(first, LOCAL_ADMIN))
            else:
                write_workbook(place / kind, everything(first, LOCAL_ADMIN))
            report = import_paths(second, [place / kind], system="generic")
            assert report.quarantine == ()
            assert exported(second) == expected
            again = import_paths(second, [place / kind], system="generic")
            assert [one.rows_in for one in again.objects] == [one.duplicates for one in again.objects]
            second.close()
        first.close()
