"""The root of the command line: which home, which verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.home import Home
from assistant.settings import Settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="A chat assistant over your CRM."
)
console = Console(highlight=False, markup=False, soft_wrap=True)
progress_console = Console(stderr=True, highlight=False, markup=False)

AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="what today means, YYYY-MM-DD")]
AsJson = Annotated[bool, typer.Option("--json", help="print the contract's JSON")]


@app.callback()
def choose_home(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="folder of the records; default $CRM_HOME, else your data folder")
    ] = None,
) -> None:
    """Remember the home for the verb."""
    context.obj = Home((home or Settings().home).expanduser())


def home_of(context: typer.Context) -> Home:
    """The home that was chosen."""
    found = context.obj
    assert isinstance(found, Home)
    return found


def home_first(arguments: Sequence[str]) -> list[str]:
    """Move `--home DIR` before the verb, so that it may stand on either side of it."""
    kept: list[str] = []
    moved: list[str] = []
    waiting = False
    for position, argument in enumerate(arguments):
        if waiting:
            moved.append(argument)
            waiting = False
        elif argument == "--":
            kept.extend(arguments[position:])
            break
        elif argument == "--home":
            moved.append(argument)
            waiting = True
        elif argument.startswith("--home="):
            moved.append(argument)
        else:
            kept.append(argument)
    return [*moved, *kept]


def day(moment: datetime | None) -> date | None:
    """The date of a `--as-of`."""
    return moment.date() if moment else None
