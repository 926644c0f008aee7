"""The web application: our own routes, with Gradio behind the gate."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, Response
from gradio.routes import App as GradioApp
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount

from assistant.desk.imports.uploads import CHOOSE
from assistant.errors import AssistantError
from ui.api import api_routes
from ui.backend import Backend
from ui.background import Caretaker
from ui.basics import basic_routes
from ui.downloads import download_routes
from ui.duplicates import duplicate_routes
from ui.edge import Edge
from ui.gate import Gate, user_id_of
from ui.guards import Guards
from ui.imports import import_routes
from ui.intents import intent_routes
from ui.limits import LARGEST_BODY, BodyLimit
from ui.origin import SameOrigin
from ui.owners import SessionOwners
from ui.passwords import Passwords
from ui.problems import SENTENCES, is_page, problem_page, refusal, status_of
from ui.screens.site import site
from ui.signing import signing_routes
from ui.templates import template
from ui.theme import theme
from ui.throttle import Throttle

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
SIGN_IN_TRIES = 5  # a minute, per name and address
API_CALLS = 600  # a minute, per user


def create_app(
    backend: Backend,
    *,
    public_hosts: Sequence[str] = (),
    passwords: Passwords | None = None,
    caretaker: Caretaker | None = None,
) -> FastAPI:
    """Build the application.

    Args:
        backend: The assistant.
        public_hosts: Host names to answer to besides loopback.
        passwords: How passwords are hashed; argon2id with its recommended cost unless given.
        caretaker: Who does the chores, and tells the pages how far they are; one that rests unless given.
    """
    guards = Guards(backend)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, middleware=_layers(public_hosts, guards))
    app.add_exception_handler(AssistantError, _expected)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _refused)
    app.include_router(basic_routes(backend, guards))
    app.include_router(signing_routes(backend, guards, passwords or Passwords(), Throttle(SIGN_IN_TRIES, 60)))
    app.include_router(api_routes(backend, guards, Throttle(API_CALLS, 60)))
    app.include_router(download_routes(backend, guards))
    app.include_router(import_routes(backend, guards))
    app.include_router(duplicate_routes(backend, guards))
    app.include_router(intent_routes(backend, guards))
    chores = caretaker or Caretaker(backend)
    backend.imports.when_done(chores.nudge)
    _mount(app, backend, guards, chores)
    return app


def _mount(app: FastAPI, backend: Backend, guards: Guards, caretaker: Caretaker) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="SSR mode is not supported")  # said even though it is off
        gr.mount_gradio_app(
            app,
            site(backend, caretaker),
            path="/",
            app_kwargs={"middleware": [Middleware(Gate, guards=guards, owners=SessionOwners())]},
            auth_dependency=user_id_of,
            show_error=False,
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            max_file_size=LARGEST_BODY,
            theme=theme(),
            head=template("head").substitute(),
        )


def end_streams(app: FastAPI) -> None:
    """Let the pages' heartbeats end, which otherwise stay open as long as the page."""
    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, GradioApp):
            route.app.stop_event.set()


def _layers(public_hosts: Sequence[str], guards: Guards) -> list[Middleware]:
    return [
        Middleware(Edge),
        Middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, *public_hosts], www_redirect=False),
        Middleware(BodyLimit, may_send_more=guards.may_import),
        Middleware(SameOrigin),
        Middleware(CORSMiddleware, allow_origins=[]),
    ]


def _malformed(request: Request, error: Exception) -> Response:
    """What is wrong with a request, field by field for programs, without repeating what was sent."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    if is_page(request.scope):
        places = {str(step) for part in found for step in part["loc"]}
        status = 404 if "path" in places else 422
        return problem_page(request.scope, CHOOSE if "files" in places else SENTENCES[status], status)
    problems = [
        {"type": part["type"], "loc": [_legible(step) for step in part["loc"]], "msg": part["msg"]} for part in found
    ]
    return JSONResponse({"detail": problems}, status_code=422)


def _legible(step: str | int) -> str | int:
    """A field's name with half characters, which no answer can hold, replaced."""
    return step if isinstance(step, int) else step.encode("utf-8", "replace").decode()


def _expected(request: Request, error: Exception) -> Response:
    """An expected failure: 403, 404, 409, 422, or 503 when whoever runs the server must act."""
    if not isinstance(error, AssistantError):
        raise error
    return refusal(request.scope, error.reply, status_of(error))


async def _refused(request: Request, error: Exception) -> Response:
    """A refusal of the framework or of a guard; one that leads elsewhere does so for a page, too."""
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code < 400 or not is_page(request.scope):
        return await http_exception_handler(request, error)
    return problem_page(request.scope, SENTENCES.get(error.status_code, "That did not work."), error.status_code)
