"""Pages that bring records in: upload, check, questions, import, report, revert."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, Path, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import Field

from assistant.desk.imports import LARGEST_UPLOAD, Upload, Wish, too_large
from assistant.desk.imports.state import WORKING
from assistant.errors import CannotRevert, UploadRefused
from assistant.records.batches.answers import Answers
from assistant.views import UserView
from ui.backend import Backend
from ui.guards import Guards
from ui.handlers.edge import Failure, attempt
from ui.import_views import ENCODINGS, columns_of, questions_of, tables_of, waiting_view
from ui.problems import status_of
from ui.templates import rendered

REFRESH_SECONDS = 1
EARLIEST = date(1970, 1, 1)
BatchId = Annotated[int, Path(ge=1, le=2**63 - 1)]
Word = Annotated[str, Form(max_length=40)]


def import_routes(backend: Backend, guards: Guards) -> APIRouter:
    """`/imports`, `/imports/new/TOKEN`, `/imports/ID`, for administrators."""
    importer = Depends(guards.importer)
    routes = APIRouter()
    imports = backend.imports

    @routes.get("/imports")
    def overview(user: UserView = importer) -> Response:
        return _list(backend, user)

    @routes.post("/imports")
    def upload(files: Annotated[list[UploadFile], File()], user: UserView = importer) -> Response:
        try:
            token = imports.receive(user, [(file.filename or "", file.file) for file in files])
        except UploadRefused as error:
            return _list(backend, user, problem=error.reply, status=status_of(error))
        return RedirectResponse(f"/imports/new/{token}", status_code=303)

    @routes.get("/imports/new/{token}")
    def uploaded(token: str, user: UserView = importer) -> Response:
        return _upload(backend, imports.upload(user, token))

    @routes.post("/imports/new/{token}")
    def answered(
        token: str,
        do: Annotated[Literal["check", "import", "discard"], Form()] = "check",
        system: Word = "auto",
        encoding: Annotated[Literal["", "utf-8", "cp1252", "utf-16", "iso-8859-15"], Form()] = "",
        as_of: Annotated[date | Literal[""] | None, Form()] = None,
        dates: Annotated[Literal["", "day first", "month first"], Form()] = "",
        numbers: Annotated[Literal["", "point", "comma"], Form()] = "",
        column: Annotated[list[Annotated[str, Field(max_length=200)]], Form(max_length=5000)] = [],  # noqa: B006 - FastAPI copies it
        user: UserView = importer,
    ) -> Response:
        found = imports.upload(user, token)
        try:
            if do == "discard":
                imports.discard(user, token)
                return RedirectResponse("/imports", status_code=303)
            if do == "import":
                imports.run(user, token)
            else:
                said = Answers(encoding=encoding, dates=dates, numbers=numbers, columns=columns_of(found, column))
                imports.check(user, token, _wish(found, system, as_of or None, said))
        except UploadRefused as error:
            return _upload(backend, found, problem=error.reply, status=status_of(error))
        return RedirectResponse(f"/imports/new/{token}", status_code=303)

    routes.include_router(_batch_routes(backend, importer))
    return routes


def _batch_routes(backend: Backend, importer: Any) -> APIRouter:
    """What was imported: its report, its revert."""
    routes = APIRouter()

    @routes.get("/imports/{batch_id}")
    def one(request: Request, batch_id: BatchId, user: UserView = importer) -> Response:
        return _batch(backend, user, batch_id)

    @routes.post("/imports/{batch_id}/revert")
    def take_back(batch_id: BatchId, user: UserView = importer) -> Response:
        try:
            backend.imports.revert(user, batch_id)
        except CannotRevert as error:
            return _batch(backend, user, batch_id, problem=error.reply, status=status_of(error))
        return RedirectResponse(f"/imports/{batch_id}", status_code=303)

    return routes


def _wish(upload: Upload, system: str, day: date | None, said: Answers) -> Wish:
    """How files are to be read now; what is not said again stays as it was.

    Raises:
        UploadRefused: Their day is before 1970, or more than a year from now.
    """
    if day is not None and not EARLIEST <= day <= datetime.now(UTC).date() + timedelta(days=366):
        raise UploadRefused("“Today” has to be a day from 1970 up to a year from now.")
    before = upload.wish.answers
    return Wish(system, day, replace(said, dates=said.dates or before.dates, numbers=said.numbers or before.numbers))


def _list(backend: Backend, user: UserView, *, problem: str = "", status: int = 200) -> HTMLResponse:
    values = {
        "title": "Import",
        "problem": problem,
        "refresh": 0,
        "waiting": [waiting_view(one) for one in backend.imports.waiting(user)],
        "batches": backend.imports.batches(),
        "largest": LARGEST_UPLOAD,
        "too_large": too_large(),
    }
    return rendered("imports", values, status=status)


def _upload(backend: Backend, upload: Upload, *, problem: str = "", status: int = 200) -> HTMLResponse:
    working = upload.stage in WORKING
    values = {
        "title": "Import",
        "problem": problem or upload.problem,
        "refresh": REFRESH_SECONDS if working else 0,
        "upload": upload,
        "open_questions": questions_of(upload),
        "tables": tables_of(upload),
        "systems": (("auto", "found out"), *backend.imports.formats()),
        "encodings": ENCODINGS,
    }
    return rendered("upload", values, status=status)


def _batch(backend: Backend, user: UserView, batch_id: int, *, problem: str = "", status: int = 200) -> HTMLResponse:
    found = backend.imports.batch(batch_id)
    fit = attempt(lambda: backend.imports.fit(user, batch_id, as_of=backend.as_of)) if found.status == "done" else None
    values = {
        "title": f"Import {batch_id}",
        "problem": problem,
        "refresh": 0,
        "batch": found,
        "rows": backend.imports.quarantined(batch_id),
        "fit": None if isinstance(fit, Failure) else fit,
    }
    return rendered("batch", values, status=status)
