"""The first tables: colleagues, their teams, the secrets they sign in with, the imports they run."""

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.columns import record_columns

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _team()
    _user()
    _login_session()
    _access_token()
    _import_batch()
    _import_change()
    _quarantine()


def _team() -> None:
    op.create_table(
        "team",
        *record_columns(),
        sa.Column("name", sa.String(), nullable=False, unique=True),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _user() -> None:
    op.create_table(
        "user",
        *record_columns(),
        sa.Column("name", sa.String(), nullable=False, index=True),
        sa.Column("email", sa.String(), unique=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team_id", sa.Integer(), sa.ForeignKey("team.id"), index=True),
        sa.Column("manager_id", sa.Integer(), sa.ForeignKey("user.id"), index=True),
        sa.Column("region", sa.String(), index=True),
        sa.Column("password_hash", sa.String()),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _login_session() -> None:
    op.create_table(
        "login_session",
        sa.Column("token_hash", sa.String(), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False, index=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime()),
    )


def _access_token() -> None:
    op.create_table(
        "access_token",
        sa.Column("token_hash", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False, index=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime()),
        sa.Column("used_at", sa.DateTime()),
    )


def _import_batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source_system", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("rows_in", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id")),
    )


def _import_change() -> None:
    op.create_table(
        "import_change",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("import_batch.id"), nullable=False, index=True),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON()),
    )


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("import_batch.id"), nullable=False, index=True),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
    )
