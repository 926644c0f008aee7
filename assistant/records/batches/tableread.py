"""Remembers how an import read each table, so that single rows of it can be read again in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.custom import CustomType
from assistant.records.batches.formats import Format
from assistant.records.batches.layout import TableHead

PART = " › "  # between a file's name and that of a table in it


@dataclass(frozen=True, slots=True)
class TableRead:
    """One table as an import read it."""

    name: str  # how reports call it
    head: TableHead
    said: Mapping[str, str] = field(default_factory=dict)  # column → what a person wanted of it
    formats: Mapping[str, Format] = field(default_factory=dict)  # column → how it writes its values
    types: Mapping[str, CustomType] = field(default_factory=dict)  # column that became a custom field → its type
    currencies: frozenset[str] = frozenset()  # columns whose cells name their currency


_READ: TypeAdapter[tuple[TableRead, ...]] = TypeAdapter(tuple[TableRead, ...])


def as_json(tables: Sequence[TableRead]) -> Any:
    """For the batch's report."""
    return _READ.dump_python(tuple(tables), mode="json")


def table_read(session: Session, batch_id: int, name: str, columns: Sequence[str]) -> TableRead:
    """How an import read one of its tables.

    Args:
        session: A reading session.
        batch_id: The import.
        name: The table's name in reports.
        columns: Its header as far as it is known otherwise; for imports of releases that kept none.
    """
    batches = table_of("import_batch")
    report = session.execute(select(batches.c.report).where(batches.c.id == batch_id)).scalar_one()
    for table in _READ.validate_python(report.get("read", ())):
        if table.name == name:
            return table
    stem = name.rpartition(PART)[2] if PART in name else PurePath(name).stem
    return TableRead(name, TableHead(stem.lower(), tuple(columns)))
