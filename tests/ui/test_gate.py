from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from tests.ui.conftest import ADDRESS, Browser
from ui.gate import permission_of
from ui.guards import Guards

OURS = {"Origin": ADDRESS}
EVERY_METHOD = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}


def _flat(routes: Iterable[BaseRoute]) -> list[BaseRoute]:
    """Routes with those of included routers in their place."""
    found: list[BaseRoute] = []
    for route in routes:
        included = getattr(route, "original_router", None)
        found += [route] if included is None else _flat(included.routes)
    return found


def _declared(route: APIRoute) -> bool:
    waiting, seen = [route.dependant], []
    while waiting:
        dependant = waiting.pop()
        seen.append(getattr(dependant.call, "__func__", None))
        waiting += dependant.dependencies
    return any(call in (Guards.public, Guards.signed_in, Guards.importer, Guards.token) for call in seen)


def test_every_route_of_ours_declares_who_may_use_it(site: FastAPI) -> None:
    ours = [route for route in _flat(site.routes) if isinstance(route, APIRoute)]
    assert len(ours) >= 12
    assert [route.path for route in ours if not _declared(route)] == []


def test_besides_our_routes_there_is_only_gradio_behind_the_gate(site: FastAPI) -> None:
    others = [route for route in _flat(site.routes) if not isinstance(route, APIRoute)]
    assert [type(route) for route in others] == [Mount]


def test_a_stranger_gets_nothing_but_assets_out_of_gradio(site: FastAPI, browser: Browser) -> None:
    (mount,) = [route for route in site.routes if isinstance(route, Mount)]
    routes = [route for route in _flat(mount.routes) if isinstance(route, Route)]
    assert len(routes) > 60
    stranger = browser()
    answered: list[tuple[str, str]] = []
    for route in routes:
        path = re.sub(r"{[^}]*}", "x", route.path)
        for method in sorted(set(route.methods or ()) & EVERY_METHOD):
            if permission_of(method, path) != "public":
                answer = stranger.request(method, path, headers=OURS)
                answered += [(method, path)] if answer.status_code not in (401, 404) else []
    assert answered == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/deep_link"),
        ("GET", "/?deep_link=abc"),
        ("GET", "/config?deep_link=abc"),
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/monitoring"),
        ("POST", "/gradio_api/call/_send"),
        ("POST", "/gradio_api/run/_send"),
        ("POST", "/login"),
        ("GET", "/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/gradio_api/mcp/sse"),
    ],
)
def test_what_the_pages_do_not_need_is_not_there(browser: Browser, method: str, path: str) -> None:
    assert browser(1).request(method, path, headers=OURS).status_code == 404


def test_another_users_gradio_session_is_refused(browser: Browser) -> None:
    ada, ben = browser(1), browser(2)
    event: dict[str, Any] = {"data": [], "fn_index": 9_999, "session_hash": "adas-hash"}
    assert ada.post("/gradio_api/queue/join", json=event, headers=OURS).status_code != 403
    refused = [
        ben.post("/gradio_api/queue/join", json=event, headers=OURS),
        ben.post("/gradio_api/cancel", json=event, headers=OURS),
        ben.get("/gradio_api/queue/data?session_hash=adas-hash"),
        ben.get("/gradio_api/heartbeat/adas-hash"),
    ]
    assert [answer.status_code for answer in refused] == [403] * 4


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"session_hash": 7}', b"{}"])
def test_an_event_without_a_session_is_refused(browser: Browser, body: bytes) -> None:
    assert browser(1).post("/gradio_api/queue/join", content=body, headers=OURS).status_code == 403


def test_two_sessions_named_at_once_are_refused(browser: Browser) -> None:
    assert browser(1).get("/gradio_api/queue/data?session_hash=mine&session_hash=yours").status_code == 403


FILE = {"path": "/etc/hostname", "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize("data", [FILE, [FILE], [[["x", FILE]]], [{"path": "http://example.org/"}], [{}]])
def test_an_event_that_names_a_file_is_refused_before_gradio_copies_it(browser: Browser, data: Any) -> None:
    event = {"data": data, "fn_index": 0, "session_hash": "files"}
    answer = browser(1).post("/gradio_api/queue/join", json=event, headers=OURS)
    assert (answer.status_code, answer.text) == (403, "The pages take no files.")


def test_an_event_of_a_thousand_brackets_is_refused(browser: Browser) -> None:
    body = b"[" * 100_000
    assert browser(1).post("/gradio_api/queue/join", content=body, headers=OURS).status_code == 403
