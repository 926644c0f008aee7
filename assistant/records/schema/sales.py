"""The tables of selling: accounts, contacts, leads, deals with their stages."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.schema.base import Money, Ratio, Record


class Account(Record):
    """A customer company."""

    __tablename__ = "account"

    name: Mapped[str] = mapped_column(index=True)
    domain: Mapped[str | None] = mapped_column(index=True)
    industry: Mapped[str | None] = mapped_column(index=True)
    employees: Mapped[int | None]
    annual_revenue: Mapped[Money | None]
    country: Mapped[str | None] = mapped_column(index=True)
    city: Mapped[str | None]
    segment: Mapped[str | None]
    lifecycle_stage: Mapped[str | None]  # lead | prospect | customer | at_risk | churned
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    founded_year: Mapped[int | None]
    description: Mapped[str | None]


class Contact(Record):
    """A person at an account."""

    __tablename__ = "contact"

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    first_name: Mapped[str | None]
    last_name: Mapped[str | None] = mapped_column(index=True)
    email: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    title: Mapped[str | None]
    language: Mapped[str | None]
    timezone: Mapped[str | None]
    opt_out: Mapped[bool | None]
    is_primary: Mapped[bool | None]


class Lead(Record):
    """A person or company not yet qualified."""

    __tablename__ = "lead"

    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    company: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[str | None]
    source: Mapped[str | None]
    score: Mapped[float | None]
    converted_deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id"))


class Deal(Record):
    """A sale in progress or ended; `is_closed` and `is_won` hold the meaning of its own stage names."""

    __tablename__ = "deal"

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    primary_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    name: Mapped[str | None] = mapped_column(index=True)
    pipeline: Mapped[str | None]
    stage: Mapped[str] = mapped_column(index=True)
    amount: Mapped[Money | None]
    currency: Mapped[str | None]
    probability: Mapped[Ratio | None]  # 0 to 1
    expected_revenue: Mapped[Money | None]
    opened_at: Mapped[date | None] = mapped_column(index=True)
    close_date: Mapped[date | None] = mapped_column(index=True)
    forecast_category: Mapped[str | None]
    type: Mapped[str | None]
    source: Mapped[str | None]
    next_step: Mapped[str | None]
    is_closed: Mapped[bool] = mapped_column(default=False)
    is_won: Mapped[bool] = mapped_column(default=False)
    lost_reason: Mapped[str | None]


class DealStageHistory(Record):
    """One move of a deal from stage to stage."""

    __tablename__ = "deal_stage_history"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"), index=True)
    from_stage: Mapped[str | None]
    to_stage: Mapped[str]
    at: Mapped[datetime]
    amount: Mapped[Money | None]
