"""Verbs over folders that are imported again and again: `watch`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table as Grid

from assistant.cli.importing import Dates, Encoding, Numbers, System, answers_of
from assistant.cli.root import app, console, home_of
from assistant.cli.working import working
from assistant.records.batches.watches import add_watch, list_watches, remove_watch, watch
from assistant.records.batches.watching import run_watch
from assistant.records.store import Store

watch_app = typer.Typer(
    no_args_is_help=True, help="Folders whose new or changed files are imported while the server runs."
)
app.add_typer(watch_app, name="watch")

Number = Annotated[int, typer.Argument(help="as `watch list` shows it")]


@watch_app.command("add")
def add(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="the folder that files come into")],
    system: System = "auto",
    every: Annotated[int, typer.Option(min=1, metavar="MINUTES", help="time between two runs")] = 60,
    encoding: Encoding = "",
    dates: Dates = None,
    numbers: Numbers = None,
) -> None:
    """Watch a folder, or change how it is watched."""
    answers = answers_of(encoding, dates, numbers)
    added = add_watch(Store.open(home_of(context)), folder, system=system, every_minutes=every, answers=answers)
    console.print(f"Watch {added.id}: {added.path}, every {added.every_minutes} minutes while the server runs.")


@watch_app.command("list")
def list_all(context: typer.Context) -> None:
    """Show the folders with what their last run did."""
    grid = Grid("watch", "folder", "format", "minutes", "last run", "result")
    for one in list_watches(_store(context)):
        ran = one.last_run_at.strftime("%Y-%m-%d %H:%M UTC") if one.last_run_at else "not yet"
        grid.add_row(str(one.id), str(one.path), one.system, str(one.every_minutes), ran, one.last_result)
    console.print(grid)


@watch_app.command("run")
def run(
    context: typer.Context, number: Annotated[int | None, typer.Argument(help="one watch; all when not given")] = None
) -> None:
    """Look into the folders now, whether or not their time has come."""
    store = _store(context)
    failed = False
    for one in [watch(store, number)] if number is not None else list_watches(store):
        with working(f"Importing {one.path.name}"):
            done = run_watch(store, one, datetime.now(UTC))
        console.print(f"{one.path}: {done.result}")
        failed = failed or done.failed
    if failed:
        raise typer.Exit(1)


@watch_app.command("remove")
def remove(context: typer.Context, number: Number) -> None:
    """Watch a folder no longer; what came from it stays."""
    remove_watch(_store(context), number)
    console.print(f"Watch {number} is removed; what it imported stays.")


def _store(context: typer.Context) -> Store:
    return Store.open(home_of(context), create=False)
