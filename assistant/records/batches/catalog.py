"""What the schema lets an import fill, with the order in which objects depend on each other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Table

from assistant.records.batches.layout import Catalog, ObjectFields
from assistant.records.schema import RECORDS, Base

OWN = frozenset({"id", "source_id", "source_system", "import_batch_id", "custom", "password_hash"})
"""Columns that the house fills itself."""


def table_of(name: str) -> Table:
    """The table of an object."""
    return Base.metadata.tables[name]


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """Every importable object by its name."""
    return {name: _fields(table_of(name)) for name in sorted(RECORDS)}


@lru_cache(maxsize=1)
def dependency_order() -> tuple[str, ...]:
    """Objects so that each comes after all it refers to, itself aside."""
    waiting = {name: set(fields.references.values()) - {name} for name, fields in catalog().items() if name != "user"}
    order = ["team", "user"]  # everything has an owner, teams too: users come first save for their teams
    waiting.pop("team")
    while waiting:
        ready = sorted(name for name, needs in waiting.items() if needs <= set(order))
        order.extend(ready)
        for name in ready:
            del waiting[name]
    return tuple(order)


def in_order(names: Iterable[str]) -> list[str]:
    """Sort objects by dependency."""
    order = dependency_order()
    return sorted(set(names), key=order.index)


def _fields(table: Table) -> ObjectFields:
    names = frozenset(column.name for column in table.columns) - OWN
    references = {key.parent.name: key.column.table.name for key in table.foreign_keys if key.parent.name in names}
    return ObjectFields(names, references)
