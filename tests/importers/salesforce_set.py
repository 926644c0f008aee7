"""A company's export from Salesforce, with what is in the home after its import."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from assistant.records.schema import Base
from assistant.records.store import Store
from tests.records.batches.tables import rows

FILES = Path(__file__).parent / "salesforce"
EXPORT = FILES / "data_loader"
WEEKLY = FILES / "weekly"
REPORTS = FILES / "reports"
TECHNICAL = ("id", "source_system", "import_batch_id")


def one(store: Store, table: str, **where: object) -> dict[str, Any]:
    """The only record with these values; what is blank is left out."""
    found = Base.metadata.tables[table]
    with store.write() as session:
        query = select(found).where(*(found.c[name] == value for name, value in where.items()))
        (row,) = session.execute(query).mappings()
        return {name: value for name, value in row.items() if name not in TECHNICAL and value not in (None, {}, [])}


def called(store: Store, table: str, column: str = "name") -> dict[Any, Any]:
    """Ids by name, or by another column."""
    return dict(rows(store, table, column, "id"))


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """A moment in UTC."""
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
