"""Teaching: corrections, own intents with their examples, readings laid over the model's, vectors of messages."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), primary_key=True),
        _message(nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.String()),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("confidence", sa.Numeric(9, 6)),
        sa.Column("base_version", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id")),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime()),
        sa.Column("undone_by_id", sa.Integer(), sa.ForeignKey("user.id")),
    )
    _intents()
    op.create_table(
        "taught",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "triage_id", sa.Integer(), sa.ForeignKey("triage.id", ondelete="CASCADE"), nullable=False, unique=True
        ),
        _message(nullable=False),
        sa.Column("correction_id", sa.Integer(), sa.ForeignKey("correction.id", ondelete="CASCADE"), index=True),
        sa.Column("intent_id", sa.Integer(), sa.ForeignKey("own_intent.id"), index=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("supporters", sa.JSON(), nullable=False),
    )
    op.create_table(
        "message_vector",
        sa.Column("message_id", sa.Integer(), sa.ForeignKey("message.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("encoder", sa.String(), primary_key=True),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("considered", sa.Boolean(), nullable=False),
    )


def _intents() -> None:
    op.create_table(
        "own_intent",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False, unique=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("needs_reply", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id")),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime()),
    )
    op.create_table(
        "intent_example",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("intent_id", sa.Integer(), sa.ForeignKey("own_intent.id"), nullable=False, index=True),
        _message(nullable=True),
        sa.Column("text", sa.String()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id")),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("intent_id", "message_id"),
    )


def _message(*, nullable: bool) -> sa.Column[int]:
    key = sa.ForeignKey("message.id", ondelete="CASCADE")
    return sa.Column("message_id", sa.Integer(), key, nullable=nullable, index=True)
