"""Verbs over people: `user`, `token`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table as Grid

from assistant.cli.root import app, console, home_of
from assistant.records.people import People
from assistant.records.signin import WELCOME_LASTS
from assistant.records.store import Store

user_app = typer.Typer(no_args_is_help=True, help="Who may sign in.")
token_app = typer.Typer(no_args_is_help=True, help="Bearer tokens of the HTTP API.")
app.add_typer(user_app, name="user")
app.add_typer(token_app, name="token")

Name = Annotated[str, typer.Argument(help="the user's name")]
Role = Annotated[str, typer.Option(help="viewer, agent, manager or admin")]


def _people(context: typer.Context) -> People:
    return People(Store.open(home_of(context), create=False))


@user_app.command("add")
def add(
    context: typer.Context,
    name: Name,
    role: Role = "agent",
    team: Annotated[str | None, typer.Option(help="the team whose records they see")] = None,
    email: Annotated[str | None, typer.Option(help="for signing in")] = None,
) -> None:
    """Add a user; `user link` lets them choose a password."""
    _people(context).add_user(name, role=role, team=team, email=email)
    console.print(f'Added {name} ({role}). Run `crm-assistant user link "{name}"` for their sign-in link.')


@user_app.command("list")
def list_users(context: typer.Context) -> None:
    """Show all users."""
    grid = Grid("name", "role", "team", "e-mail")
    for user in _people(context).list_users():
        grid.add_row(user.name, user.role, user.team or "", user.email or "")
    console.print(grid)


@user_app.command("role")
def role(context: typer.Context, name: Name, role: Annotated[str, typer.Argument(help="the new role")]) -> None:
    """Change a user's role, at once also where they are signed in."""
    people = _people(context)
    people.set_role(people.user_by_name(name).id, role)
    console.print(f"{name} is now {role}.")


@user_app.command("link")
def link(
    context: typer.Context,
    name: Name,
    host: Annotated[str, typer.Option(help="address of the server")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port of the server")] = 7860,
) -> None:
    """Make a one-time sign-in link, good for 30 minutes."""
    people = _people(context)
    token = people.issue_token("welcome", people.user_by_name(name).id, ttl=WELCOME_LASTS, label="user link")
    console.print(f"Sign in: http://{host}:{port}/welcome/{token}")


@token_app.command("add")
def add_token(
    context: typer.Context, name: Name, label: Annotated[str, typer.Option(help="what it is for")] = ""
) -> None:
    """Make a bearer token for a user's programs; it is shown once."""
    people = _people(context)
    console.print(people.issue_token("api", people.user_by_name(name).id, ttl=None, label=label))
