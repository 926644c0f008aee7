"""The tables of what people teach the reader: corrections, intents of their own, what came of both."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.schema.base import Base, Ratio


class Correction(Base):
    """A person's word against the reader's on one label of one message."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    field: Mapped[str]  # intent | sentiment | urgency | frustrated
    before: Mapped[str | None]  # what stood there; frustrated as yes or no
    after: Mapped[str]
    confidence: Mapped[Ratio | None]  # of `before`, 0 to 1
    base_version: Mapped[str]  # of the model whose reading was corrected
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # null: the local administrator
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Taught(Base):
    """A reading that is not a model's: one label laid over the reading below it."""

    __tablename__ = "taught"

    id: Mapped[int] = mapped_column(primary_key=True)
    triage_id: Mapped[int] = mapped_column(ForeignKey("triage.id", ondelete="CASCADE"), unique=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    correction_id: Mapped[int | None] = mapped_column(ForeignKey("correction.id", ondelete="CASCADE"), index=True)
    intent_id: Mapped[int | None] = mapped_column(ForeignKey("own_intent.id"), index=True)  # whose examples did it
    field: Mapped[str]
    kind: Mapped[str]  # corrected: this very message | confirmed: seen in a preview | recalled: by itself
    supporters: Mapped[list[int]] = mapped_column(JSON())  # the corrections behind it


class OwnIntent(Base):
    """An intent that a home has beside the shipped ones."""

    __tablename__ = "own_intent"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    description: Mapped[str]
    needs_reply: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class IntentExample(Base):
    """A text that shows what an own intent is: a message, or words that somebody typed."""

    __tablename__ = "intent_example"
    __table_args__ = (UniqueConstraint("intent_id", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    intent_id: Mapped[int] = mapped_column(ForeignKey("own_intent.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), index=True)
    text: Mapped[str | None]  # null where the message's own text counts
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]


class MessageVector(Base):
    """Where a message lies in the frozen encoder's space."""

    __tablename__ = "message_vector"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    encoder: Mapped[str] = mapped_column(primary_key=True)  # the encoder's fingerprint
    vector: Mapped[bytes]  # float16, little-endian
    considered: Mapped[bool] = mapped_column(default=False)  # whether what people taught has been looked up for it
