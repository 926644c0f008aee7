"""The door to Gradio: which of its paths exist, for whom."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.guards import Guards
from ui.owners import SessionOwners
from ui.payload import content_of, is_plain
from ui.problems import SENTENCES, is_page, problem_page

Permission = Literal["public", "signed_in", "owner", "none"]

PUBLIC_PREFIXES = ("/assets/", "/static/", "/svelte/")
PUBLIC_PATHS = frozenset({"/theme.css", "/gradio_api/theme.css", "/favicon.ico", "/robots.txt"})
PAGES = frozenset({"/", "/accounts", "/customer", "/tickets"})
SIGNED_IN = PAGES | {"/config", "/gradio_api/startup-events", "/gradio_api/info"}
QUEUE = "/gradio_api/queue/data"
HEARTBEAT = "/gradio_api/heartbeat/"
OWNER_POSTS = frozenset({"/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/cancel"})
RESET = "/gradio_api/reset"  # names no session, does nothing


def permission_of(method: str, path: str) -> Permission:
    """Who may use one of Gradio's paths.

    Returns:
        `public`: anyone. `signed_in`: whoever holds a session. `owner`: the user whose Gradio session it names.
        `none`: nobody, as if it were not there (uploads, deep links, files, monitoring, other ways to call a function).
    """
    if method == "POST":
        return "owner" if path in OWNER_POSTS else "signed_in" if path == RESET else "none"
    if method not in ("GET", "HEAD"):
        return "none"
    if path in PUBLIC_PATHS or path.startswith(PUBLIC_PREFIXES):
        return "public"
    if path == QUEUE or path.startswith(HEARTBEAT):
        return "owner"
    return "signed_in" if path in SIGNED_IN else "none"


class Gate:
    """Lets through what the pages need."""

    def __init__(self, app: ASGIApp, guards: Guards, owners: SessionOwners) -> None:
        self.app = app
        self.guards = guards
        self.owners = owners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request to Gradio."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        permission = permission_of(scope["method"], scope["path"])
        if permission == "none" or b"deep_link=" in scope["query_string"]:
            await _nothing(scope)(scope, receive, send)
            return
        if permission != "public":
            user = await to_thread.run_sync(self.guards.visitor, Request(scope))
            if user is None:
                await _stranger(scope)(scope, receive, send)
                return
            if permission == "owner":
                body = await _body(receive) if scope["method"] == "POST" else b""
                content = content_of(body)
                if not self.owners.claim(_session_hash(scope, content), user.id):
                    refusal = PlainTextResponse("This session belongs to somebody else.", status_code=403)
                    await refusal(scope, receive, send)
                    return
                if not is_plain(content.get("data")):
                    await PlainTextResponse("The pages take no files.", status_code=403)(scope, receive, send)
                    return
                receive = _again(body, receive)
            scope.setdefault("state", {})["user_id"] = user.id
        await self.app(scope, receive, send)


def user_id_of(request: Request) -> str | None:
    """What Gradio takes as the user's name: the id that the gate found."""
    user_id = request.scope.get("state", {}).get("user_id")
    return None if user_id is None else str(user_id)


def _nothing(scope: Scope) -> Response:
    if is_page(scope):
        return problem_page(scope, SENTENCES[404], 404)
    return PlainTextResponse("There is nothing here.", status_code=404)


def _stranger(scope: Scope) -> Response:
    if scope["path"] in PAGES and "text/html" in Headers(scope=scope).get("accept", ""):
        return RedirectResponse("/sign-in", status_code=303)
    return PlainTextResponse("Sign in first.", status_code=401)


def _session_hash(scope: Scope, content: dict[str, Any]) -> str:
    if scope["path"].startswith(HEARTBEAT):
        return str(scope["path"])[len(HEARTBEAT) :]
    if scope["path"] == QUEUE:
        values = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [])
        return values[0] if len(values) == 1 else ""
    named = content.get("session_hash")
    return named if isinstance(named, str) else ""


async def _body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
