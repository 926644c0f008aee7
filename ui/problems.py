"""Failures as a person meets them: a page with one sentence and a way on; JSON for programs."""

from __future__ import annotations

from fastapi.responses import JSONResponse, Response
from starlette.datastructures import Headers
from starlette.types import Scope

from assistant.errors import (
    AssistantError,
    CannotMerge,
    CannotRevert,
    Forbidden,
    NotFound,
    OperatorFixable,
    UploadBusy,
)
from ui.templates import page, rendered

SECTIONS = {
    "/imports": ("/imports", "Back to the imports"),
    "/duplicates": ("/duplicates", "Back to the duplicates"),
    "/intents": ("/intents", "Back to the intents"),
}
"""Paths below which everything is a page, with the way on from there."""

HOME = ("/", "Back to the assistant")
STATUSES: tuple[tuple[type[AssistantError], int], ...] = (
    (Forbidden, 403),
    (NotFound, 404),
    (UploadBusy, 409),
    (CannotMerge, 409),
    (CannotRevert, 409),
    (OperatorFixable, 503),
)
TITLES = {
    401: "You are signed out",
    403: "This is not yours to do",
    404: "There is nothing here",
    409: "That does not go now",
    413: "That is too large",
}
SENTENCES = {
    401: "Your session has ended; sign in, then do it again.",
    404: "There is no such page; it may have been taken away meanwhile.",
    405: "This page takes nothing of that kind.",
    422: "I cannot read what this form sent; go back, look at it again, then send it once more.",
}


def status_of(error: AssistantError) -> int:
    """The status of an expected failure: 403, 404, 409, 422, or 503 when whoever runs the server must act."""
    return next((code for kind, code in STATUSES if isinstance(error, kind)), 422)


def is_page(scope: Scope) -> bool:
    """Whether a person will read the answer to a request, rather than a program."""
    path = scope["path"]
    if path.startswith("/api/"):
        return False
    return _section(path) is not None or "text/html" in Headers(scope=scope).get("accept", "")


def refusal(scope: Scope, sentence: str, status: int) -> Response:
    """The answer to a request that failed: a page or `{"error": …}`, whichever who asked can read."""
    return problem_page(scope, sentence, status) if is_page(scope) else JSONResponse({"error": sentence}, status)


def problem_page(scope: Scope, sentence: str, status: int) -> Response:
    """A page that says what is wrong, with the way on."""
    title = TITLES.get(status, "That did not work")
    if status == 401:  # without the navigation, which is for those who are signed in
        return page("signed_out", title=title, status=status, values={"problem": sentence})
    link, label = HOME if status == 403 else _section(scope["path"]) or HOME
    if link == scope["path"] and scope["method"] == "GET":
        link, label = HOME  # the way on leads away from what does not work
    return rendered(
        "problem", {"title": title, "problem": sentence, "refresh": 0, "link": link, "label": label}, status=status
    )


def _section(path: str) -> tuple[str, str] | None:
    return next((way for start, way in SECTIONS.items() if path == start or path.startswith(f"{start}/")), None)
