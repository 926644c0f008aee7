"""A bound on the size of request bodies."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.desk.imports import LARGEST_UPLOAD, too_large
from ui.problems import is_page, problem_page

LARGEST_BODY = 10_000_000  # bytes
LARGER = {"/imports": LARGEST_UPLOAD + 1_000_000}  # of a multipart body, whose parts have heads
"""Paths that take more."""
DRAINED = 4  # times the limit, read on and thrown away so that a browser comes to read why its upload was refused


def nobody(request: Request) -> bool:
    """No request."""
    return False


class BodyTooLarge(Exception):
    """More bytes arrived than were announced or allowed."""


class BodyLimit:
    """Answers 413 to a body over the limit, announced or streamed."""

    def __init__(
        self, app: ASGIApp, largest: int = LARGEST_BODY, may_send_more: Callable[[Request], bool] = nobody
    ) -> None:
        self.app = app
        self.largest = largest
        self.may_send_more = may_send_more  # asked before the first byte of a larger body is read

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, counting its bytes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        largest = await self._largest(scope)
        if not announced.isdigit() or int(announced) > largest:
            await self._refuse(largest, scope, receive, send)
            return
        received = 0
        started = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > largest:
                raise BodyTooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            if received > largest and not started:
                return  # the framework's own answer to a body it could not read
            started = True
            await send(message)

        with suppress(BodyTooLarge):
            await self.app(scope, counted, watched)
        if received > largest and not started:
            await self._refuse(largest, scope, receive, send)

    async def _largest(self, scope: Scope) -> int:
        """The bound for this request: a larger one for uploads, but only of those who may upload."""
        larger = LARGER.get(scope["path"], 0)
        if larger and await to_thread.run_sync(self.may_send_more, Request(scope)):
            return larger
        return self.largest

    async def _refuse(self, largest: int, scope: Scope, receive: Receive, send: Send) -> None:
        sentence = f"The request is larger than {largest // 1_000_000} MB."
        answer: Response = PlainTextResponse(sentence, status_code=413)
        if is_page(scope):
            await self._drain(receive, DRAINED * largest if largest > self.largest else 0)
            answer = problem_page(scope, too_large() if largest > self.largest else sentence, 413)
        answer.headers["Connection"] = "close"
        await answer(scope, receive, send)

    async def _drain(self, receive: Receive, most: int) -> None:
        while most > 0:
            message = await receive()
            most -= len(message.get("body", b""))
            if not message.get("more_body", False):
                return
