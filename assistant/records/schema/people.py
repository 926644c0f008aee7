"""The people of the company that runs the assistant: users in their teams."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.schema.base import Base, Record


class Team(Record):
    """A group of users who see each other's records."""

    __tablename__ = "team"

    name: Mapped[str] = mapped_column(unique=True)


class User(Record):
    """A colleague: someone who owns records, and may sign in when `password_hash` is set."""

    __tablename__ = "user"

    name: Mapped[str] = mapped_column(index=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    role: Mapped[str] = mapped_column(default="agent")  # viewer | agent | manager | admin
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    region: Mapped[str | None] = mapped_column(index=True)
    password_hash: Mapped[str | None] = mapped_column(deferred=True)  # the reading engines refuse it
    is_active: Mapped[bool] = mapped_column(default=True)


class LoginSession(Base):
    """One signed-in browser; only a hash of its cookie is kept."""

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class AccessToken(Base):
    """A secret handed out once: a welcome link or a bearer token of the API."""

    __tablename__ = "access_token"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]  # welcome | api
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    label: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
