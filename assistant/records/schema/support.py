"""The tables of support: tickets, their messages, what was read in them, what answers them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.schema.base import Base, Ratio, Record


class Ticket(Record):
    """A customer's request, from first message to solution."""

    __tablename__ = "ticket"

    number: Mapped[str | None] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    subject: Mapped[str]
    description: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="new", index=True)  # new|open|pending|on_hold|solved|closed
    priority: Mapped[str | None]  # low | normal | high | urgent
    type: Mapped[str | None]  # question | incident | problem | task | feature_request
    channel: Mapped[str | None]  # email | web | chat | phone | social | api | other
    tags: Mapped[list[str] | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    group: Mapped[str | None]
    first_response_at: Mapped[datetime | None]
    solved_at: Mapped[datetime | None]
    sla_due_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    reopened_count: Mapped[int | None]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    csat_score: Mapped[float | None]  # 1 to 5
    csat_comment: Mapped[str | None]


class Message(Record):
    """One message of a ticket's thread."""

    __tablename__ = "message"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    direction: Mapped[str]  # in | out | note
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    to: Mapped[str | None]
    cc: Mapped[str | None]
    channel: Mapped[str | None]
    body_text: Mapped[str]
    language: Mapped[str | None]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    message_id_header: Mapped[str | None] = mapped_column(index=True)
    in_reply_to: Mapped[str | None]


class Attachment(Record):
    """A file that came with a message."""

    __tablename__ = "attachment"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    file_name: Mapped[str]
    type: Mapped[str | None]
    size: Mapped[int | None]  # bytes
    sha256: Mapped[str | None]


class Triage(Base):
    """What one model version read in one message; rows are only added."""

    __tablename__ = "triage"
    __table_args__ = (UniqueConstraint("message_id", "model_version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    model_version: Mapped[str]
    intent: Mapped[str | None] = mapped_column(index=True)
    intent_confidence: Mapped[Ratio | None]
    intent_band: Mapped[str | None]
    sentiment: Mapped[str | None] = mapped_column(index=True)
    sentiment_confidence: Mapped[Ratio | None]
    sentiment_band: Mapped[str | None]
    sentiment_level: Mapped[int | None]  # -2 to 2
    frustrated: Mapped[bool | None]
    urgency: Mapped[str | None] = mapped_column(index=True)
    language: Mapped[str | None]
    supported: Mapped[bool]
    needs_reply: Mapped[bool | None]
    entities: Mapped[list[dict[str, Any]]] = mapped_column(JSON(), default=list)
    corrected_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    corrected_to: Mapped[dict[str, Any] | None]
    corrected_at: Mapped[datetime | None]


class KbArticle(Record):
    """A knowledge article that answers customers."""

    __tablename__ = "kb_article"

    title: Mapped[str]
    body: Mapped[str]
    locale: Mapped[str | None]
    status: Mapped[str | None]
    intents: Mapped[list[str] | None]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))


class Review(Record):
    """Something said in public about the company, a customer or a product: a review, a post, a piece of news."""

    __tablename__ = "review"

    kind: Mapped[str | None]  # review | post | news
    title: Mapped[str | None]
    author: Mapped[str | None]
    url: Mapped[str | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    source: Mapped[str | None]
    rating: Mapped[float | None]
    body: Mapped[str]
    posted_at: Mapped[datetime | None]


class Activity(Record):
    """A task, note, call, e-mail or meeting around a customer."""

    __tablename__ = "activity"

    kind: Mapped[str]  # task | note | call | email | meeting
    subject: Mapped[str | None]
    body: Mapped[str | None]
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    status: Mapped[str | None]
    priority: Mapped[str | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
