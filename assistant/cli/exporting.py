"""Verb `export`: records as CSV files or a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.root import app, console, home_of
from assistant.cli.working import working
from assistant.records.export import conversations, everything, one_object, person, write_file, write_folder
from assistant.records.export import write_workbook as write_book
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN


@app.command()
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="a folder, a .csv file or an .xlsx workbook")],
    only: Annotated[
        str | None, typer.Option("--only", metavar="OBJECT", help="one kind of record, such as account")
    ] = None,
    talks: Annotated[bool, typer.Option("--conversations", help="one row a ticket: labels, times, rating")] = False,
    email: Annotated[
        str | None, typer.Option("--person", metavar="EMAIL", help="all that is known of one person")
    ] = None,
) -> None:
    """Write records to files that spreadsheets open and `import` takes back."""
    if sum((only is not None, talks, email is not None)) > 1:
        raise typer.BadParameter("choose one of --only, --conversations, --person")
    if "" in (only, email):
        raise typer.BadParameter("--only and --person need a value")
    if email and out.is_dir() and any(out.iterdir()):
        raise typer.BadParameter("choose an empty folder, so that nobody else's data lies beside theirs")
    store = Store.open(home_of(context), create=False)
    single = out.suffix.lower() in (".csv", ".xlsx")
    with working("Exporting") as progress:

        def tell(name: str, rows: int) -> None:
            progress(rows, None, name)

        if only or talks:
            sheet = one_object(store, LOCAL_ADMIN, only) if only else conversations(store, LOCAL_ADMIN)
            written = write_file(out if single else out / f"{sheet.name}.csv", sheet, progress=tell)
        else:
            sheets = person(store, LOCAL_ADMIN, email) if email else everything(store, LOCAL_ADMIN)
            if out.suffix.lower() == ".csv":
                raise typer.BadParameter("several tables need a folder or an .xlsx workbook")
            written = (write_book if single else write_folder)(out, sheets, progress=tell)
    console.print(f"Wrote {written:,} rows to {out}.")
