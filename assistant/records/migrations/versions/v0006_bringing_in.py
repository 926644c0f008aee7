"""Bringing records in: kept mappings, repairs, merges, watched folders, exchange rates, kinds of public posts."""

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.columns import add_late_keys, record_columns

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables, then add the columns."""
    _mappings()
    _merges()
    _watches()
    op.create_table(
        "exchange_rate",
        *record_columns(),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rate", sa.Double(), nullable=False),
        sa.UniqueConstraint("source_system", "source_id"),
    )
    op.create_index("ix_exchange_rate_currency_day", "exchange_rate", ["currency", "day"])
    add_late_keys(("exchange_rate",))
    for name in ("kind", "title", "author", "url"):
        op.add_column("review", sa.Column(name, sa.String()))
    op.add_column("import_change", sa.Column("after", sa.String()))
    op.add_column("quarantine", sa.Column("object", sa.String()))
    op.add_column("quarantine", sa.Column("status", sa.String(), nullable=False, server_default="waiting"))
    with op.batch_alter_table("quarantine") as table:
        table.add_column(sa.Column("repaired_by_id", sa.Integer()))
        table.create_foreign_key(
            "fk_quarantine_repaired_by_id_import_batch", "import_batch", ["repaired_by_id"], ["id"]
        )


def _mappings() -> None:
    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("source_system", "signature"),
    )


def _merges() -> None:
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False, index=True),
        sa.Column("merged_id", sa.Integer(), nullable=False, index=True),
        sa.Column("probability", sa.Numeric(9, 6), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False, index=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("user.id")),
        sa.Column("decided_at", sa.DateTime()),
        sa.UniqueConstraint("object", "kept_id", "merged_id"),
    )
    op.create_table(
        "source_alias",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), sa.ForeignKey("merge.id"), index=True),
        sa.UniqueConstraint("object", "source_system", "source_id"),
    )


def _watches() -> None:
    op.create_table(
        "folder_watch",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("path", sa.String(), nullable=False, unique=True),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("last_run_at", sa.DateTime()),
        sa.Column("last_result", sa.String(), nullable=False),
    )
    op.create_table(
        "watched_file",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("watch_id", sa.Integer(), sa.ForeignKey("folder_watch.id"), nullable=False, index=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("import_batch.id")),
        sa.UniqueConstraint("watch_id", "name"),
    )
