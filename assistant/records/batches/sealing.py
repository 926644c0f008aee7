"""Notes what an import did to each row, once all of it is done, so that a revert can undo just that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import insert, literal, null, select, update
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.fingerprints import digest_of

Columns = dict[str, list[str]]


def seal(session: Session, batch_id: int, newest_before: Mapping[str, int]) -> Columns:
    """Log created records, then the digest of every record that the batch wrote, as it stands now.

    Args:
        session: The import's own transaction, with everything written.
        batch_id: The import.
        newest_before: Object → largest id before the import, for every object it may have written.

    Returns:
        Object → the columns that its digests are made of.
    """
    return {name: _seal(session, batch_id, name, newest) for name, newest in newest_before.items()}


def log_created(session: Session, batch_id: int, table: str, row_ids: Iterable[int]) -> None:
    """Note rows that a batch created besides its records, so that a revert can remove them."""
    rows = [{"batch_id": batch_id, "table_name": table, "row_id": row_id} for row_id in row_ids]
    if rows:
        session.execute(insert(table_of("import_change")), rows)


def _seal(session: Session, batch_id: int, name: str, newest_before: int) -> list[str]:
    table, changes = table_of(name), table_of("import_change")
    columns = [column.name for column in table.columns]
    digest = digest_of(session, table, columns)
    created = select(literal(batch_id), literal(name), table.c.id, null(), digest).where(
        table.c.import_batch_id == batch_id, table.c.id > newest_before
    )
    session.execute(insert(changes).from_select(["batch_id", "table_name", "row_id", "before", "after"], created))
    session.execute(
        update(changes)
        .where(changes.c.batch_id == batch_id, changes.c.table_name == name, changes.c.before.is_not(None))
        .values(after=select(digest).where(table.c.id == changes.c.row_id).scalar_subquery())
    )
    return columns
