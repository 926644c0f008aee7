"""The first tables: tickets, messages, triage, knowledge, activities."""

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.columns import record_columns

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    _ticket()
    _message()
    _attachment()
    _triage()
    _kb_article()
    _review()
    _activity()


def _ticket() -> None:
    op.create_table(
        "ticket",
        *record_columns(),
        sa.Column("number", sa.String(), index=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id"), index=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("description", sa.String()),
        sa.Column("status", sa.String(), nullable=False, index=True),
        sa.Column("priority", sa.String()),
        sa.Column("type", sa.String()),
        sa.Column("channel", sa.String()),
        sa.Column("tags", sa.JSON()),
        sa.Column("assignee_id", sa.Integer(), sa.ForeignKey("user.id"), index=True),
        sa.Column("group", sa.String()),
        sa.Column("first_response_at", sa.DateTime()),
        sa.Column("solved_at", sa.DateTime()),
        sa.Column("sla_due_at", sa.DateTime()),
        sa.Column("snoozed_until", sa.DateTime()),
        sa.Column("merged_into_id", sa.Integer(), sa.ForeignKey("ticket.id")),
        sa.Column("reopened_count", sa.Integer()),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id")),
        sa.Column("csat_score", sa.Double()),
        sa.Column("csat_comment", sa.String()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _message() -> None:
    op.create_table(
        "message",
        *record_columns(),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id"), nullable=False, index=True),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("user.id")),
        sa.Column("to", sa.String()),
        sa.Column("cc", sa.String()),
        sa.Column("channel", sa.String()),
        sa.Column("body_text", sa.String(), nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("sent_at", sa.DateTime(), index=True),
        sa.Column("message_id_header", sa.String(), index=True),
        sa.Column("in_reply_to", sa.String()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _attachment() -> None:
    op.create_table(
        "attachment",
        *record_columns(),
        sa.Column("message_id", sa.Integer(), sa.ForeignKey("message.id"), nullable=False, index=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("type", sa.String()),
        sa.Column("size", sa.Integer()),
        sa.Column("sha256", sa.String()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _triage() -> None:
    op.create_table(
        "triage",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "message_id", sa.Integer(), sa.ForeignKey("message.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("model_version", sa.String(), nullable=False),
        sa.Column("intent", sa.String(), index=True),
        sa.Column("intent_confidence", sa.Numeric(9, 6)),
        sa.Column("intent_band", sa.String()),
        sa.Column("sentiment", sa.String(), index=True),
        sa.Column("sentiment_confidence", sa.Numeric(9, 6)),
        sa.Column("sentiment_band", sa.String()),
        sa.Column("sentiment_level", sa.Integer()),
        sa.Column("frustrated", sa.Boolean()),
        sa.Column("urgency", sa.String(), index=True),
        sa.Column("language", sa.String()),
        sa.Column("supported", sa.Boolean(), nullable=False),
        sa.Column("needs_reply", sa.Boolean()),
        sa.Column("entities", sa.JSON(), nullable=False),
        sa.Column("corrected_by", sa.Integer(), sa.ForeignKey("user.id")),
        sa.Column("corrected_to", sa.JSON()),
        sa.Column("corrected_at", sa.DateTime()),
        sa.UniqueConstraint("message_id", "model_version"),
    )


def _kb_article() -> None:
    op.create_table(
        "kb_article",
        *record_columns(),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("locale", sa.String()),
        sa.Column("status", sa.String()),
        sa.Column("intents", sa.JSON()),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id")),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _review() -> None:
    op.create_table(
        "review",
        *record_columns(),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id"), index=True),
        sa.Column("source", sa.String()),
        sa.Column("rating", sa.Double()),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("posted_at", sa.DateTime()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _activity() -> None:
    op.create_table(
        "activity",
        *record_columns(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String()),
        sa.Column("body", sa.String()),
        sa.Column("due_at", sa.DateTime()),
        sa.Column("done_at", sa.DateTime()),
        sa.Column("status", sa.String()),
        sa.Column("priority", sa.String()),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id")),
        sa.Column("deal_id", sa.Integer(), sa.ForeignKey("deal.id")),
        sa.Column("ticket_id", sa.Integer(), sa.ForeignKey("ticket.id")),
        sa.UniqueConstraint("source_system", "source_id"),
    )
