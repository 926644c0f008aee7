"""Imports the public CRM sales set to count what arrives."""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from assistant.records.batches import import_paths, revert
from assistant.records.schema import RECORDS, Account, Base
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN
from benchmarks.reporting import DATA, Report, measuring


def main() -> None:
    """Import into a fresh home, import again, revert; write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("CRM_BENCH_DATA", DATA)))
    folder = parser.parse_args().data / "crm_sales"
    report = Report(
        name="import_crm_sales",
        protocol="`import_paths` of the folder into a fresh home on disk, the same again, then both reverted",
        data=[folder],
    )
    with tempfile.TemporaryDirectory() as home, measuring(report):
        store = Store.open(Path(home))
        first = import_paths(store, [folder], as_of=date(2017, 12, 31))
        with store.read(LOCAL_ADMIN) as session:
            parents = session.scalar(select(func.count()).where(Account.parent_id.is_not(None)))
        again = import_paths(store, [folder], as_of=date(2017, 12, 31))
        report.figures |= {one.object: one.created for one in first.objects}
        report.figures |= {f"reconciled_{one.meant}": one.rows for one in first.reconciliations}
        report.figures |= {
            "parents": float(parents or 0),
            "quarantined": first.quarantined,
            "import_seconds": first.seconds,
            "again_duplicates": sum(one.duplicates for one in again.objects),
            "again_rows_in": again.rows_in,
        }
        for batch in (again, first):
            revert(store, batch.batch_id or 0)
        report.figures["left_after_revert"] = _records(store)
        store.close()


def _records(store: Store) -> int:
    """Rows of all business objects."""
    with store.read(LOCAL_ADMIN) as session:
        return sum(
            session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0 for name in RECORDS
        )


if __name__ == "__main__":
    main()
