"""The first tables: orders, subscriptions, usage, invoices, campaigns, quotas."""

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.columns import record_columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    _order()
    _order_item()
    _subscription()
    _usage_event()
    _invoice()
    _campaign()
    _campaign_member()
    _quota()


def _order() -> None:
    op.create_table(
        "order",
        *record_columns(),
        sa.Column("number", sa.String(), index=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id")),
        sa.Column("ordered_at", sa.DateTime(), index=True),
        sa.Column("status", sa.String()),
        sa.Column("total", sa.Numeric(18, 2)),
        sa.Column("currency", sa.String()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _order_item() -> None:
    op.create_table(
        "order_item",
        *record_columns(),
        sa.Column("order_id", sa.Integer(), sa.ForeignKey("order.id"), nullable=False, index=True),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id"), index=True),
        sa.Column("quantity", sa.Double()),
        sa.Column("unit_price", sa.Numeric(18, 2)),
        sa.Column("discount", sa.Numeric(9, 6)),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _subscription() -> None:
    op.create_table(
        "subscription",
        *record_columns(),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id")),
        sa.Column("plan", sa.String()),
        sa.Column("mrr", sa.Numeric(18, 2)),
        sa.Column("currency", sa.String()),
        sa.Column("starts_at", sa.Date()),
        sa.Column("ends_at", sa.Date()),
        sa.Column("cancelled_at", sa.Date(), index=True),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _usage_event() -> None:
    op.create_table(
        "usage_event",
        *record_columns(),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id")),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id")),
        sa.Column("at", sa.DateTime(), nullable=False, index=True),
        sa.Column("quantity", sa.Double()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _invoice() -> None:
    op.create_table(
        "invoice",
        *record_columns(),
        sa.Column("number", sa.String(), index=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("order_id", sa.Integer(), sa.ForeignKey("order.id")),
        sa.Column("amount", sa.Numeric(18, 2)),
        sa.Column("currency", sa.String()),
        sa.Column("issued_at", sa.Date()),
        sa.Column("due_at", sa.Date()),
        sa.Column("paid_at", sa.Date()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _campaign() -> None:
    op.create_table(
        "campaign",
        *record_columns(),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("channel", sa.String()),
        sa.Column("starts_at", sa.Date()),
        sa.Column("cost", sa.Numeric(18, 2)),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _campaign_member() -> None:
    op.create_table(
        "campaign_member",
        *record_columns(),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False, index=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id"), index=True),
        sa.Column("treated", sa.Boolean()),
        sa.Column("sent_at", sa.DateTime()),
        sa.Column("responded_at", sa.DateTime()),
        sa.Column("converted_value", sa.Numeric(18, 2)),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _quota() -> None:
    op.create_table(
        "quota",
        *record_columns(),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("user.id"), index=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(18, 2), nullable=False),
        sa.Column("currency", sa.String()),
        sa.UniqueConstraint("source_system", "source_id"),
    )
