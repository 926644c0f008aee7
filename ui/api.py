"""The HTTP API: the command line's JSON for whoever sends a bearer token."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.desk.teaching.changes import Preview
from assistant.views import UserView
from ui.backend import Backend
from ui.guards import Guards
from ui.throttle import Throttle

LONGEST_TEXT = 20_000  # characters
MOST_TEXTS = 1_000
CorrectionId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class AskBody(BaseModel):
    """One question."""

    model_config = ConfigDict(extra="forbid")

    text: Text


class TagBody(BaseModel):
    """Customers' messages to read."""

    model_config = ConfigDict(extra="forbid")

    texts: Annotated[list[Text], Field(min_length=1, max_length=MOST_TEXTS)]


class PredictBody(BaseModel):
    """What to predict for: one account by its key, or every account."""

    model_config = ConfigDict(extra="forbid")

    account: Annotated[str, Field(max_length=200)] | None = None


class CorrectionBody(BaseModel):
    """The right label of one message."""

    model_config = ConfigDict(extra="forbid")

    message: Annotated[int, Field(ge=1, le=2**31 - 1)]
    field: Annotated[str, Field(max_length=20)]
    value: Annotated[str, Field(min_length=1, max_length=100)]
    preview: bool = False


def api_routes(backend: Backend, guards: Guards, throttle: Throttle) -> APIRouter:
    """`ask`, `tag`, `predict`, `corrections`."""
    bearer = Depends(guards.token)
    routes = APIRouter(prefix="/api/v1")

    def caller(user: UserView = bearer) -> UserView:
        if not throttle.allow(f"api {user.id}"):
            raise HTTPException(429, "too many requests: wait a minute")
        return user

    calling = Depends(caller)

    @routes.post("/ask")
    def ask(body: AskBody, user: UserView = calling) -> JSONResponse:
        return JSONResponse(backend.ask_json(body.text, user))

    @routes.post("/tag")
    def tag(body: TagBody, user: UserView = calling) -> JSONResponse:
        return JSONResponse(backend.tag(body.texts))

    @routes.post("/predict/{name}")
    def predict(name: str, body: PredictBody, user: UserView = calling) -> JSONResponse:
        return JSONResponse(backend.predict_json(name, user, account=body.account))

    @routes.post("/corrections")
    def correct(body: CorrectionBody, user: UserView = calling) -> JSONResponse:
        if body.preview:
            return JSONResponse(preview_json(backend.teaching.preview(user, body.message, body.field, body.value)))
        applied = backend.teaching.apply(user, body.message, body.field, body.value)
        return JSONResponse({"id": applied.id, **preview_json(applied.preview)})

    @routes.delete("/corrections/{correction_id}")
    def undo(correction_id: CorrectionId, user: UserView = calling) -> JSONResponse:
        said = backend.teaching.undo(user, correction_id)
        return JSONResponse({"id": said.id, "message": said.message_id, "field": said.field, "undone": True})

    return routes


def preview_json(seen: Preview) -> dict[str, Any]:
    """What a correction changes: the message itself first, then open tickets like it."""
    return {
        "field": seen.field,
        "before": seen.before,
        "after": seen.after,
        "open_tickets": seen.open_tickets,
        "changes": [
            {
                "ticket": one.number,
                "message": one.message_id,
                "before": one.before,
                "after": one.after,
                "confidence": round(one.confidence, 4),
                "band": one.band,
            }
            for one in seen.changes
        ],
    }
