"""The views through which a guarded connection sees the tables under the row rule."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Dialect, select

from assistant.records.schema import Base
from assistant.records.visibility import RULED, rule_for, teammates


def view_statements(
    dialect: Dialect, *, prefix: str, schema: str, reader_id: ColumnElement[int], reader_team: ColumnElement[int]
) -> Iterator[str]:
    """The statements that put temporary views in the place of the tables.

    Each table gets two: one that keeps the reader's rows, named with the prefix, besides one of the table's own name
    over it, which every later statement means when it names the table.

    Args:
        dialect: The database's.
        prefix: Starts the name of every inner view.
        schema: Where the tables are.
        reader_id: SQL that gives the id of the user who reads, at the time of reading.
        reader_team: SQL that gives the user's team, or null.
    """
    quote = dialect.identifier_preparer.quote
    for name in sorted(RULED):
        table = Base.metadata.tables[name]
        rows = select(table).where(rule_for(table, teammates(reader_id, reader_team)))
        compiled = rows.compile(
            dialect=dialect,
            schema_translate_map={None: schema},
            render_schema_translate=True,
            compile_kwargs={"literal_binds": True},
        )
        yield f"CREATE TEMPORARY VIEW {prefix}{name} AS {compiled}"
        yield f"CREATE TEMPORARY VIEW {quote(name)} AS SELECT * FROM {prefix}{name}"  # noqa: S608 - names of our own tables
