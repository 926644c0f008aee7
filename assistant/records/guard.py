"""What a guarded connection sees in the place of the tables under the row rule."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Dialect, select

from assistant.records.schema import Base
from assistant.records.visibility import RULED, rule_for, teammates


def view_queries(
    dialect: Dialect, *, schema: str, reader_id: ColumnElement[int], reader_team: ColumnElement[int]
) -> Iterator[tuple[str, str]]:
    """The name of each table under the row rule, with the SELECT that keeps its reader's rows.

    Args:
        dialect: The database's.
        schema: Where the tables are.
        reader_id: SQL that gives the id of the user who reads, at the time of reading.
        reader_team: SQL that gives the user's team, or null.
    """
    for name in sorted(RULED):
        table = Base.metadata.tables[name]
        rows = select(table).where(rule_for(table, teammates(reader_id, reader_team)))
        compiled = rows.compile(
            dialect=dialect,
            schema_translate_map={None: schema},
            render_schema_translate=True,
            compile_kwargs={"literal_binds": True},
        )
        yield name, str(compiled)
