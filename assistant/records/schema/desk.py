"""The assistant's own tables: conversations, jobs, predictions, proposals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.schema.base import Base, Ratio


class HomeSetting(Base):
    """One fact about the home: `data_date`, the company's name, the unit of an imported field."""

    __tablename__ = "home_setting"

    key: Mapped[str] = mapped_column(primary_key=True)  # data_date | company | unit:account.annual_revenue …
    value: Mapped[str]


class Conversation(Base):
    """One chat of one user; `state` is what a follow-up question refers to."""

    __tablename__ = "conversation"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    title: Mapped[str]
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    archived_at: Mapped[datetime | None]


class Turn(Base):
    """One message of a user with the reply it got."""

    __tablename__ = "turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    asked_at: Mapped[datetime]
    text: Mapped[str]
    reply: Mapped[dict[str, Any]]  # assistant.messages.Reply as JSON


class Feedback(Base):
    """A thumb on one reply."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("turn_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turn.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    liked: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class Prediction(Base):
    """One prediction that was shown or stored, with what it rests on."""

    __tablename__ = "prediction"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    subject_type: Mapped[str]
    subject_id: Mapped[int] = mapped_column(index=True)
    value: Mapped[float]
    low: Mapped[float | None]
    high: Mapped[float | None]
    band: Mapped[str | None]
    calibrated: Mapped[bool]
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    n_train: Mapped[int]
    as_of: Mapped[date]
    model_version: Mapped[str]


class PendingAction(Base):
    """A change somebody proposed, waiting for a person's decision."""

    __tablename__ = "pending_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    tool: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    diff: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(default="pending")  # pending|approved|rejected|expired|superseded|undone
    proposed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]


class Job(Base):
    """A long piece of work that survives a restart; a worker holds it by lease."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(default="queued", index=True)  # queued|running|done|failed|stopped
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    message: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class AuditEvent(Base):
    """Who did what, and when; rows are only added."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    action: Mapped[str]
    subject_type: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class StageMeaning(Base):
    """What a deal stage of an import means: open, won or lost."""

    __tablename__ = "stage_meaning"

    stage: Mapped[str] = mapped_column(primary_key=True)
    meaning: Mapped[str]  # open | won | lost
    position: Mapped[int] = mapped_column(default=0)
    probability: Mapped[Ratio | None]
