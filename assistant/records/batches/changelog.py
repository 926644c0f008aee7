"""Logs what rows were before an import changed them, and reads it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, String, Table, cast, insert, null, select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.cleaning import restored, stored

AS_JSON = ":json"
"""Ends the name of a column that held the JSON text `null`, which is not the same as nothing."""


def log_changes(
    session: Session, batch_id: int, table: Table, changes: Sequence[tuple[int, Mapping[str, Any]]]
) -> None:
    """Note the values that rows have now, before they are overwritten.

    Args:
        session: The import's own transaction.
        batch_id: The import.
        table: Of the rows.
        changes: Id of each row with the values that will change, as they are.
    """
    if not changes:
        return
    nulls = {
        name: _json_nulls(session, table, name, [row_id for row_id, old in changes if old.get(name, 0) is None])
        for name in {name for _, old in changes for name in old if isinstance(table.c[name].type, JSON)}
    }
    session.execute(
        insert(table_of("import_change")),
        [
            {
                "batch_id": batch_id,
                "table_name": table.name,
                "row_id": row_id,
                "before": {
                    f"{name}{AS_JSON}" if row_id in nulls.get(name, ()) else name: stored(value)
                    for name, value in old.items()
                },
            }
            for row_id, old in changes
        ],
    )


def as_it_was(table: Table, before: Mapping[str, Any]) -> dict[str, Any]:
    """The values to write so that a row is what it was."""
    values: dict[str, Any] = {}
    for name, value in before.items():
        if name.endswith(AS_JSON):
            values[name.removesuffix(AS_JSON)] = JSON.NULL
        elif value is None and isinstance(table.c[name].type, JSON):
            values[name] = null()
        else:
            values[name] = restored(table.c[name], value)
    return values


def _json_nulls(session: Session, table: Table, name: str, row_ids: Sequence[int]) -> frozenset[int]:
    """Those of some rows that hold the JSON text `null` in a column that reads as None."""
    if not row_ids:
        return frozenset()
    query = select(table.c.id).where(table.c.id.in_(row_ids), cast(table.c[name], String).is_not(None))
    return frozenset(session.execute(query).scalars())
