"""What the tables of the first migrations share; frozen, whatever the models become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op


def record_columns() -> tuple[sa.Column[Any], ...]:
    """The columns that every imported table carries besides its own."""
    return (
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String()),
        sa.Column("created_at", sa.DateTime()),
        sa.Column("updated_at", sa.DateTime()),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), sa.ForeignKey("import_batch.id", use_alter=True), index=True),
        sa.Column("owner_id", sa.Integer(), sa.ForeignKey("user.id", use_alter=True), index=True),
    )


def add_late_keys(tables: Sequence[str]) -> None:
    """Add the references that go round in circles, where a database can add them after the tables."""
    if not op.get_context().dialect.supports_alter:
        return  # SQLite has them from the start: it accepts a reference to a table that is still to come.
    for table in tables:
        op.create_foreign_key(
            f"fk_{table}_import_batch_id_import_batch", table, "import_batch", ["import_batch_id"], ["id"]
        )
        op.create_foreign_key(f"fk_{table}_owner_id_user", table, "user", ["owner_id"], ["id"])
