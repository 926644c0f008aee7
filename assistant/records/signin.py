"""Secrets that stand for a person: sessions, one-time links, bearer tokens; only their hashes are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from sqlalchemy import or_, select, update

from assistant.records.schema import AccessToken, LoginSession, User
from assistant.records.store import Store
from assistant.records.userviews import view_of
from assistant.views import UserView

WELCOME_LASTS = timedelta(minutes=30)  # how long a one-time sign-in link works
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


class Secrets:
    """Handing out secrets, finding out whose they are, making them worthless."""

    def __init__(self, store: Store, clock: Clock = utc_now) -> None:
        self._store = store
        self._clock = clock

    def create_session(self, user_id: int, ttl: timedelta) -> str:
        """A new session's token, 43 characters."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._store.write() as session:
            session.add(LoginSession(token_hash=hash_of(token), user_id=user_id, created_at=now, expires_at=now + ttl))
        return token

    def user_of_session(self, token: str) -> UserView | None:
        """Whose session this is as of now, unless it is unknown, expired or revoked, or its user switched off."""
        live = (
            select(User)
            .join(LoginSession, LoginSession.user_id == User.id)
            .where(LoginSession.token_hash == hash_of(token), LoginSession.revoked_at.is_(None))
            .where(LoginSession.expires_at > self._clock(), User.is_active.is_(True))
        )
        with self._store.trusted() as session:
            found = session.scalar(live)
            return None if found is None else view_of(found)

    def revoke_session(self, token: str) -> None:
        """End one session; an unknown one is ended already."""
        ended = update(LoginSession).where(LoginSession.token_hash == hash_of(token))
        with self._store.write() as session:
            session.execute(ended.where(LoginSession.revoked_at.is_(None)).values(revoked_at=self._clock()))

    def revoke_all(self, user_id: int) -> None:
        """End every session of a user."""
        ended = update(LoginSession).where(LoginSession.user_id == user_id, LoginSession.revoked_at.is_(None))
        with self._store.write() as session:
            session.execute(ended.values(revoked_at=self._clock()))

    def issue_token(
        self, kind: Literal["welcome", "api"], user_id: int, *, ttl: timedelta | None, label: str = ""
    ) -> str:
        """A secret of 43 characters: a welcome link's, or a bearer token of the API.

        Args:
            kind: A "welcome" token works once; an "api" token works until it expires or is revoked.
            user_id: For whom it stands.
            ttl: How long it works; None is for ever.
            label: What it is for, to tell tokens apart.
        """
        token = secrets.token_urlsafe(32)
        now = self._clock()
        row = AccessToken(token_hash=hash_of(token), kind=kind, user_id=user_id, label=label, created_at=now)
        row.expires_at = None if ttl is None else now + ttl
        with self._store.write() as session:
            session.add(row)
        return token

    def redeem_welcome(self, token: str) -> UserView | None:
        """Use up a one-time link; None when it is unknown, used, expired, or its user switched off."""
        used = (
            update(AccessToken)
            .where(AccessToken.token_hash == hash_of(token), AccessToken.kind == "welcome")
            .where(AccessToken.used_at.is_(None))
            .where(or_(AccessToken.expires_at.is_(None), AccessToken.expires_at > self._clock()))
            .values(used_at=self._clock())
            .returning(AccessToken.user_id)
        )
        with self._store.write() as session:
            user_id = session.scalar(used)
            found = None if user_id is None else session.get(User, user_id)
            return None if found is None or not found.is_active else view_of(found)

    def user_of_api_token(self, token: str) -> UserView | None:
        """Whose bearer token this is as of now, unless it is unknown, expired or revoked, or its user switched off."""
        live = (
            select(User)
            .join(AccessToken, AccessToken.user_id == User.id)
            .where(AccessToken.token_hash == hash_of(token), AccessToken.kind == "api", AccessToken.used_at.is_(None))
            .where(or_(AccessToken.expires_at.is_(None), AccessToken.expires_at > self._clock()))
            .where(User.is_active.is_(True))
        )
        with self._store.trusted() as session:
            found = session.scalar(live)
            return None if found is None else view_of(found)

    def revoke_api_token(self, token: str) -> None:
        """Make a bearer token worthless."""
        ended = update(AccessToken).where(AccessToken.token_hash == hash_of(token), AccessToken.kind == "api")
        with self._store.write() as session:
            session.execute(ended.values(used_at=self._clock()))


def hash_of(token: str) -> str:
    """SHA-256 of a token; it has 256 random bits, so that a slow hash would protect nothing more."""
    return sha256(token.encode()).hexdigest()
