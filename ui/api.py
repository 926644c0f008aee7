"""The HTTP API: the command line's JSON for whoever sends a bearer token."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.views import UserView
from ui.backend import Backend
from ui.guards import Guards
from ui.throttle import Throttle

LONGEST_TEXT = 20_000  # characters
MOST_TEXTS = 1_000
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


def api_routes(backend: Backend, guards: Guards, throttle: Throttle) -> APIRouter:
    """`ask`, `tag`, `predict`."""
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

    return routes
