"""Small files to import, with what is in a table afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from assistant.records.batches import ImportReport, ObjectCount, import_paths
from assistant.records.schema import Base
from assistant.records.store import Store

BATCH_TABLES = ("import_batch", "import_change", "quarantine")


def put(folder: Path, name: str, *lines: str) -> Path:
    """Write a text file of these lines."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def load(store: Store, folder: Path, name: str, *lines: str) -> ImportReport:
    """Write one file and import it."""
    return import_paths(store, [put(folder, name, *lines)])


def rows(store: Store, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Columns of every row of a table, in order of id."""
    found = Base.metadata.tables[table]
    with store.write() as session:
        query = select(*(found.c[column] for column in columns)).order_by(*found.primary_key.columns)
        return [tuple(row) for row in session.execute(query)]


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every table but those that keep the history of imports."""
    with store.write() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
            for table in Base.metadata.sorted_tables
            if table.name not in BATCH_TABLES
        }


def count(name: str, *, created: int = 0, updated: int = 0, duplicates: int = 0, quarantined: int = 0) -> ObjectCount:
    """The row account that adds up."""
    return ObjectCount(name, created + updated + duplicates + quarantined, created, updated, duplicates, quarantined)


def reasons(report: ImportReport) -> list[tuple[int, str]]:
    """Line and reason of each quarantined row."""
    return [(row.line, row.reason) for row in report.quarantine]
