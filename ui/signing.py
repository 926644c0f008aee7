"""Routes that sign a person in, let them choose a password, sign them out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.views import UserView
from ui.backend import Backend
from ui.guards import Guards
from ui.passwords import LONGEST, SHORTEST, Passwords
from ui.templates import page
from ui.throttle import Throttle

WRONG = "That name and password do not belong together. Check both, or ask an administrator for a new link."
TOO_MANY = "Too many tries. Wait a minute, then try again."
USED = (
    "This link was used already or is older than 30 minutes. "
    "An administrator can make another: `crm-assistant user link NAME`."
)
LINK_TRIES = 60  # a minute, per address: a link's token cannot be guessed, only the database needs care
NAMES_TRIED = 60  # sign-ins a minute, per address, whatever the name: each costs a hash
Field = Annotated[str, Form(max_length=LONGEST)]


def signing_routes(backend: Backend, guards: Guards, passwords: Passwords, throttle: Throttle) -> APIRouter:
    """Sign-in, welcome link, account, sign-out."""
    signed_in = Depends(guards.signed_in)
    routes = APIRouter()
    people = backend.people
    openings = Throttle(LINK_TRIES, 60)
    addresses = Throttle(NAMES_TRIED, 60)

    @routes.get("/welcome/{token}", dependencies=[Depends(guards.public)])
    def welcome(request: Request, token: str) -> Response:
        if not openings.allow(_address(request)):
            return page("problem", title="Too many tries", status=429, values={"problem": TOO_MANY})
        user = people.redeem_welcome(token)
        if user is None:
            return page("problem", title="This link no longer works", status=410, values={"problem": USED})
        response = RedirectResponse("/", status_code=303)
        guards.start_session(request, response, user.id)
        return response

    @routes.get("/sign-in", dependencies=[Depends(guards.public)])
    def sign_in_page() -> Response:
        return _sign_in("", name="", status=200)

    @routes.post("/sign-in", dependencies=[Depends(guards.public)])
    def sign_in(request: Request, name: Field = "", password: Field = "") -> Response:
        address = _address(request)
        if not addresses.allow(address) or not throttle.allow(f"{name.strip().casefold()} {address}"):
            return _sign_in(TOO_MANY, name=name, status=429)
        found = people.password_hash(name.strip())
        matches = passwords.check(password, found[1] if found else None)
        if found is None or not matches:
            return _sign_in(WRONG, name=name, status=401)
        response = RedirectResponse("/", status_code=303)
        guards.start_session(request, response, found[0])
        return response

    @routes.post("/sign-out", dependencies=[Depends(guards.public)])
    def sign_out(request: Request) -> Response:
        response = RedirectResponse("/sign-in", status_code=303)
        guards.end_session(request, response)
        return response

    @routes.get("/account")
    def account_page(user: UserView = signed_in) -> Response:
        return _account(user.name, problem="", status=200)

    @routes.post("/account")
    def account(request: Request, password: Field = "", user: UserView = signed_in) -> Response:
        if len(password) < SHORTEST:
            problem = f"Choose a password of at least {SHORTEST} characters."
            return _account(user.name, problem=problem, status=422)
        people.set_password_hash(user.id, passwords.make(password))
        response = RedirectResponse("/", status_code=303)
        guards.start_session(request, response, user.id)
        return response

    return routes


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _sign_in(problem: str, *, name: str, status: int) -> Response:
    return page("sign_in", title="Sign in", status=status, values={"problem": problem, "name": name})


def _account(name: str, *, problem: str, status: int) -> Response:
    values = {"problem": problem, "name": name, "shortest": str(SHORTEST)}
    return page("account", title="Your account", status=status, values=values)
