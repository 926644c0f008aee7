"""Rows in are always imported, duplicates or quarantined, whatever the file holds."""

import csv
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.records.batches import import_paths, revert
from assistant.records.store import Store
from tests.records.batches.tables import contents, rows

COLUMNS = ["id", "name", "parent_id", "employees", "country", "founded_year", "rating"]
KEYS = st.sampled_from(["", "A1", "A2", "A3", "A4", "A5"])
CELLS = st.tuples(
    KEYS,
    st.one_of(st.sampled_from(["", "Alpha", "alpha", "Beta"]), st.text(max_size=5)),
    KEYS,
    st.sampled_from(["", "5", "1,000", "many", "-1", "1e400"]),
    st.sampled_from(["", "Kenya", "Keny", "Kenyaa", "United Stats"]),
    st.sampled_from(["", "1999", "1999.5"]),
    st.sampled_from(["", "3", "x", "2024-01-01"]),
)
ROWS = st.lists(st.one_of(CELLS, st.tuples(KEYS), CELLS.map(lambda cells: (*cells, "more"))), max_size=25)


@given(first=ROWS, second=ROWS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_accounted_for_and_a_revert_leaves_no_trace(
    new_database: Path, first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(new_database, Path(folder) / "crm.db")
        store = Store.open(Path(folder))
        empty = contents(store)
        written = _import(store, Path(folder), first)
        after_first = contents(store)
        _import(store, Path(folder), second)
        again = _import(store, Path(folder), second)
        assert again.created == 0
        for batch_id in (3, 2):
            revert(store, batch_id)
        assert contents(store) == after_first
        revert(store, 1)
        assert contents(store) == empty
        assert written.rows_in == written.created + written.kept
        store.close()


class _Account:
    """The sums of one import, checked against the tables."""

    def __init__(self, store: Store, batch_id: int) -> None:
        ((self.rows_in, self.created, updated, duplicates, quarantined),) = [
            row[1:]
            for row in rows(store, "import_batch", "id", "rows_in", "created", "updated", "duplicates", "quarantined")
            if row[0] == batch_id
        ]
        self.kept = updated + duplicates + quarantined
        assert len([row for row in rows(store, "quarantine", "batch_id") if row == (batch_id,)]) == quarantined


def _import(store: Store, folder: Path, lines: list[tuple[str, ...]]) -> _Account:
    path = folder / "account.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    before = len(rows(store, "account", "id"))
    report = import_paths(store, [path])
    assert report.batch_id is not None
    account = _Account(store, report.batch_id)
    assert len(rows(store, "account", "id")) == before + account.created
    return account
