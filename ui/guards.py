"""Who may use a route: every route of ours depends on one of these."""

from __future__ import annotations

from datetime import timedelta

from fastapi import HTTPException, Request, Response

from assistant.desk.imports import IMPORTERS
from assistant.errors import Forbidden
from assistant.views import UserView
from ui.backend import Backend

COOKIE = "crm_session"
SESSION_TTL = timedelta(hours=12)


class Guards:
    """The permissions a route can declare: `public`, `signed_in`, `importer`, `token`."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def public(self) -> None:
        """Anyone."""

    def signed_in(self, request: Request) -> UserView:
        """Whoever holds a session.

        Raises:
            HTTPException: 303 to the sign-in page for a page, 401 for anything else.
        """
        user = self.visitor(request)
        if user is not None:
            return user
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            raise HTTPException(303, "sign in first", headers={"Location": "/sign-in"})
        raise HTTPException(401, "sign in first")

    def importer(self, request: Request) -> UserView:
        """Whoever holds a session and may import.

        Raises:
            HTTPException: As for `signed_in`.
            Forbidden: The role may not import.
        """
        user = self.signed_in(request)
        if user.role not in IMPORTERS:
            raise Forbidden("import records")
        return user

    def token(self, request: Request) -> UserView:
        """Whoever sends a bearer token.

        Raises:
            HTTPException: 401 without a valid one.
        """
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        user = self._backend.people.user_of_api_token(secret.strip()) if scheme.lower() == "bearer" else None
        if user is None:
            problem = "send a token made by `crm-assistant token add` as `Authorization: Bearer TOKEN`"
            raise HTTPException(401, problem, headers={"WWW-Authenticate": "Bearer"})
        return user

    def visitor(self, request: Request) -> UserView | None:
        """Who shows this session cookie, if anyone."""
        token = request.cookies.get(COOKIE)
        return self._backend.people.user_of_session(token) if token else None

    def may_import(self, request: Request) -> bool:
        """Whether whoever shows this session cookie may import."""
        user = self.visitor(request)
        return user is not None and user.role in IMPORTERS

    def start_session(self, request: Request, response: Response, user_id: int) -> None:
        """Give the browser a fresh session; the one it came with ends."""
        self._revoke(request)
        response.set_cookie(
            COOKIE,
            self._backend.people.create_session(user_id, SESSION_TTL),
            max_age=int(SESSION_TTL.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )

    def end_session(self, request: Request, response: Response) -> None:
        """Revoke the session that the browser shows."""
        self._revoke(request)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=request.url.scheme == "https")

    def _revoke(self, request: Request) -> None:
        token = request.cookies.get(COOKIE)
        if token:
            self._backend.people.revoke_session(token)
