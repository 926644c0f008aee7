"""Verb `fit`: what the records are good for."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from assistant.app import open_assistant
from assistant.cli.root import AsJson, app, console, home_of
from assistant.cli.working import working
from assistant.records.fit import fit_report
from assistant.records.settings import HomeSettings
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN


@app.command()
def fit(
    context: typer.Context,
    batch: Annotated[int | None, typer.Option("--batch", help="odd rows of this import only")] = None,
    read: Annotated[bool, typer.Option("--read", help="read messages first that no model has read yet")] = False,
    json: AsJson = False,
) -> None:
    """Say what came, what is missing for which feature, which rows are odd."""
    home = home_of(context)
    if read:
        with working("Reading messages") as progress:
            open_assistant(home).catch_up(progress)
    store = Store.open(home, create=False)
    day = HomeSettings(store).data_date() or datetime.now(UTC).date()
    report = fit_report(store, LOCAL_ADMIN, as_of=day, batch_id=batch)
    if json:
        console.print_json(data=asdict(report), default=str)
    else:
        console.print(report.summary())
