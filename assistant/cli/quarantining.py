"""Verbs over the rows that could not be imported: `quarantine`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table as Grid

from assistant.cli.root import app, console, home_of
from assistant.cli.working import working
from assistant.records.batches import count_quarantine, list_quarantine, repair, rerun
from assistant.records.batches import dismiss as dismiss_rows
from assistant.records.export import write_folder
from assistant.records.export.aside import quarantine
from assistant.records.store import Store

quarantine_app = typer.Typer(no_args_is_help=True, help="The rows that could not be imported.")
app.add_typer(quarantine_app, name="quarantine")

Batch = Annotated[int | None, typer.Option("--batch", help="only rows of this import")]


def _store(context: typer.Context) -> Store:
    return Store.open(home_of(context), create=False)


@quarantine_app.command("list")
def list_rows(
    context: typer.Context,
    batch: Batch = None,
    limit: Annotated[int, typer.Option(min=1, help="most rows to show")] = 50,
) -> None:
    """Show the rows that wait, with what is wrong with each."""
    store = _store(context)
    grid = Grid("row", "batch", "file", "line", "object", "reason")
    for row in list_quarantine(store, batch, limit=limit):
        grid.add_row(str(row.id), str(row.batch_id), row.file, str(row.line), row.object, row.reason)
    total = count_quarantine(store, batch)
    if total:
        console.print(grid)
    console.print(f"{total:,} rows wait in quarantine." if total != 1 else "1 row waits in quarantine.")


@quarantine_app.command("rerun")
def rerun_rows(context: typer.Context, batch: Batch = None) -> None:
    """Try the waiting rows again, after what they need was imported."""
    with working("Importing") as progress:
        reports = rerun(_store(context), batch, progress=lambda now: progress(now.rows, None, now.object))
    for report in reports:
        console.print(report.summary())


@quarantine_app.command("mend")
def mend_row(
    context: typer.Context,
    row: Annotated[int, typer.Argument(help="as `quarantine list` shows it")],
    cells: Annotated[list[str], typer.Argument(metavar="COLUMN=TEXT...", help="what the cells should be")],
) -> None:
    """Put other cells into one waiting row, then try it again."""
    named: dict[str, str] = {}
    for cell in cells:
        column, sign, text = cell.partition("=")
        if not sign:
            raise typer.BadParameter(f"write each cell as COLUMN=TEXT: {cell}")
        named[column] = text
    done = repair(_store(context), row, named)
    if not done.repaired:
        console.print(f"Row {row} still waits: {done.reason}.")
        raise typer.Exit(1)
    console.print(f"Row {row} is imported as batch {done.batch_id}.")


@quarantine_app.command("export")
def export_rows(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="where the tables go")],
    batch: Batch = None,
) -> None:
    """Write the waiting rows as tables, to be mended in a spreadsheet and imported again."""
    written = write_folder(folder, quarantine(_store(context), batch))
    console.print(f"Wrote {written:,} rows to {folder}; mend them, then run `crm-assistant import` on that folder.")


@quarantine_app.command("dismiss")
def dismiss(
    context: typer.Context,
    rows: Annotated[list[int] | None, typer.Argument(help="as `quarantine list` shows them")] = None,
    batch: Batch = None,
    everything: Annotated[bool, typer.Option("--all", help="every waiting row")] = False,
) -> None:
    """Say that rows need not be imported."""
    if bool(rows) + (batch is not None) + everything != 1:
        raise typer.BadParameter("give rows, --batch or --all")
    gone = dismiss_rows(_store(context), batch, row_ids=rows or ())
    console.print(f"Dismissed {gone:,} rows." if gone != 1 else "Dismissed 1 row.")
