"""The tables of trade: products, orders, subscriptions, usage, invoices, campaigns, quotas, exchange rates."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.schema.base import Money, Ratio, Record


class Product(Record):
    """Something that is sold."""

    __tablename__ = "product"

    sku: Mapped[str | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(index=True)
    series: Mapped[str | None]
    list_price: Mapped[Money | None]


class Order(Record):
    """A purchase of one account."""

    __tablename__ = "order"

    number: Mapped[str | None] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    ordered_at: Mapped[datetime | None] = mapped_column(index=True)
    status: Mapped[str | None]
    total: Mapped[Money | None]
    currency: Mapped[str | None]


class OrderItem(Record):
    """One line of an order."""

    __tablename__ = "order_item"

    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    quantity: Mapped[float | None]
    unit_price: Mapped[Money | None]
    discount: Mapped[Ratio | None]  # 0 to 1


class Subscription(Record):
    """A running contract with a monthly value."""

    __tablename__ = "subscription"

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    plan: Mapped[str | None]
    mrr: Mapped[Money | None]  # per month
    currency: Mapped[str | None]
    starts_at: Mapped[date | None]
    ends_at: Mapped[date | None]
    cancelled_at: Mapped[date | None] = mapped_column(index=True)


class UsageEvent(Record):
    """Something a customer did in the product, possibly many times on one day."""

    __tablename__ = "usage_event"

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    event: Mapped[str]  # login | view | cart | favourite | feature
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    quantity: Mapped[float | None]


class Invoice(Record):
    """A bill."""

    __tablename__ = "invoice"

    number: Mapped[str | None] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"))
    amount: Mapped[Money | None]
    currency: Mapped[str | None]
    issued_at: Mapped[date | None]
    due_at: Mapped[date | None]
    paid_at: Mapped[date | None]


class Campaign(Record):
    """A marketing action towards many contacts."""

    __tablename__ = "campaign"

    name: Mapped[str]
    channel: Mapped[str | None]
    starts_at: Mapped[date | None]
    cost: Mapped[Money | None]


class CampaignMember(Record):
    """One contact in a campaign; those with `treated` false are the control group."""

    __tablename__ = "campaign_member"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    treated: Mapped[bool | None]
    sent_at: Mapped[datetime | None]
    responded_at: Mapped[datetime | None]
    converted_value: Mapped[Money | None]


class Quota(Record):
    """What a user is to sell in a period."""

    __tablename__ = "quota"

    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    period_start: Mapped[date]
    period_end: Mapped[date]
    amount: Mapped[Money]
    currency: Mapped[str | None]


class ExchangeRate(Record):
    """What one unit of a currency is worth in the home's own currency, from a day on until the next such row."""

    __tablename__ = "exchange_rate"
    __table_args__ = (UniqueConstraint("source_system", "source_id"), Index(None, "currency", "day"))

    currency: Mapped[str]  # ISO 4217
    day: Mapped[date]
    rate: Mapped[float]  # units of the home's currency for one unit of this one
