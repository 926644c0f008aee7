"""Small routes of the site: health, the visitor's name, the sign-in pages' assets."""

from __future__ import annotations

import json

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import JSONResponse, Response

from assistant.views import UserView
from ui.backend import Backend
from ui.guards import Guards
from ui.templates import asset, template

ASSETS = {
    "site.css": "text/css",
    "app.css": "text/css",
    "nav.css": "text/css",
    "desk.css": "text/css",
    "icon.svg": "image/svg+xml",
    "app.js": "text/javascript",
}


def basic_routes(backend: Backend, guards: Guards) -> APIRouter:
    """`/healthz`, `/readyz`, `/me`, `/site/…`."""
    signed_in = Depends(guards.signed_in)
    routes = APIRouter()
    assets = {name: asset(name) for name in ASSETS}
    assets["app.js"] = assets["app.js"].replace("NAV_HTML", json.dumps(template("nav").substitute()))

    @routes.get("/healthz", dependencies=[Depends(guards.public)])
    def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @routes.get("/readyz", dependencies=[Depends(guards.public)])
    def readyz() -> JSONResponse:
        return JSONResponse({"status": "degraded" if backend.status() else "ready"})

    @routes.get("/me")
    def me(user: UserView = signed_in) -> JSONResponse:
        return JSONResponse({"name": user.name, "role": user.role})

    @routes.get("/site/{name}", dependencies=[Depends(guards.public)])
    def site_asset(name: str) -> Response:
        if name not in assets:
            raise HTTPException(404, "there is nothing here")
        return Response(assets[name], media_type=ASSETS[name])

    return routes
