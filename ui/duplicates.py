"""The page on which administrators decide whether two records are one."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Path
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError
from assistant.views import UserView
from ui.backend import Backend
from ui.guards import Guards
from ui.templates import rendered

Status = Literal["proposed", "merged", "dismissed"]
Verdict = Annotated[Literal["merge", "merge second", "dismiss", "unmerge"], Form(alias="do")]
RecordId = Annotated[int, Form(ge=1, le=2**63 - 1)]
PairId = Annotated[int, Path(ge=1, le=2**63 - 1)]


def duplicate_routes(backend: Backend, guards: Guards) -> APIRouter:
    """`/duplicates`, for administrators."""
    importer = Depends(guards.importer)
    routes = APIRouter()
    duplicates = backend.duplicates

    @routes.get("/duplicates")
    def pairs(status: Status = "proposed", user: UserView = importer) -> Response:
        return _page(backend, user, status)

    @routes.post("/duplicates")
    def look(user: UserView = importer) -> Response:
        duplicates.look(user)
        return RedirectResponse("/duplicates", status_code=303)

    @routes.post("/duplicates/{pair_id}")
    def decide(
        pair_id: PairId, verdict: Verdict, kept: RecordId, merged: RecordId, user: UserView = importer
    ) -> Response:
        what, _, second = verdict.partition(" ")
        try:
            duplicates.decide(user, pair_id, (kept, merged), what, second=bool(second))
        except AssistantError as error:
            return _page(backend, user, "proposed", problem=error.reply)
        return RedirectResponse(f"/duplicates?status={'merged' if what == 'unmerge' else 'proposed'}", status_code=303)

    return routes


def _page(backend: Backend, user: UserView, status: Status, *, problem: str = "") -> HTMLResponse:
    values = {
        "title": "Duplicates",
        "problem": problem,
        "refresh": 0,
        "status": status,
        "pairs": backend.duplicates.pairs(user, status),
    }
    return rendered("duplicates", values, status=422 if problem else 200)
