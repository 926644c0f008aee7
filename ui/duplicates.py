"""The page on which administrators decide whether two records are one."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Path
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import CannotMerge, NotFound
from assistant.views import UserView
from ui.backend import Backend
from ui.guards import Guards
from ui.problems import status_of
from ui.templates import rendered

Status = Literal["proposed", "merged", "dismissed"]
LISTED: dict[str, Status] = {
    "unmerge": "merged",
    "reconsider": "dismissed",
}  # where a decision is taken back; any other: to decide
REFRESH_SECONDS = 1
Verdict = Annotated[Literal["merge", "merge second", "dismiss", "unmerge", "reconsider"], Form(alias="do")]
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
        status: Status = LISTED.get(what, "proposed")
        try:
            duplicates.decide(user, pair_id, (kept, merged), what, second=bool(second))
        except (CannotMerge, NotFound) as error:
            return _page(backend, user, status, problem=error.reply, code=status_of(error))
        return RedirectResponse(f"/duplicates?status={status}", status_code=303)

    return routes


def _page(backend: Backend, user: UserView, status: Status, *, problem: str = "", code: int = 200) -> HTMLResponse:
    look = backend.duplicates.progress(user)
    values = {
        "title": "Duplicates",
        "problem": problem,
        "refresh": REFRESH_SECONDS if look.stage == "looking" else 0,
        "status": status,
        "look": look,
        "pairs": backend.duplicates.pairs(user, status),
    }
    return rendered("duplicates", values, status=code)
