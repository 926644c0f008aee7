"""The first tables: accounts, contacts, products, deals."""

import sqlalchemy as sa
from alembic import op

from assistant.records.migrations.columns import record_columns

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    _account()
    _contact()
    _product()
    _deal()
    _deal_stage_history()
    _lead()
    _stage_meaning()


def _account() -> None:
    op.create_table(
        "account",
        *record_columns(),
        sa.Column("name", sa.String(), nullable=False, index=True),
        sa.Column("domain", sa.String(), index=True),
        sa.Column("industry", sa.String(), index=True),
        sa.Column("employees", sa.Integer()),
        sa.Column("annual_revenue", sa.Numeric(18, 2)),
        sa.Column("country", sa.String(), index=True),
        sa.Column("city", sa.String()),
        sa.Column("segment", sa.String()),
        sa.Column("lifecycle_stage", sa.String()),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("founded_year", sa.Integer()),
        sa.Column("description", sa.String()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _contact() -> None:
    op.create_table(
        "contact",
        *record_columns(),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("first_name", sa.String()),
        sa.Column("last_name", sa.String(), index=True),
        sa.Column("email", sa.String(), index=True),
        sa.Column("phone", sa.String()),
        sa.Column("title", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("timezone", sa.String()),
        sa.Column("opt_out", sa.Boolean()),
        sa.Column("is_primary", sa.Boolean()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _product() -> None:
    op.create_table(
        "product",
        *record_columns(),
        sa.Column("sku", sa.String(), index=True),
        sa.Column("name", sa.String(), nullable=False, index=True),
        sa.Column("series", sa.String()),
        sa.Column("list_price", sa.Numeric(18, 2)),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _deal() -> None:
    op.create_table(
        "deal",
        *record_columns(),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), index=True),
        sa.Column("primary_contact_id", sa.Integer(), sa.ForeignKey("contact.id")),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id"), index=True),
        sa.Column("name", sa.String(), index=True),
        sa.Column("pipeline", sa.String()),
        sa.Column("stage", sa.String(), nullable=False, index=True),
        sa.Column("amount", sa.Numeric(18, 2)),
        sa.Column("currency", sa.String()),
        sa.Column("probability", sa.Numeric(9, 6)),
        sa.Column("expected_revenue", sa.Numeric(18, 2)),
        sa.Column("opened_at", sa.Date(), index=True),
        sa.Column("close_date", sa.Date(), index=True),
        sa.Column("forecast_category", sa.String()),
        sa.Column("type", sa.String()),
        sa.Column("source", sa.String()),
        sa.Column("next_step", sa.String()),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("is_won", sa.Boolean(), nullable=False),
        sa.Column("lost_reason", sa.String()),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _deal_stage_history() -> None:
    op.create_table(
        "deal_stage_history",
        *record_columns(),
        sa.Column("deal_id", sa.Integer(), sa.ForeignKey("deal.id"), nullable=False, index=True),
        sa.Column("from_stage", sa.String()),
        sa.Column("to_stage", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("amount", sa.Numeric(18, 2)),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _lead() -> None:
    op.create_table(
        "lead",
        *record_columns(),
        sa.Column("first_name", sa.String()),
        sa.Column("last_name", sa.String()),
        sa.Column("company", sa.String()),
        sa.Column("email", sa.String(), index=True),
        sa.Column("status", sa.String()),
        sa.Column("source", sa.String()),
        sa.Column("score", sa.Double()),
        sa.Column("converted_deal_id", sa.Integer(), sa.ForeignKey("deal.id")),
        sa.UniqueConstraint("source_system", "source_id"),
    )


def _stage_meaning() -> None:
    op.create_table(
        "stage_meaning",
        sa.Column("stage", sa.String(), primary_key=True),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Numeric(9, 6)),
    )
